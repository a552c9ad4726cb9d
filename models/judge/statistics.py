"""What the independent judge counts: how often each of some 1,600 plain things happens in a bar.

A statistic sorts notes, felt beats, chords or bars into classes; a bar's figures are the shares
of its classes. Nothing looks further back than two notes or one chord, and nothing is learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.listening import DEGREE_COUNT, FAMILY_COUNT, NO_CHORD, PLACE_COUNT, Listened
from models.judge.turns import bar_sums
from models.judge.units import (
    LENGTH_COUNT,
    PATTERN_COUNT,
    PLAIN_COUNT,
    RANGE_BOUNDS,
    RHYTHM_COUNT,
    SIZE_BOUNDS,
    STEP_COUNT,
    WIDEST,
    Units,
    before,
)

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

NOTE, BEAT, CHORD, BAR = "note", "beat", "chord", "bar"
_RESERVE = 0.5  # of a note that belongs to no class: bars with little in them say less
_CHORD_BOUNDS = np.array([6, 12, 24, 36, 48, 96])
_OVER_COUNT = 13
_MOST_CHANGES = 4
# The bar line, the beat, and the rest of the beat as halves and others.
_FOUR_PLACES = np.array([0, 1, 2, 2, 3, 2, 2])


@dataclass(frozen=True, slots=True)
class Statistic:
    """``read`` gives each note, beat, chord or bar, as ``of`` says, its class below ``classes``."""

    name: str
    of: str
    classes: int
    read: Callable[[Units], Ints]


def _pairs(values: Ints, fresh: NDArray[np.bool_], count: int, blank: int = 0) -> Ints:
    return before(values, fresh, blank) * count + values


def _three_lengths(u: Units) -> Ints:
    one = before(u.length, u.heard.fresh, PLAIN_COUNT)
    two = before(one, u.heard.fresh, PLAIN_COUNT)
    return (two * LENGTH_COUNT + one) * LENGTH_COUNT + u.length


def _rest_after(u: Units) -> Ints:
    return np.where(u.heard.rest_ticks > 0, u.place + 1, 0)


def _over(u: Units) -> Ints:
    return np.where(u.heard.family == NO_CHORD, 0, u.heard.over_root + 1)


def _over_by_place(u: Units) -> Ints:
    return np.asarray(_over(u) * 4 + _FOUR_PLACES[u.place], np.intp)


def _foreign(u: Units) -> Ints:
    """0 in the chord, 10 without one, else how a foreign note is reached and left."""
    minor = np.isin(u.heard.family, [2, 5, 6])
    over = u.heard.over_root
    inside = np.where(minor, np.isin(over, [0, 3, 7, 10]), np.isin(over, [0, 4, 7]))
    reached = np.digitize(np.abs(u.step), [1, 3])
    left = np.digitize(np.abs(u.next_step), [1, 3])
    foreign = np.where(inside, 0, 1 + reached * 3 + left)
    return np.asarray(np.where(u.heard.family == NO_CHORD, 10, foreign), np.intp)


def _root_motion(u: Units) -> Ints:
    motion = np.diff(u.heard.chord_root, prepend=u.heard.chord_root[:1]) % 12
    return np.where(u.heard.chord_fresh, 12, motion)


def _by_family(u: Units, classes: Ints) -> Ints:
    return classes * FAMILY_COUNT + u.heard.chord_family


def _chord_length(u: Units) -> Ints:
    return np.searchsorted(_CHORD_BOUNDS, u.heard.chord_ticks)


_LENGTHS, _STEPS = LENGTH_COUNT, STEP_COUNT
MELODIC: tuple[Statistic, ...] = (
    Statistic("steps", NOTE, 2 * WIDEST + 1, lambda u: np.clip(u.step, -WIDEST, WIDEST) + WIDEST),
    Statistic("step pairs", NOTE, _STEPS**2, lambda u: u.before_motion * _STEPS + u.motion),
    Statistic(
        "degree pairs",
        NOTE,
        DEGREE_COUNT**2,
        lambda u: _pairs(u.heard.degree, u.heard.fresh, DEGREE_COUNT),
    ),
    Statistic("degrees by step", NOTE, 126, lambda u: u.heard.degree * _STEPS + u.motion),
    Statistic("degrees by place", NOTE, 56, lambda u: u.heard.degree * 4 + _FOUR_PLACES[u.place]),
    Statistic("steps by length", NOTE, _STEPS * _LENGTHS, lambda u: u.motion * _LENGTHS + u.length),
    Statistic("three lengths", NOTE, _LENGTHS**3, _three_lengths),
    Statistic("lengths by place", NOTE, 7 * _LENGTHS, lambda u: u.place * _LENGTHS + u.length),
    Statistic("rests", NOTE, PLACE_COUNT + 2, _rest_after),
    Statistic("beats", BEAT, PATTERN_COUNT, lambda u: u.pattern),
    Statistic(
        "beat pairs", BEAT, RHYTHM_COUNT**2, lambda u: u.before_rhythm * RHYTHM_COUNT + u.rhythm
    ),
    Statistic("notes", BAR, len(SIZE_BOUNDS) + 1, lambda u: np.searchsorted(SIZE_BOUNDS, u.notes)),
    Statistic(
        "range", BAR, len(RANGE_BOUNDS) + 1, lambda u: np.searchsorted(RANGE_BOUNDS, u.range)
    ),
)
HARMONIC: tuple[Statistic, ...] = (
    Statistic(
        "over the root", NOTE, FAMILY_COUNT * 12, lambda u: u.heard.family * 12 + u.heard.over_root
    ),
    Statistic(
        "over the root by place",
        NOTE,
        4 * _OVER_COUNT,
        _over_by_place,
    ),
    Statistic(
        "pairs over the root",
        NOTE,
        _OVER_COUNT**2,
        lambda u: _pairs(_over(u), u.heard.fresh, _OVER_COUNT),
    ),
    Statistic("foreign notes", NOTE, 11, _foreign),
    Statistic(
        "chords", CHORD, DEGREE_COUNT * FAMILY_COUNT, lambda u: _by_family(u, u.heard.chord_degree)
    ),
    Statistic("root motion", CHORD, 13 * FAMILY_COUNT, lambda u: _by_family(u, _root_motion(u))),
    Statistic(
        "family pairs",
        CHORD,
        FAMILY_COUNT**2,
        lambda u: _pairs(u.heard.chord_family, u.heard.chord_fresh, FAMILY_COUNT),
    ),
    Statistic("chord lengths", CHORD, 7 * FAMILY_COUNT, lambda u: _by_family(u, _chord_length(u))),
    Statistic(
        "chord changes", BAR, _MOST_CHANGES + 1, lambda u: np.minimum(u.chords, _MOST_CHANGES)
    ),
)
STATISTICS = MELODIC + HARMONIC
MELODIC_FIGURES = sum(s.classes for s in MELODIC)
FIGURES = sum(s.classes for s in STATISTICS)


def count_statistics(listened: Listened) -> Floats:
    """[bars, FIGURES] shares of every class in every bar, those of harmony last."""
    units = Units.of(listened)
    parts = []
    for statistic in STATISTICS:
        bar = _bars_of(units, statistic.of)
        size = listened.bars * statistic.classes
        counts = np.bincount(bar * statistic.classes + statistic.read(units), minlength=size)
        table = counts.reshape(listened.bars, statistic.classes).astype(np.float32)
        parts.append(table / _totals(bar, listened.bars, statistic.of))
    return np.concatenate(parts, axis=1)


def weighed_statistics(listened: Listened, weights: Floats) -> Floats:
    """[bars, columns], the same as ``count_statistics(listened) @ weights`` but much faster.

    ``weights`` is [FIGURES, columns].
    """
    units = Units.of(listened)
    total = np.zeros((listened.bars, weights.shape[1]), np.float32)
    for of in (NOTE, BEAT, CHORD, BAR):
        bar = _bars_of(units, of)
        rows = np.zeros((len(bar), weights.shape[1]), np.float32)
        taken = np.empty_like(rows)  # used again, since new memory costs more than the sums
        for statistic, table in zip(STATISTICS, _split(weights), strict=True):
            if statistic.of == of:
                rows += np.take(table, statistic.read(units), axis=0, out=taken, mode="clip")
        total += bar_sums(bar, rows, listened.bars) / _totals(bar, listened.bars, of)
    return total


def _split(weights: Floats) -> Sequence[Floats]:
    return np.split(weights, np.cumsum([s.classes for s in STATISTICS])[:-1])


def _bars_of(units: Units, of: str) -> Ints:
    heard = units.heard
    if of == NOTE:
        return heard.bar
    if of == CHORD:
        return heard.chord_bar
    return units.beat_bar if of == BEAT else np.arange(heard.bars)


def _totals(bar: Ints, bars: int, of: str) -> Floats:
    """[bars, 1] what the counts are divided by."""
    if of == BAR:
        return np.ones((bars, 1), np.float32)
    return (np.bincount(bar, minlength=bars)[:, None] + _RESERVE).astype(np.float32)
