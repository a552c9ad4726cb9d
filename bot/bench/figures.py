"""Measurements as plain figures by name, rounded to what a machine can tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.bench.crowd import Crowd
from bot.bench.files import Moments
from engine.bench.bare import BARS, FUSED, Bare
from engine.bench.projection import projected
from engine.bench.service import WHOLE
from engine.bench.statistics import growth
from models.benchmark import WINDOW_EVENTS

_REPLICAS = (1, 2, 4, 8, 16)


def bare_figures(bare: Bare) -> dict[str, Any]:
    """The two phases and their ratios to other ways; how much of those was measured."""
    ours, numpy = bare.two_phase.median, bare.numpy.median
    return {
        "two_phase_ms": round(ours, 1),
        "two_phase_middle_half_ms": [round(ms, 1) for ms in bare.two_phase.middle_half],
        "numpy_matmul_ms": round(numpy, 1),
        "numpy_live_matmul_ms": round(bare.numpy_live.median, 1),
        "textbook_ms": round(bare.textbook_ms),
        "batched_eager_ms": round(bare.eager_ms),
        "ratio_to_numpy_matmul": round(ours / numpy, 3),
        "ratio_to_numpy_live_matmul": round(ours / bare.numpy_live.median, 3),
        "ratio_to_textbook": round(bare.textbook_ms / ours, 1),
        "ratio_to_batched_eager": round(bare.eager_ms / ours, 1),
        "two_phase": {
            "bars": BARS,
            "genres": list(bare.genres),
            "fused": FUSED,
            "repeats": len(bare.two_phase.ms),
            "events_longest": list(bare.events.longest),
            "events_together": list(bare.events.together),
            "gflop": round(2 * bare.multiplications / 1e9, 2),
        },
        "extrapolated": {
            "textbook": {
                "window_events": WINDOW_EVENTS,
                "events_measured": bare.events_timed[0],
                "events_needed": sum(bare.events.together),
                "event_ms": [round(sample.median, 1) for sample in bare.textbook_event],
            },
            "batched_eager": {
                "events_measured": bare.events_timed[1],
                "events_needed": bare.events.longest[0] * len(bare.genres) + bare.events.longest[1],
                "event_ms": [round(sample.median, 1) for sample in bare.eager_event],
            },
        },
    }


def file_figures(moments: Moments) -> dict[str, Any]:
    """From text to each file, milliseconds."""
    return {
        "text_understood_ms": round(moments.understood, 1),
        "text_to_midi_ms": round(moments.midi),
        "text_to_roll_ms": round(moments.roll),
        "text_to_audio_ms": round(moments.audio),
        "text_to_everything_ms": round(moments.everything),
        "roll_ms": round(moments.roll - moments.midi),
        "audio_ms": round(moments.audio - moments.midi),
        "audio_seconds": round(moments.audio_seconds, 1),
    }


def crowd_figures(crowd: Crowd) -> dict[str, Any]:
    """The event loop while many ask at once."""
    return {
        "loop": {
            "requests": crowd.users,
            "seconds": round(crowd.seconds, 1),
            "failed": len(crowd.failed),
            "worst_ms": round(crowd.loop.worst_ms, 1),
            "p99_ms": round(crowd.loop.p99_ms, 1),
            "most_work_ms": round(crowd.loop.most_work_ms, 1),
            "idle_worst_ms": round(crowd.idle.worst_ms, 1),
            "idle_p99_ms": round(crowd.idle.p99_ms, 1),
            "acknowledged_median_ms": round(crowd.acknowledged_median, 1),
            "acknowledged_worst_ms": round(max(crowd.acknowledged), 1),
        },
        "processor_ms_per_piece": dict(crowd.processor_ms),
    }


def projection_figures(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Pieces a second with so many engines elsewhere, and what limits them; none where the
    system doesn't tell processor time."""
    costs, cores = facts["processor_ms_per_piece"], facts["machine"]["cores"]
    if not costs.get("engine"):
        return {}
    return {
        str(replicas): {"pieces_per_second": round(limit.per_second, 2), "limit": limit.part}
        for replicas, limit in projected(costs, _REPLICAS, bot_cores=cores).items()
    }


def growth_figures(facts: Mapping[str, Any], bare: Bare) -> dict[str, Any]:
    """How milliseconds grow: {of what: {"ms": {amount: ms}, "power": exponent}}."""
    stages = facts["stages_ms"]
    all_bars = {int(bars): row for bars, row in stages.items()}
    middle = 32 if 32 in all_bars else max(all_bars)
    genres = {int(count): row[WHOLE] for count, row in all_bars[middle].items()}
    most_even = "2" if "2" in all_bars[middle] else min(all_bars[middle])
    series = {
        "bars": {bars: row[most_even][WHOLE] for bars, row in sorted(all_bars.items())},
        "genres": genres,
        "candidates": dict(bare.by_candidates),
        "users": {int(n): s * 1000 for n, s in facts["burst_seconds"].items()},
    }
    return {
        name: {
            "ms": {str(amount): round(ms, 1) for amount, ms in costs.items()},
            "power": round(growth(costs), 2) if len(costs) > 1 else None,
        }
        for name, costs in series.items()
    }
