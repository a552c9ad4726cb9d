"""A job from its asking to its end, as the engine's owner keeps it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from engine.composition import Composition
from engine.errors import EngineError
from engine.serving.messages import Job
from engine.serving.metrics import DONE, EngineMetrics
from engine.steps import QUEUED, OnStep, Step

_LOG = logging.getLogger("fusebox.engine")
# A job that was in a dying process so often runs by itself the next time; if the process
# dies again, the job is to blame.
_DEATHS_TOGETHER = 2


@dataclass(eq=False, slots=True)
class Asked:
    """``due`` is on the monotonic clock; ``deaths`` of processes in which it was."""

    job: Job
    on_step: OnStep
    due: float
    metrics: EngineMetrics
    future: Future[Composition] = field(default_factory=Future)
    asked_at: float = field(default_factory=monotonic)
    position: int = 0
    deaths: int = 0

    @property
    def number(self) -> int:
        return self.job.number

    @property
    def is_suspect(self) -> bool:
        """Whether it must run by itself, so that it takes nobody down with it."""
        return self.deaths >= _DEATHS_TOGETHER

    def survives(self, *, alone: bool) -> bool:
        """Count a death of its process; whether it may run again."""
        self.deaths += 1
        return not (alone and self.deaths >= _DEATHS_TOGETHER)

    def moved_to(self, position: int) -> None:
        """Tell its place in the queue, where that is news."""
        if position != self.position:
            self.position = position
            self.on_step(Step(QUEUED, position=position))

    def begun(self, together: int) -> None:
        """It was given to the process, which has so many jobs now."""
        waited = monotonic() - self.asked_at
        self.position = 0
        self.metrics.begun(together, waited)
        _LOG.info("job=%d event=begun waited=%.3f together=%d", self.number, waited, together)

    def done(self, composition: Composition) -> None:
        """It is composed."""
        whole = monotonic() - self.asked_at
        self.metrics.timed(composition.timings, whole)
        self._end(DONE, whole)
        with suppress(InvalidStateError):  # whoever waited has hung up
            self.future.set_result(composition)

    def fail(self, outcome: str, error: EngineError) -> None:
        """It won't be composed."""
        self._end(outcome, monotonic() - self.asked_at)
        with suppress(InvalidStateError):  # as above
            self.future.set_exception(error)

    def _end(self, outcome: str, whole: float) -> None:
        self.metrics.ended(outcome)
        _LOG.info("job=%d event=%s seconds=%.3f", self.number, outcome, whole)


@dataclass(frozen=True, slots=True)
class Taken:
    """The ticket of a job, with what its engine does to give it up."""

    asked: Asked
    give_up: Callable[[Asked], bool]

    @property
    def future(self) -> Future[Composition]:
        return self.asked.future

    def cancel(self) -> bool:
        """Give the job up; False where it is finished."""
        return self.give_up(self.asked)
