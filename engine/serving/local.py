"""The local engine: one spawned process, started on first use and again if it dies.

Thread-safe: several threads may ask at once, their jobs queue in the process. A job
that was running when the process died runs once more in a new one; if that dies
too, its asker hears a sentence.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from engine.composition import Composition
from engine.errors import EngineError, JobCancelled
from engine.request import CompositionRequest
from engine.serving.interface import Terms, Ticket
from engine.serving.messages import Answer, Done, EngineConfig, Failed, Job, Progress, Ready
from engine.serving.worker import serve
from engine.steps import AGAIN, QUEUED, OnStep, Step, unheard

_ATTEMPTS = 2
_CLOSE_SECONDS = 5.0
_DIED = "the engine's process ended in the middle of the work; try again"


@dataclass(slots=True)
class _Waiting:
    job: Job
    on_step: OnStep
    future: Future[Composition] = field(default_factory=Future)
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class _Ticket:
    engine: LocalEngine
    number: int
    future: Future[Composition]

    def cancel(self) -> bool:
        return self.engine.cancel(self.number)


class LocalEngine:
    """Composes in a child process. Use as a context manager, or ``close`` it."""

    def __init__(self, config: EngineConfig | None = None) -> None:
        self._config = config or EngineConfig()
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._waiting: dict[int, _Waiting] = {}
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._ready: Future[Ready] = Future()
        self._closed = False

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Future[Ready]:
        """Start the process if it isn't running; the future tells when it is warm."""
        with self._lock:
            if self._closed:
                raise EngineError("the engine is closed")
            if self._process is None:
                self._spawn()
            return self._ready

    def submit(
        self,
        request: CompositionRequest,
        on_step: OnStep = unheard,
        terms: Terms = Terms(),  # noqa: B008  (frozen: one value for all)
    ) -> Ticket:
        """Queue a request; the future raises EngineError where it can't be composed."""
        with self._lock:
            self.start()
            waiting = _Waiting(Job(next(self._numbers), request), on_step)
            self._waiting[waiting.job.number] = waiting
            on_step(Step(QUEUED, position=len(self._waiting)))
            self._send(waiting.job)
            return _Ticket(self, waiting.job.number, waiting.future)

    def cancel(self, number: int) -> bool:
        """Give a job up; False where it is finished."""
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if waiting is None:
            return False
        waiting.future.set_exception(JobCancelled("this piece was cancelled"))
        return True

    def waiting(self) -> int:
        """How many jobs are queued behind the one that is composed."""
        with self._lock:
            return max(0, len(self._waiting) - 1)

    def close(self) -> None:
        """End the process; what is waiting fails with EngineError."""
        with self._lock:
            self._closed = True
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if connection is not None:
            with contextlib.suppress(OSError):  # it may have ended already
                connection.send(None)
        if process is not None:
            process.join(_CLOSE_SECONDS)
            if process.is_alive():
                process.terminate()
                process.join()
        self._fail_all("the engine was closed")

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._ready = Future()
        self._process = context.Process(
            target=serve, args=(theirs, self._config), name="fusebox-engine", daemon=True
        )
        self._process.start()
        theirs.close()
        self._connection = ours
        threading.Thread(
            target=self._listen, args=(ours, self._ready), name="engine-answers", daemon=True
        ).start()

    def _send(self, job: Job) -> None:
        # If it has just died, the listener restarts it and sends the job again.
        with contextlib.suppress(OSError):
            if self._connection is not None:
                self._connection.send(job)

    def _listen(self, connection: Connection, ready: Future[Ready]) -> None:
        while True:
            try:
                answer: Answer = connection.recv()
            except (EOFError, OSError):
                break
            if isinstance(answer, Ready):
                ready.set_result(answer)
            elif isinstance(answer, Failed) and answer.number is None:
                self._failed_start(answer.sentence, ready)
                return
            else:
                self._deliver(answer)
        self._died(ready)

    def _deliver(self, answer: Progress | Done | Failed) -> None:
        number = answer.number
        with self._lock:
            waiting = self._waiting.get(number) if number is not None else None
            if waiting is None:
                return
            if not isinstance(answer, Progress):
                del self._waiting[waiting.job.number]
        if isinstance(answer, Progress):
            waiting.on_step(answer.step)
        elif isinstance(answer, Done):
            waiting.future.set_result(answer.composition)
        else:
            waiting.future.set_exception(EngineError(answer.sentence))

    def _failed_start(self, sentence: str, ready: Future[Ready]) -> None:
        with self._lock:
            self._process = self._connection = None
        ready.set_exception(EngineError(sentence))
        self._fail_all(sentence)

    def _died(self, ready: Future[Ready]) -> None:
        with self._lock:
            if self._closed:
                return
            self._process = self._connection = None
            again = [w for w in self._waiting.values() if w.attempts < _ATTEMPTS]
            lost = [w for w in self._waiting.values() if w.attempts >= _ATTEMPTS]
            for waiting in lost:
                del self._waiting[waiting.job.number]
            if again:
                self._spawn()
                for waiting in again:
                    waiting.attempts += 1
                    waiting.on_step(Step(AGAIN))
                    self._send(waiting.job)
        if not ready.done():
            ready.set_exception(EngineError(_DIED))
        for waiting in lost:
            waiting.future.set_exception(EngineError(_DIED))

    def _fail_all(self, sentence: str) -> None:
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        for one in waiting:
            one.future.set_exception(EngineError(sentence))
