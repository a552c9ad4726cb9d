"""A genre's habits: the range in which its real tunes' figures lie.

The table is measured on training works (``habits_build``), never on held-out ones, so that
a piece chosen by it can still be compared with those. Knows figures, not what they cost.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib.resources import files

from engine.metrics.catalogue import METRICS, Metric

# What choosing looks at; the slower figures of structure are left to evaluation.
CHOSEN = (
    "entropy, 4 bars",
    "in scale",
    "range",
    "steps",
    "leaps",
    "same pitch",
    "notes a beat",
    "length entropy",
    "off-beat",
    "rests",
    "rhythm repeated",
    "bars repeated",
    "phrase ends stable",
    "chord tones",
)
HABIT_METRICS: tuple[Metric, ...] = tuple(metric for metric in METRICS if metric.name in CHOSEN)
LOW, HIGH = 15, 85  # percentiles
TABLE = "habits.json"

Ranges = Mapping[str, tuple[float, float]]


def blended_ranges(weights: Mapping[str, float]) -> Ranges:
    """{figure: (low, high)} of a blend: the genres' ranges, weighted.

    Genres that nobody measured don't count; without any the mapping is empty.
    """
    table = genre_ranges()
    known = {genre: weight for genre, weight in weights.items() if genre in table and weight > 0}
    total = sum(known.values())
    if not total:
        return {}
    return {
        metric.name: (
            sum(w * table[g][metric.name][0] for g, w in known.items()) / total,
            sum(w * table[g][metric.name][1] for g, w in known.items()) / total,
        )
        for metric in HABIT_METRICS
    }


@functools.cache
def genre_ranges() -> Mapping[str, Ranges]:
    """{genre: {figure: (low, high)}} of every measured genre."""
    rows = json.loads(files("engine.compose").joinpath(TABLE).read_text(encoding="utf-8"))
    return {
        genre: {name: (float(low), float(high)) for name, (low, high) in ranges.items()}
        for genre, ranges in rows.items()
    }
