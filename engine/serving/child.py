"""The engine's process as its owner sees it: a line to it, and signs of life."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Callable
from time import monotonic
from typing import get_args

from engine.serving.messages import Answer, Drop, EngineConfig, Job, Ready
from engine.serving.worker import serve

_END_SECONDS = 5.0


class Child:
    """One spawned process. ``on_answer`` and then once ``on_death`` are called on its thread.

    A process that says something that is no answer is killed: nothing it says later can be
    trusted.
    """

    def __init__(
        self,
        config: EngineConfig,
        on_answer: Callable[[Child, Answer], None],
        on_death: Callable[[Child], None],
    ) -> None:
        self._on_answer, self._on_death = on_answer, on_death
        self.is_ready = False
        self.heard = monotonic()
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, config), name="fusebox-engine", daemon=True
        )
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, name="engine-answers", daemon=True).start()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def send(self, word: Job | Drop) -> None:
        """Say something; if it has just died, ``on_death`` tells."""
        with contextlib.suppress(OSError):
            self._line.send(word)

    def kill(self) -> None:
        """End it now; ``on_death`` follows."""
        with contextlib.suppress(ValueError):  # it has ended and was closed
            self._process.kill()

    def end(self) -> None:
        """Ask it to end; kill it if it doesn't."""
        with contextlib.suppress(OSError):
            self._line.send(None)
        self._process.join(_END_SECONDS)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()

    def _listen(self) -> None:
        while True:
            try:
                answer = self._line.recv()
            except (EOFError, OSError):
                break
            except Exception:  # whatever can't be unpickled: it has lost its mind
                self.kill()
                break
            if not isinstance(answer, get_args(Answer)):
                self.kill()
                break
            self.heard = monotonic()
            self.is_ready = self.is_ready or isinstance(answer, Ready)
            self._on_answer(self, answer)
        self._process.join()
        self._on_death(self)
