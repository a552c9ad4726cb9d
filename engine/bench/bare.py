"""Both phases alone, in a process of their own, beside three other ways to compute the same.

The ways take turns, so that a machine that is busy with other things slows all of them. The
textbook way and the eager way would take minutes: a sample of their events is timed and multiplied
by the events that the measured pieces have.
"""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.bench.products import Events, Loop, live_loops, phase_loops
from engine.bench.requests import genres_among, request_of
from engine.bench.statistics import Sample, take_turns
from engine.errors import EngineError
from engine.serving.messages import EngineConfig
from engine.serving.quiet import keep_quiet

if TYPE_CHECKING:
    from engine.bench.phases import BarePhases

BARS, GENRES, FUSED = 32, 4, 8


@dataclass(frozen=True, slots=True)
class Amounts:
    """Turns of each way, events of the slow ways in one turn, and tries of ``candidates``."""

    repeats: int
    predicts: int
    eager_events: int
    candidates: tuple[int, ...] = (4, 8, 16, 24)
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Bare:
    """Milliseconds of the same work done in four ways, and of the two phases by fused tunes.

    ``numpy`` are the products of all rows until the last melody ends, ``numpy_live`` those of the
    events that there are.
    ``textbook_ms`` and ``eager_ms`` are extrapolated from ``events_timed`` single events.
    """

    two_phase: Sample
    numpy: Sample
    numpy_live: Sample
    textbook_event: tuple[Sample, Sample]
    eager_event: tuple[Sample, Sample]
    textbook_ms: float
    eager_ms: float
    events: Events
    events_timed: tuple[int, int]
    multiplications: int
    by_candidates: Mapping[int, float]
    genres: tuple[str, ...]


def measure_bare(config: EngineConfig, amounts: Amounts) -> Bare:
    """Measure in a fresh process. Raises EngineError where it can't be done or ends early."""
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, spawn, keep_quiet, (config.cache_dir,)) as process:
            return process.submit(_measured, config, amounts).result()
    except BrokenProcessPool as error:
        raise EngineError(
            "the process that measures the networks ended early; try again"
        ) from error


def _measured(config: EngineConfig, amounts: Amounts) -> Bare:
    from engine.bench.phases import BarePhases
    from models.errors import ModelError

    try:
        phases = BarePhases(config.weights_dir)
        return _compared(phases, amounts)
    except ModelError as error:
        raise EngineError(str(error)) from error


def _compared(phases: BarePhases, amounts: Amounts) -> Bare:
    genres = genres_among(phases.networks.genres, GENRES)
    request = request_of(genres, bars=BARS)
    events = phases.count_events(request, FUSED)
    loops = phase_loops(
        *phases.sizes, genres=len(genres), candidates=phases.candidates, fused=FUSED,
        events=events.longest,
    )  # fmt: skip
    live = live_loops(*phases.sizes, events)
    books = phases.textbooks(conditions=len(genres) + 1)
    calls = phases.eager(rows=(phases.candidates, FUSED * (len(genres) + 1)))
    with _OneThread(loops) as one_thread, _OneThread(live) as one_live:
        ours, numpy, numpy_live, *others = take_turns(
            [
                lambda: phases.two_phase_ms(request, FUSED), one_thread.once_ms, one_live.once_ms,
                *(_middle(book.event_ms, amounts.predicts) for book in books),
                *(_middle(call.event_ms, amounts.eager_events) for call in calls),
            ],
            amounts.repeats,
        )  # fmt: skip
    textbook, eager = others[:2], others[2:]
    return Bare(
        two_phase=ours,
        numpy=numpy,
        numpy_live=numpy_live,
        textbook_event=(textbook[0], textbook[1]),
        eager_event=(eager[0], eager[1]),
        textbook_ms=textbook_total_ms(events, textbook),
        eager_ms=eager_total_ms(events, eager, genres=len(genres)),
        events=events,
        events_timed=(
            2 * amounts.repeats * amounts.predicts,
            2 * amounts.repeats * amounts.eager_events,
        ),
        multiplications=sum(loop.multiplications for loop in loops),
        by_candidates=_by_candidates(phases, request, amounts),
        genres=tuple(genres),
    )


def textbook_total_ms(events: Events, event: Sequence[Sample]) -> float:
    """All melodies one after another, one call for each of their events."""
    return sum(count * sample.median for count, sample in zip(events.together, event, strict=True))


def eager_total_ms(events: Events, event: Sequence[Sample], *, genres: int) -> float:
    """The longest melody's events: in phase 1 a call for each genre's network, in phase 2 one."""
    first, second = events.longest
    return first * genres * event[0].median + second * event[1].median


def _middle(event_ms: Callable[[], float], count: int) -> Callable[[], float]:
    """The median of so many calls, as one turn."""
    return lambda: Sample(tuple(event_ms() for _ in range(count))).median


def _by_candidates(phases: BarePhases, request: Any, amounts: Amounts) -> dict[int, float]:
    found = {}
    for fused in amounts.candidates:
        phases.two_phase_ms(request, fused)
        rows = [
            phases.two_phase_ms(replace(request, seed=n), fused)
            for n in range(1, 1 + amounts.tries)
        ]
        found[fused] = round(Sample(tuple(rows)).median, 1)
    return found


class _OneThread:
    """The program ``engine.bench.one_thread``, fed with loops."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.bench.one_thread"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._say(json.dumps([loop.to_json() for loop in loops]))

    def __enter__(self) -> _OneThread:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def once_ms(self) -> float:
        self._say("again")
        assert self._process.stdout is not None
        try:
            return float(self._process.stdout.readline())
        except ValueError as error:
            raise EngineError("NumPy's products could not be measured; see engine.log") from error

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
