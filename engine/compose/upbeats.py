"""Upbeats: whether a piece begins with a pickup, and how long it is.

A reel mostly has one, a rag hardly ever: the table counts the genres' training works by metre
(``upbeats_build``), and a user's own tunes are counted when they are learnt. A pickup stands in
a bar of its own before those that were asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from engine.compose.upbeat_table import genre_upbeats, upbeats_of
from engine.request import CompositionRequest
from models.upbeats import Upbeats
from music.leadsheet import LeadSheet
from music.meter import Meter
from music.units import to_ticks

_SURE = 10  # works of a genre in a metre that count as much as all its other metres
_FEWEST_LENGTHS = 3  # pickups in a metre, under which other genres' are looked at too


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
    total = sum(weights.values())
    return sum(
        weight / total * _share(upbeats_of(genre), meter) for genre, weight in weights.items()
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
    few in this metre all genres' count, and where none has any at all; in metres that hardly a
    work has, the bar's last unit.
    """
    odds: dict[int, float] = {}
    for genre, weight in weights.items():
        rows = upbeats_of(genre)
        lengths = rows.get(meter.name, Upbeats()).lengths
        if sum(lengths.values()) < _FEWEST_LENGTHS:
            lengths = _of_all_genres(meter)
        pickups = sum(lengths.values())
        for ticks, times in lengths.items():
            share = weight * _share(rows, meter) * times / pickups
            odds[ticks] = odds.get(ticks, 0.0) + share
    if not any(odds.values()):
        odds = {ticks: float(times) for ticks, times in _of_all_genres(meter).items()}
    total = sum(odds.values())
    return {ticks: share / total for ticks, share in odds.items()}


def _of_all_genres(meter: Meter) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for rows in genre_upbeats().values():
        found.update(rows.get(meter.name, Upbeats()).lengths)
    is_known = found.total() >= _FEWEST_LENGTHS
    return found if is_known else {to_ticks(4 / meter.denominator): 1}
