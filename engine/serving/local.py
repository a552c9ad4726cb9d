"""The local engine: one spawned process, minded here, and the queue of those who wait for it.

The process only gets what it should work on. When it dies, hangs or says what is no
answer, it is replaced, after a pause if that happens again and again; its jobs run once
more, and those that were in two dying processes run alone, so that whichever kills it
takes no other down. Thread-safe.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections import deque
from concurrent.futures import Future
from time import monotonic

from engine.errors import EngineBusy, EngineError, JobCancelled, JobLate
from engine.request import CompositionRequest
from engine.serving.asked import Asked, Taken
from engine.serving.child import Child
from engine.serving.interface import Terms, Ticket
from engine.serving.limits import Backoff, Limits
from engine.serving.messages import (
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
from engine.serving.metrics import BUSY, CANCELLED, FAILED, LATE, EngineMetrics
from engine.serving.queueing import FairQueue
from engine.steps import AGAIN, STARTING, OnStep, Step, unheard

_LOG = logging.getLogger("fusebox.engine")
_DIED = "the engine's process ended in the middle of the work; try again"
_BROKEN = "the engine failed several times in a row; it is tried again within a minute"
_CLOSED = "the engine is closed"
_FULL = "too many pieces are waiting already; ask again in a moment"
_LATE = "this piece was not done in time, and so given up; ask again, or for a shorter one"
_LEAST_WAIT = 0.05


class LocalEngine:
    """Composes in a child process. Use as a context manager, or ``close`` it."""

    def __init__(
        self,
        config: EngineConfig | None = None,
        limits: Limits | None = None,
        metrics: EngineMetrics | None = None,
    ) -> None:
        self.metrics = metrics or EngineMetrics()
        self._config, self._limits = config or EngineConfig(), limits or Limits()
        self._numbers = itertools.count(1)
        # Reentrant: steps are told under it, so that each hears its own in order.
        self._lock = threading.Condition(threading.RLock())
        self._queue: FairQueue[Asked] = FairQueue()
        self._again: deque[Asked] = deque()
        self._inside: dict[int, Asked] = {}
        self._let_go: dict[int, float] = {}
        self._child: Child | None = None
        self._ready: Future[Ready] = Future()
        self._backoff = Backoff()
        self._restart_at = 0.0
        self._is_closed = False
        self._minder: threading.Thread | None = None

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Future[Ready]:
        """Start the process if it isn't running; the future tells when it is warm."""
        with self._lock:
            if self._is_closed:
                raise EngineError(_CLOSED)
            if self._child is None and monotonic() >= self._restart_at:
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
            if len(self._queue) >= self._limits.capacity:
                self.metrics.ended(BUSY)
                raise EngineBusy(_FULL)
            if self._backoff.is_broken and monotonic() < self._restart_at:
                raise EngineError(_BROKEN)
            self.start()
            patience = terms.deadline_seconds or self._limits.deadline
            due = monotonic() + patience
            asked = Asked(Job(next(self._numbers), request), on_step, due, self.metrics)
            self._queue.push(terms.asker, asked)
            self._tell_positions()
            if self._child is None or not self._child.is_ready:
                on_step(Step(STARTING))
            self._dispatch()
            self._lock.notify_all()
            return Taken(asked, self.cancel)

    def cancel(self, asked: Asked) -> bool:
        """Give a job up; False where it is finished."""
        with self._lock:
            if not self._give_up(asked):
                return False
            asked.fail(CANCELLED, JobCancelled("this piece was cancelled"))
            self._tell_positions()
            self._dispatch()
        return True

    def waiting(self) -> int:
        """How many jobs are queued and not begun."""
        with self._lock:
            return len(self._queue) + len(self._again)

    def close(self) -> None:
        """End the process; what is waiting fails with EngineError."""
        with self._lock:
            self._is_closed = True
            child, self._child = self._child, None
            self._lock.notify_all()
            self._fail_all(EngineError("the engine was closed"))
        if child is not None:
            child.end()

    def _spawn(self) -> None:
        self._restart_at = 0.0
        if self._ready.done():
            self._ready = Future()
        self._child = Child(self._config, self._heard, self._died)
        if self._minder is None:
            self._minder = threading.Thread(target=self._mind, name="engine-minder", daemon=True)
            self._minder.start()

    def _dispatch(self) -> None:
        """Give the process what it has room for; a suspect only by itself."""
        child = self._child
        if child is None or not child.is_ready:
            return
        inside = self._inside
        while len(inside) < self._limits.at_once and (self._again or self._queue):
            if any(asked.is_suspect for asked in inside.values()):
                break
            if self._again and self._again[0].is_suspect and inside:
                break
            asked = self._again.popleft() if self._again else self._queue.pop()
            inside[asked.number] = asked
            asked.begun(together=len(inside))
            child.send(asked.job)
        self._tell_positions()

    def _tell_positions(self) -> None:
        for place, asked in enumerate(self._queue.order(), start=1 + len(self._again)):
            asked.moved_to(place)
        self.metrics.queued.set(len(self._queue) + len(self._again))
        self.metrics.running.set(len(self._inside))

    def _heard(self, child: Child, answer: Answer) -> None:
        with self._lock:
            if child is not self._child or isinstance(answer, Beat):
                return
            if isinstance(answer, Ready):
                self._ready.set_result(answer)
            elif isinstance(answer, Failed) and answer.number is None:
                self._child = None
                self._ready.set_exception(EngineError(answer.sentence))
                self._fail_all(EngineError(answer.sentence))
            elif isinstance(answer, Progress):
                if (asked := self._inside.get(answer.number)) is not None:
                    asked.on_step(answer.step)
                return
            else:
                self._finished(answer)
            self._dispatch()
            self._lock.notify_all()

    def _finished(self, answer: Done | Failed) -> None:
        number = answer.number or 0
        self._let_go.pop(number, None)
        if (asked := self._inside.pop(number, None)) is None:
            return
        self._backoff.lived()
        if isinstance(answer, Done):
            asked.done(answer.composition)
        else:
            asked.fail(FAILED, EngineError(answer.sentence))

    def _give_up(self, asked: Asked) -> bool:
        """Take a job out of wherever it is; False where it is finished."""
        if self._inside.pop(asked.number, None) is not None:
            self._let_go[asked.number] = monotonic() + self._limits.grace
            if self._child is not None:
                self._child.send(Drop(asked.number))
            return True
        if asked in self._again:
            self._again.remove(asked)
            return True
        return bool(self._queue.drop(lambda other: other is asked))

    def _died(self, child: Child) -> None:
        with self._lock:
            if child is not self._child or self._is_closed:
                return
            self._child = None
            self.metrics.restarted()
            pause = self._backoff.died()
            self._restart_at = monotonic() + pause
            inside, self._inside = list(self._inside.values()), {}
            _LOG.warning("event=died jobs=%d pause=%.0f", len(inside), pause)
            self._let_go.clear()
            for asked in inside:
                if asked.survives(alone=len(inside) == 1):
                    self._again.append(asked)
                    asked.on_step(Step(AGAIN))
                else:
                    asked.fail(FAILED, EngineError(_DIED))
            if self._backoff.is_broken:
                self._fail_all(EngineError(_BROKEN))
                if not self._ready.done():
                    self._ready.set_exception(EngineError(_BROKEN))
            self._lock.notify_all()

    def _mind(self) -> None:
        """Restart, end what is late, and kill a process that gives no sign of life."""
        with self._lock:
            while not self._is_closed:
                now = monotonic()
                self._end_late(now)
                if self._child is not None:
                    self._kill_if_hung(self._child, now)
                elif self._is_wanted() and now >= self._restart_at:
                    self._spawn()
                self._lock.wait(max(_LEAST_WAIT, self._next_look(now) - now))

    def _is_wanted(self) -> bool:
        """Whether there should be a process: for those who wait, or in place of a dead one."""
        return self._restart_at > 0 or bool(self._queue or self._again or self._inside)

    def _end_late(self, now: float) -> None:
        open_jobs = [*self._inside.values(), *self._again, *self._queue.order()]
        for asked in open_jobs:
            if now >= asked.due and self._give_up(asked):
                asked.fail(LATE, JobLate(_LATE))
        if open_jobs:
            self._dispatch()

    def _kill_if_hung(self, child: Child, now: float) -> None:
        limits = self._limits
        silent = now - child.heard > (limits.silence if child.is_ready else limits.start)
        if silent or any(now >= until for until in self._let_go.values()):
            _LOG.error("event=hung silent=%s", silent)
            self._let_go.clear()
            child.kill()

    def _next_look(self, now: float) -> float:
        looks = [now + self._limits.silence / 4, *self._let_go.values()]
        jobs = [*self._inside.values(), *self._again, *self._queue.order()]
        looks += [asked.due for asked in jobs]
        if self._child is None and self._is_wanted():
            looks.append(self._restart_at)
        return min(looks)

    def _fail_all(self, error: EngineError) -> None:
        jobs = [*self._inside.values(), *self._again, *self._queue.drop(lambda _: True)]
        self._inside.clear()
        self._again.clear()
        for asked in jobs:
            asked.fail(FAILED, error)
        self._tell_positions()
