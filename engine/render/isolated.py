"""Rendering in child processes: warm, bounded in time and memory, allowed to crash.

Each worker is one spawned process and the thread that minds it. A crash costs one
retry in a fresh process; a job over its time is stopped and not retried, because the
caller has waited already.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from engine.errors import RenderError
from engine.render.worker import PROGRESS, result_of, work

DEFAULT_TIMEOUT_SECONDS = 120.0
DEFAULT_MEMORY_BYTES = 4 * 1024**3
_ATTEMPTS = 2

_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Crash(Exception):
    """The child ended in the middle of a job."""


@dataclass(slots=True)
class _Job:
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    timeout_seconds: float
    on_progress: Callable[[float], None] | None
    future: Future[Any] = field(default_factory=Future)
    is_unwanted: threading.Event = field(default_factory=threading.Event)


class RenderPool:
    """``workers`` child processes kept warm for one render after another.

    Thread-safe. Children start with the first jobs; ``close`` ends them. Usable as a
    context manager.
    """

    def __init__(
        self, workers: int = 1, *, memory_bytes: int | None = DEFAULT_MEMORY_BYTES
    ) -> None:
        # By rank, then in order of asking; None, the end, comes last.
        self._jobs: queue.PriorityQueue[tuple[int, int, _Job | None]] = queue.PriorityQueue()
        self._numbers = count()
        self._open: dict[Future[Any], _Job] = {}
        self._memory_bytes = memory_bytes
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._minders = [
            threading.Thread(target=self._mind, name=f"render-{n}", daemon=True)
            for n in range(workers)
        ]
        for minder in self._minders:
            minder.start()

    def submit(
        self,
        function: Callable[..., _R],
        *args: Any,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
        on_progress: Callable[[float], None] | None = None,
        rank: int = 0,
        **kwargs: Any,
    ) -> Future[_R]:
        """Run ``function`` (importable by name, arguments picklable) in a child.

        The future raises RenderError where the function fails, crashes twice, or takes
        over ``timeout_seconds``. With ``on_progress`` the function is given a callback
        of that name, whose calls are repeated here on the minder's thread. Jobs of a lower
        ``rank`` (at least 0) go first: so quick ones needn't wait behind slow ones.
        """
        job = _Job(function, args, kwargs, timeout_seconds, on_progress)
        with self._lock:
            if self._closing.is_set():
                raise RenderError("rendering has been shut down")
            self._open[job.future] = job
            self._jobs.put((max(rank, 0), next(self._numbers), job))
        job.future.add_done_callback(self._forget)
        return job.future

    def stop(self, future: Future[Any]) -> None:
        """Give a job up, also where it is at work: its future raises RenderError then."""
        if not future.cancel() and (job := self._open.get(future)) is not None:
            job.is_unwanted.set()

    def _forget(self, future: Future[Any]) -> None:
        self._open.pop(future, None)

    def close(self) -> None:
        """End the children; the job that each is at is stopped, waiting jobs fail."""
        with self._lock:
            if self._closing.is_set():
                return
            self._closing.set()
            for _ in self._minders:
                self._jobs.put((sys.maxsize, next(self._numbers), None))
        for minder in self._minders:
            minder.join()

    def __enter__(self) -> RenderPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _mind(self) -> None:
        child = _Child(self._memory_bytes, self._closing)
        try:
            while (job := self._jobs.get()[2]) is not None:
                if self._closing.is_set():
                    job.future.set_exception(RenderError("rendering has been shut down"))
                elif job.future.set_running_or_notify_cancel():
                    _finish(job, child)
        finally:
            child.stop()


def run_isolated(function: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Run one function in a child of its own. Raises RenderError as RenderPool does."""
    with RenderPool() as pool:
        return pool.submit(partial(function, *args, **kwargs)).result()


def _finish(job: _Job, child: _Child) -> None:
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            job.future.set_result(child.do(job))
            return
        except _Crash as crash:
            if attempt == _ATTEMPTS:
                error = RenderError(f"the renderer crashed {_ATTEMPTS} times ({crash})")
                job.future.set_exception(error)
        except RenderError as error:
            job.future.set_exception(error)
            return
        except Exception as error:  # what can't be pickled, a callback that fails
            job.future.set_exception(RenderError(f"rendering failed: {error}"))
            child.stop()
            return


class _Child:
    """One spawned process, started when needed and replaced after it died."""

    def __init__(self, memory_bytes: int | None, closing: threading.Event) -> None:
        self._memory_bytes = memory_bytes
        self._closing = closing
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def do(self, job: _Job) -> Any:
        """The job's value. Raises _Crash, or RenderError for failure and lateness."""
        line = self._started()
        deadline = monotonic() + job.timeout_seconds
        try:
            line.send((job.function, job.args, job.kwargs, job.on_progress is not None))
            while True:
                message = self._received(line, deadline, job)
                if message[0] != PROGRESS:
                    return result_of(message)
                if job.on_progress is not None:
                    job.on_progress(message[1])
        except (EOFError, ConnectionError) as error:
            exit_code = self.stop()
            raise _Crash(f"exit code {exit_code}") from error

    def stop(self) -> int | None:
        """End the process, if there is one; its exit code."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is None:
            return None
        process.join(0.2)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        return code

    def _received(self, line: Connection, deadline: float, job: _Job) -> tuple[str, Any]:
        while not line.poll(min(0.1, max(0.0, deadline - monotonic()))):
            if self._closing.is_set():
                self.stop()
                raise RenderError("rendering has been shut down")
            if job.is_unwanted.is_set():
                self.stop()
                raise RenderError("nobody wants this any more")
            if monotonic() >= deadline:
                self.stop()
                raise RenderError(
                    f"rendering took over {job.timeout_seconds:g} seconds and was stopped"
                )
        message: tuple[str, Any] = line.recv()
        return message

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        with contextlib.suppress(OSError):
            self.stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(
            target=work, args=(theirs, self._memory_bytes), daemon=True, name="fusebox-render"
        )
        self._process.start()
        theirs.close()
        self._line = ours
        return ours
