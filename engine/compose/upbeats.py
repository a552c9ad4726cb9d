"""Upbeats: whether a piece begins with a pickup, and how long it is.

A reel mostly has one, a rag hardly ever: the table counts the genres' training works by metre
(``upbeats_build``). A pickup stands in a bar of its own before those that were asked for.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np

from engine.request import CompositionRequest
from music.leadsheet import LeadSheet
from music.meter import Meter
from music.units import to_ticks

TABLE = "upbeats.json"
_SURE = 10  # works of a genre in a metre that count as much as all its other metres
_FEWEST_LENGTHS = 3  # pickups in a metre, under which other genres' are looked at too


@dataclass(frozen=True, slots=True)
class Upbeats:
    """A genre's works in one metre: how many, and how many have a pickup of so many ticks."""

    works: int = 0
    lengths: Mapping[int, int] = field(default_factory=dict)

    @property
    def pickups(self) -> int:
        return sum(self.lengths.values())


@functools.cache
def genre_upbeats() -> Mapping[str, Mapping[str, Upbeats]]:
    """{genre: {metre: what its works do}}; genres that nobody counted are not in it."""
    table = json.loads(files("engine.compose").joinpath(TABLE).read_text(encoding="utf-8"))
    return {
        genre: {
            meter: Upbeats(row["works"], {int(t): n for t, n in row["upbeats"].items()})
            for meter, row in rows.items()
        }
        for genre, rows in table.items()
    }


def draw_upbeats(request: CompositionRequest, base: LeadSheet | None, count: int) -> list[int]:
    """``count`` pickups in ticks, drawn by the seed: all 0 or none, of one length or several.

    A request may ask for one, or for none. Somebody's own tune keeps its own, and a loop has
    none: its end leads into its first bar.
    """
    if base is not None:
        return [to_ticks(base.pickup_beats)] * count
    rng = np.random.default_rng([request.seed, 4])
    wanted = rng.random() < pickup_share(request.weights, request.meter)
    if request.loop or not (wanted if request.pickup is None else request.pickup):
        return [0] * count
    odds = length_odds(request.weights, request.meter)
    lengths = sorted(odds)
    drawn = rng.choice(len(lengths), size=count, p=[odds[ticks] for ticks in lengths])
    return [lengths[number] for number in drawn]


def pickup_share(weights: Mapping[str, float], meter: Meter) -> float:
    """How many pieces of a blend begin with a pickup; 0 to 1."""
    table = genre_upbeats()
    total = sum(weights.values())
    return sum(
        weight / total * _share(table.get(genre, {}), meter) for genre, weight in weights.items()
    )


def _share(rows: Mapping[str, Upbeats], meter: Meter) -> float:
    """A genre's, in a metre of which few works are known drawn to that of all its metres."""
    works = sum(row.works for row in rows.values())
    usual = sum(row.pickups for row in rows.values()) / works if works else 0.0
    here = rows.get(meter.name, Upbeats())
    return (here.pickups + _SURE * usual) / (here.works + _SURE)


def length_odds(weights: Mapping[str, float], meter: Meter) -> dict[int, float]:
    """{ticks: chance}, sums to 1: the genres' own lengths in this metre, mixed by weight.

    A genre counts by its weight and by how often it has a pickup at all. Where a genre has
    few in this metre all genres' count; in metres that hardly a work has, the bar's last unit.
    """
    table = genre_upbeats()
    odds: dict[int, float] = {}
    for genre, weight in weights.items():
        rows = table.get(genre, {})
        lengths = rows.get(meter.name, Upbeats()).lengths
        if sum(lengths.values()) < _FEWEST_LENGTHS:
            lengths = _of_all_genres(meter)
        pickups = sum(lengths.values())
        for ticks, times in lengths.items():
            share = weight * _share(rows, meter) * times / pickups
            odds[ticks] = odds.get(ticks, 0.0) + share
    total = sum(odds.values())
    return {ticks: share / total for ticks, share in odds.items()}


def _of_all_genres(meter: Meter) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for rows in genre_upbeats().values():
        found.update(rows.get(meter.name, Upbeats()).lengths)
    is_known = found.total() >= _FEWEST_LENGTHS
    return found if is_known else {to_ticks(4 / meter.denominator): 1}
