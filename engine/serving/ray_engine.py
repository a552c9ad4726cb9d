"""The engine of a bot whose music is written by a Ray cluster (``fusebox serve --ray``).

Speaks HTTP with the cluster's gate, so that a bot needs neither Ray nor its version of Python: the
request goes out, steps and at last the composition stream back. Whoever hangs up cancels. Queue,
batches, replicas and their health are Ray's; a replica that dies is retried behind the gate, and
what breaks before that is asked once more from here. Fairness is kept here: of one asker no two
jobs wait at the cluster at once.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import aiohttp

from engine.composition import Composition
from engine.errors import EngineBusy, EngineError, JobCancelled, JobLate
from engine.request import CompositionRequest
from engine.serving.interface import Terms, Ticket
from engine.serving.messages import Busy, Failed, Ready
from engine.serving.plain import Unframer, packed
from engine.steps import AGAIN, QUEUED, OnStep, Step, unheard

_LOG = logging.getLogger("fusebox.engine")
COMPOSE_PATH, READY_PATH = "/compose", "/ready"
DEADLINE_SECONDS = 600.0
# A gate that restarts is back within seconds.
_PAUSES_SECONDS = (0.5, 2.0, 4.0)
_BUSY = 503
_CONNECT_SECONDS = 10.0
_CLOSED = "the engine was closed"


class _Broken(Exception):
    """The line to the gate broke; asking again may help."""


@dataclass(slots=True, eq=False)
class _Job:
    request: CompositionRequest
    on_step: OnStep
    deadline_seconds: float
    asker: str
    asked_at: float = field(default_factory=monotonic)
    future: Future[Composition] = field(default_factory=Future)
    is_sent: bool = False
    is_begun: bool = False
    task: asyncio.Task[None] | None = None


@dataclass(frozen=True, slots=True)
class _Ticket:
    engine: RayEngine
    number: int
    future: Future[Composition]

    def cancel(self) -> bool:
        return self.engine.cancel(self.number)


class RayEngine:
    """Composes on the cluster whose gate is at ``url``. Use as a context manager, or ``close`` it.

    Where the cluster's queue is full its refusal arrives late: EngineBusy is raised by the job's
    future, not by ``submit``.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._jobs: dict[int, _Job] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._session: aiohttp.ClientSession | None = None
        self._ready: Future[Ready] | None = None
        self._closed = False

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Future[Ready]:
        """Ask the cluster what it can play; again where it could not be reached before."""
        with self._lock:
            loop = self._running_loop()
            ready = self._ready
            if ready is None or (ready.done() and ready.exception() is not None):
                ready = self._ready = Future()
                asyncio.run_coroutine_threadsafe(self._get_ready(ready), loop)
            return ready

    def submit(
        self,
        request: CompositionRequest,
        on_step: OnStep = unheard,
        terms: Terms = Terms(),  # noqa: B008  (frozen: one value for all)
    ) -> Ticket:
        """Send a request; the future raises EngineError where it can't be composed."""
        with self._lock:
            loop = self._running_loop()
            number = next(self._numbers)
            seconds = terms.deadline_seconds or DEADLINE_SECONDS
            job = self._jobs[number] = _Job(request, on_step, seconds, terms.asker)
            on_step(Step(QUEUED, position=self.waiting()))
        loop.call_soon_threadsafe(self._send_next, terms.asker)
        return _Ticket(self, number, job.future)

    def cancel(self, number: int) -> bool:
        """Give a job up; False where it is finished."""
        with self._lock:
            job = self._jobs.pop(number, None)
            loop = self._loop
        if job is None or loop is None:
            return False
        loop.call_soon_threadsafe(_stop, job)
        loop.call_soon_threadsafe(self._send_next, job.asker)
        job.future.set_exception(JobCancelled("this piece was cancelled"))
        return True

    def waiting(self) -> int:
        """How many of this bot's jobs have been sent and not begun."""
        with self._lock:
            return sum(not job.is_begun for job in self._jobs.values())

    def close(self) -> None:
        """End; what is waiting fails with EngineError."""
        with self._lock:
            self._closed = True
            jobs, self._jobs = list(self._jobs.values()), {}
            loop, self._loop = self._loop, None
        for job in jobs:
            job.future.set_exception(EngineError(_CLOSED))
        if loop is not None:
            asyncio.run_coroutine_threadsafe(self._end(jobs), loop).result()
            loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._closed:
            raise EngineError("the engine is closed")
        if self._loop is None:
            loop = self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run, args=(loop,), name="engine-cluster", daemon=True).start()
        return self._loop

    async def _end(self, jobs: list[_Job]) -> None:
        for job in jobs:
            _stop(job)
        await asyncio.gather(*(job.task for job in jobs if job.task), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _send_next(self, asker: str) -> None:
        """Send the asker's next job, unless another of theirs waits at the cluster.

        The cluster serves in the order of arrival: so everybody's first comes before anybody's
        second there too.
        """
        with self._lock:
            own = [(number, job) for number, job in self._jobs.items() if job.asker == asker]
            if any(job.is_sent and not job.is_begun for _, job in own):
                return
            number, job = next(((n, j) for n, j in own if not j.is_sent), (0, None))
            if job is None:
                return
            job.is_sent = True
        job.task = asyncio.get_running_loop().create_task(self._do(number, job))

    async def _do(self, number: int, job: _Job) -> None:
        """One job to its end; never raises but CancelledError."""
        try:
            left = job.asked_at + job.deadline_seconds - monotonic()
            async with asyncio.timeout(left):
                composition = await self._with_patience(job)
        except TimeoutError:
            self._finish(number, JobLate(
                f"this piece was not done within {job.deadline_seconds:g} seconds; try again"
            ))  # fmt: skip
        except EngineError as error:
            self._finish(number, error)
        except Exception as error:  # the border of a job: whoever waits must hear of it
            self._finish(number, self._unusable(error))
        else:
            self._finish(number, composition)

    def _finish(self, number: int, outcome: Composition | Exception) -> None:
        with self._lock:
            job = self._jobs.pop(number, None)
        if job is None:
            return
        self._send_next(job.asker)
        if isinstance(outcome, Exception):
            job.future.set_exception(outcome)
        else:
            job.future.set_result(outcome)

    async def _with_patience(self, job: _Job) -> Composition:
        """Ask, and ask again while the line breaks. Raises EngineError."""
        for pause in (*_PAUSES_SECONDS, None):
            try:
                return await self._ask(job)
            except (aiohttp.ClientError, _Broken, OSError) as error:
                if pause is None:
                    raise EngineError(self._unreachable(error)) from error
                job.is_begun = False
                job.on_step(Step(AGAIN))
                await asyncio.sleep(pause)
        raise AssertionError("the last pause is None")

    async def _ask(self, job: _Job) -> Composition:
        async for message in self._answers("POST", COMPOSE_PATH, packed(job.request)):
            if isinstance(message, Step):
                if not job.is_begun:
                    job.is_begun = True
                    self._send_next(job.asker)
                job.on_step(message)
            elif isinstance(message, Composition):
                return message
            elif isinstance(message, Busy):
                raise EngineBusy(message.sentence)
            elif isinstance(message, Failed):
                raise EngineError(message.sentence)
        raise _Broken("the answer ended early")

    async def _get_ready(self, future: Future[Ready]) -> None:
        try:
            async for message in self._answers("GET", READY_PATH, None):
                if isinstance(message, Failed):
                    raise EngineError(message.sentence)
                future.set_result(message)
                return
            raise _Broken("the answer ended early")
        except EngineError as error:
            future.set_exception(error)
        except (aiohttp.ClientError, _Broken, OSError) as error:
            future.set_exception(EngineError(self._unreachable(error)))
        except Exception as error:  # the border of an errand: whoever waits must hear of it
            future.set_exception(self._unusable(error))

    async def _answers(self, method: str, path: str, body: bytes | None) -> AsyncIterator[Any]:
        if self._session is None:
            patience = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS)
            self._session = aiohttp.ClientSession(
                timeout=patience, connector=aiohttp.TCPConnector(limit=0)
            )
        async with self._session.request(method, self.url + path, data=body) as response:
            if response.status == _BUSY:
                raise EngineBusy("the cluster has its hands full; try again in a moment")
            if response.status != 200:
                raise _Broken(f"it answered {response.status}")
            unframer = Unframer()
            async for piece in response.content.iter_any():
                for value in unframer.feed(piece):
                    yield value

    def _unreachable(self, error: Exception) -> str:
        """A sentence that anybody may read: where the cluster is stands in the log alone."""
        _LOG.error("event=unreachable url=%s error=%s", self.url, error)
        return (
            "the cluster that FUSEBOX_ENGINE_URL names can't be reached; start it with "
            "'fusebox serve --ray', or unset that variable to compose on this machine"
        )

    def _unusable(self, error: Exception) -> EngineError:
        _LOG.error("event=unusable url=%s", self.url, exc_info=error)
        return EngineError("the cluster's answer can't be used; the log says why")


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()


def _stop(job: _Job) -> None:
    if job.task is not None:
        job.task.cancel()
