"""The engine's own process: loads TensorFlow and the weights once, then composes.

Runs in a spawned child. Every job has a thread; their melodies meet in the networks'
lanes. What native libraries print goes to ``engine.log`` in the cache folder; nothing but
answers leaves on the connection.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.serving.loading import load_networks
from engine.serving.messages import (
    BEAT_SECONDS,
    Answer,
    Beat,
    Done,
    Drop,
    EngineConfig,
    Failed,
    Job,
    Progress,
    Ready,
)
from engine.serving.quiet import keep_quiet
from engine.steps import Step

if TYPE_CHECKING:
    from models.networks import Networks

_LOG = logging.getLogger("fusebox.engine")
_GIVEN_UP = "this piece was given up"
_STUMBLED = "the engine stumbled over this request; see engine.log, try another"


def serve(connection: Connection, config: EngineConfig) -> None:
    """Answer jobs from ``connection`` until it is closed or a None comes, then end at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the owner closes the line when it ends
    keep_quiet(config.cache_dir)
    line = _Line(connection)
    threading.Thread(target=line.beat, name="beat", daemon=True).start()
    networks = _loaded(line, config)
    if networks is not None:
        line.send(Ready(networks.genres, networks.version))
        _Desk(line, networks, warm_up=config.warm_up).work()
    # Whatever a thread is still at, nobody waits for it.
    logging.shutdown()
    os._exit(0)


class _Line:
    """The connection to the owner; many threads may send."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, answer: Answer) -> None:
        """Send, or end the process: without its owner it has nothing to live for."""
        try:
            with self._lock:
                self._connection.send(answer)
        except OSError:
            os._exit(1)

    def received(self) -> Job | Drop | None:
        """The next word of the owner; None where it wants no more."""
        try:
            word: Job | Drop | None = self._connection.recv()
        except (EOFError, OSError):
            return None
        return word

    def beat(self) -> None:
        pause = threading.Event()
        while not pause.wait(BEAT_SECONDS):
            self.send(Beat())


class _Desk:
    """Takes the owner's words, and has a thread for every job."""

    def __init__(self, line: _Line, networks: Networks, *, warm_up: bool) -> None:
        self._line, self._networks = line, networks
        self._gone: dict[int, threading.Event] = {}
        self._lock = threading.Condition()
        if warm_up:
            threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def work(self) -> None:
        """Until the owner wants no more."""
        while (word := self._line.received()) is not None:
            if isinstance(word, Drop):
                with self._lock:
                    if (gone := self._gone.get(word.number)) is not None:
                        gone.set()
                continue
            with self._lock:
                self._gone[word.number] = threading.Event()
            name = f"job-{word.number}"
            threading.Thread(target=self._do, args=(word,), name=name, daemon=True).start()

    def _do(self, job: Job) -> None:
        answer = _answer(self._line, self._networks, job, self._gone[job.number])
        with self._lock:
            del self._gone[job.number]
            self._lock.notify_all()
        self._line.send(answer)

    def _warm_up(self) -> None:
        """Compile the usual shapes one by one, while nobody waits for a piece."""
        for warm in self._networks.usual():
            with self._lock:
                while self._gone:
                    self._lock.wait()
            try:
                warm()
            except Exception:  # a thread's border: the same shape will fail where it is asked for
                _LOG.exception("warming up failed")
                return


def _answer(line: _Line, networks: Networks, job: Job, gone: threading.Event) -> Done | Failed:
    from engine.composition import compose
    from models.errors import ModelError
    from models.sampler.workshop import Gone

    def on_step(step: Step) -> None:
        if gone.is_set():
            raise Gone
        line.send(Progress(job.number, step))

    try:
        heeding = networks.heeding(gone.is_set)
        return Done(job.number, compose(job.request, heeding, on_step=on_step))
    except Gone:
        return Failed(job.number, _GIVEN_UP)
    except (EngineError, ModelError) as error:
        return Failed(job.number, str(error))
    except Exception:  # the border of the process: the owner hears a sentence, the log all
        _LOG.exception("job=%s outcome=stumbled", job.number)
        return Failed(job.number, _STUMBLED)


def _loaded(line: _Line, config: EngineConfig) -> Networks | None:
    try:
        from models.errors import ModelError

        return load_networks(config)
    except ImportError as error:
        _LOG.exception("TensorFlow can't be loaded")
        line.send(Failed(None, f"TensorFlow can't be loaded ({error}); run 'make setup'"))
    except ModelError as error:
        line.send(Failed(None, str(error)))
    return None
