"""The whole benchmark in order: an engine from cold, the bot around it, then the bare networks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.bench.crowd import serve_crowd
from bot.bench.figures import (
    bare_figures,
    crowd_figures,
    file_figures,
    growth_figures,
    projection_figures,
)
from bot.bench.files import BLEND, median_moments
from bot.settings import Settings
from engine.bench import bare
from engine.bench.machine import machine_facts
from engine.bench.memory import tree_mb
from engine.bench.must_hold import verdicts_of
from engine.bench.requests import GENRES, crowd, genres_among, request_of
from engine.bench.service import ask, bursts, stages_ms, start_cold
from engine.bench.statistics import Sample
from engine.serving.interface import Engine
from engine.serving.local import LocalEngine
from engine.serving.messages import EngineConfig
from models import store

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. ``crowd_bars`` are the bars of each of ``crowd`` pieces at the desk."""

    bars: tuple[int, ...]
    genres: tuple[int, ...]
    repeats: int
    users: tuple[int, ...]
    user_bars: int
    user_repeats: int
    files: int
    crowd: int
    crowd_bars: int
    bare: bare.Amounts
    from_scratch: bool


FULL = Plan(
    bars=(8, 16, 32, 64), genres=(1, 2, 3, 4, 5, 6), repeats=5,
    users=(1, 2, 4, 8, 16, 32), user_bars=16, user_repeats=3, files=5,
    crowd=50, crowd_bars=16,
    bare=bare.Amounts(repeats=15, predicts=2, eager_events=8), from_scratch=True,
)  # fmt: skip
QUICK = Plan(
    bars=(8, 32), genres=(2, 4), repeats=2,
    users=(1, 8, 32), user_bars=8, user_repeats=1, files=1,
    crowd=6, crowd_bars=8,
    bare=bare.Amounts(repeats=5, predicts=1, eager_events=4, candidates=(8, 24), tries=1),
    from_scratch=False,
)  # fmt: skip


def measure(settings: Settings, plan: Plan, tell: Tell) -> dict[str, Any]:
    """All figures by name. Raises EngineError, WeightsError or StorageError."""
    facts: dict[str, Any] = {"machine": machine_facts()}
    available = store.stored_genres(settings.weights_dir or store.SHIPPED)
    with tempfile.TemporaryDirectory(prefix="fusebox-bench-") as name:
        folder = Path(name)
        with App(settings.model_copy(update={"memory_dir": folder / "memory"})) as app:
            facts |= _engine_figures(app, plan, available, tell)
            facts |= _bot_figures(app, plan, available, folder, tell)
            facts["memory_mb"] = tree_mb()
        if plan.from_scratch:
            tell("a first start, with nothing compiled")
            facts["first_start_ms"] = _start_from_scratch(settings, available, folder)
    tell("the two phases beside other ways to compute them")
    alone = bare.measure_bare(_config(settings), plan.bare)
    facts |= bare_figures(alone)
    facts["peak_rss_mb"] = facts["memory_mb"]["all"]
    facts["growth"] = growth_figures(facts, alone)
    facts["projection"] = projection_figures(facts)
    facts["must_hold"] = [verdict.to_json() for verdict in verdicts_of(facts)]
    return facts


def _engine_figures(app: App, plan: Plan, available: Sequence[str], tell: Tell) -> dict[str, Any]:
    tell("a cold start")
    _, start = start_cold(lambda: app.engine, request_of(genres_among(available, 2)))
    facts: dict[str, Any] = {
        "cold_start_ms": round(start.first_piece_ms),
        "ready_ms": round(start.ready_ms),
        "first_start_ms": None,
    }
    facts["stages_ms"] = _stages(app.engine, plan, available, tell)
    return facts | _users(app.engine, plan, available, tell)


def _stages(
    engine: Engine, plan: Plan, available: Sequence[str], tell: Tell
) -> dict[str, dict[str, dict[str, float]]]:
    """{bars: {genres: {stage: ms}}}; no more genres than there are."""
    table: dict[str, dict[str, dict[str, float]]] = {}
    for count in [n for n in plan.genres if n <= len(available)]:
        for bars in plan.bars:
            tell(f"{bars} bars, {count} {'genre' if count == 1 else 'genres'}")
            request = request_of(genres_among(available, count), bars=bars)
            table.setdefault(str(bars), {})[str(count)] = stages_ms(engine, request, plan.repeats)
    return table


def _users(engine: Engine, plan: Plan, available: Sequence[str], tell: Tell) -> dict[str, Any]:
    alone = crowd(available, len(GENRES), bars=plan.user_bars)
    for request in alone:
        ask(engine, request)
    one = Sample(tuple(ask(engine, request)[1] for request in alone)).median
    seconds = {}
    for users in plan.users:
        tell(f"{users} at once")
        requests = crowd(available, users, bars=plan.user_bars)
        seconds[users] = bursts(engine, requests, plan.user_repeats).median / 1000
    most = max(plan.users)
    return {
        "one_request_ms": round(one, 1),
        "user_bars": plan.user_bars,
        "burst_seconds": {str(users): round(s, 3) for users, s in seconds.items()},
        "pieces_per_second": {str(users): round(users / s, 2) for users, s in seconds.items()},
        "share_of_one_by_one": round(seconds[most] * 1000 / (most * one), 3),
    }


def _bot_figures(
    app: App, plan: Plan, available: Sequence[str], folder: Path, tell: Tell
) -> dict[str, Any]:
    tell("from a sentence to its files")
    blend = BLEND.format(*genres_among(available, 2))
    facts = file_figures(median_moments(app, blend, folder, plan.files))
    tell(f"{plan.crowd} users at the desk")
    served = serve_crowd(app, plan.crowd, genres_among(available, 6), bars=plan.crowd_bars)
    return facts | crowd_figures(served)


def _start_from_scratch(settings: Settings, available: Sequence[str], folder: Path) -> int:
    config = EngineConfig(settings.weights_dir, folder / "empty", settings.genres_dir)
    engine, start = start_cold(lambda: LocalEngine(config), request_of(genres_among(available, 2)))
    engine.close()
    return round(start.first_piece_ms)


def _config(settings: Settings) -> EngineConfig:
    return EngineConfig(settings.weights_dir, settings.cache_dir, settings.genres_dir)
