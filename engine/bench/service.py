"""An engine from outside: its start, the stages of a piece, and many users at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from statistics import median

from engine.bench.statistics import Sample
from engine.composition import Composition
from engine.request import CompositionRequest
from engine.serving.interface import Engine

# Beside the stages that a composition times itself.
REST, WHOLE = "rest", "whole"


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from nothing to warm networks, and to the first piece."""

    ready_ms: float
    first_piece_ms: float


def start_cold(make: Callable[[], Engine], request: CompositionRequest) -> tuple[Engine, Start]:
    """Start an engine and ask for a piece at once. The caller closes it. Raises EngineError."""
    begin = time.perf_counter()
    engine = make()
    ready = engine.start()
    first = engine.submit(request).future
    ready.result()
    ready_ms = (time.perf_counter() - begin) * 1000
    first.result()
    return engine, Start(ready_ms, (time.perf_counter() - begin) * 1000)


def ask(engine: Engine, request: CompositionRequest) -> tuple[Composition, float]:
    """A piece and the milliseconds that its asker waited."""
    begin = time.perf_counter()
    composition = engine.submit(request).future.result()
    return composition, (time.perf_counter() - begin) * 1000


def stages_ms(
    engine: Engine, request: CompositionRequest, repeats: int, *, warm_up: int = 1
) -> dict[str, float]:
    """Median milliseconds by stage, and of the whole as its asker sees it.

    ``rest`` is what no stage times: hearing the blend, and the way to the engine and back.
    """
    for _ in range(warm_up):
        ask(engine, request)
    rows = []
    for _ in range(repeats):
        composition, whole = ask(engine, request)
        stages = {name: 1000 * seconds for name, seconds in composition.timings.items()}
        rows.append({**stages, REST: whole - sum(stages.values()), WHOLE: whole})
    return {name: round(median(row[name] for row in rows), 2) for name in rows[0]}


def burst_ms(engine: Engine, requests: Sequence[CompositionRequest]) -> float:
    """Milliseconds until all of these requests, asked at once, are answered. Raises EngineError."""
    begin = time.perf_counter()
    futures = [engine.submit(request).future for request in requests]
    wait(futures)
    elapsed = (time.perf_counter() - begin) * 1000
    for future in futures:
        future.result()
    return elapsed


def bursts(engine: Engine, requests: Sequence[CompositionRequest], repeats: int) -> Sample:
    """``burst_ms`` several times."""
    return Sample(tuple(burst_ms(engine, requests) for _ in range(repeats)))
