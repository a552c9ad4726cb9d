"""Repeats and what is said of them: the median, the middle half, and how a cost grows.

One machine does many things at once, so nothing here uses a mean or a best case.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Sample:
    """Milliseconds of repeats of the same work, in the order in which they were taken."""

    ms: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.ms:
            raise ValueError("a sample needs at least one measurement")

    @property
    def median(self) -> float:
        return median(self.ms)

    @property
    def middle_half(self) -> tuple[float, float]:
        """Between these lies half of the repeats; of one repeat, itself twice."""
        if len(self.ms) < 2:
            return self.ms[0], self.ms[0]
        low, _, high = quantiles(self.ms, n=4, method="inclusive")
        return low, high


def repeat(work: Callable[[], object], times: int) -> Sample:
    """The milliseconds of each of ``times`` calls."""
    return Sample(tuple(timed_ms(work) for _ in range(times)))


def take_turns(works: Sequence[Callable[[], float]], times: int) -> list[Sample]:
    """Each work's own milliseconds, one of each by turns, so that all meet the same weather."""
    rounds = [[work() for work in works] for _ in range(times)]
    return [Sample(column) for column in zip(*rounds, strict=True)]


def timed_ms(work: Callable[[], object]) -> float:
    """How many milliseconds one call takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def growth(costs: Mapping[int, float]) -> float:
    """The power with which a cost grows: 1 when twice as much costs twice as much.

    The slope of the least-squares line through the logarithms of {amount: cost}.
    """
    if len(costs) < 2:
        raise ValueError("growth needs the costs of two amounts")
    xs = [math.log(amount) for amount in costs]
    ys = [math.log(cost) for cost in costs.values()]
    mid_x, mid_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mid_x) ** 2 for x in xs)
    return sum((x - mid_x) * (y - mid_y) for x, y in zip(xs, ys, strict=True)) / spread
