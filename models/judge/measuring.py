"""How well a judge hears real pieces that it never learnt from: whole, and spliced.

Splices of real held-out pieces in known proportions are what any composed blend has to
beat: the same judge, the same pairs, the same levels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from models.judge.judging import Count, Judge, figures_of
from models.judge.pairs import LEVELS
from models.judge.splices import Shelf, splice
from models.judge.works import Work
from music.leadsheet import LeadSheet

Floats = NDArray[np.float32]

WINDOW_BARS = 16
SPLICE_BARS = 2
MEDLEY_BARS = 4
BOTH_SHARE = 0.25  # a genre with less than this is not counted as heard in a window
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class PairFigures:
    """``error`` is half the L1 distance, ``rank`` Spearman's, ``heard`` the mean by level."""

    error: float
    rank: float
    heard: tuple[float, ...]


def figures_by_work(count: Count, works: Sequence[Work]) -> list[tuple[str, Floats]]:
    """(work, figures of its bars) for every lead sheet of the works."""
    named = [(work.name, sheet) for work in works for sheet in work.sheets]
    rows: list[tuple[str, Floats]] = []
    for first in range(0, len(named), _CHUNK):
        part = named[first : first + _CHUNK]
        split = figures_of(count, [sheet for _, sheet in part])
        rows += [(name, figures) for (name, _), figures in zip(part, split, strict=True)]
    return rows


def confusion(judge: Judge, works: Mapping[str, Sequence[Work]]) -> dict[str, dict[str, float]]:
    """For each genre, which share of its works' openings (16 bars) is heard as which genre.

    Every work counts once, its lead sheets as fractions of it.
    """
    table: dict[str, dict[str, float]] = {}
    for genre, some in works.items():
        counts = dict.fromkeys(judge.genres, 0.0)
        for work in some:
            openings = [opening(sheet) for sheet in work.sheets]
            for row in judge.shares(openings, judge.genres):
                counts[judge.genres[int(row.argmax())]] += 1 / len(openings)
        total = sum(counts.values()) or 1.0
        table[genre] = {name: round(count / total, 4) for name, count in counts.items()}
    return table


def opening(sheet: LeadSheet, bars: int = WINDOW_BARS) -> LeadSheet:
    """The first bars of a sheet."""
    if sheet.bars <= bars:
        return sheet
    end = bars * sheet.meter.bar_beats - 1e-6
    return LeadSheet(
        key=sheet.key,
        meter=sheet.meter,
        bars=bars,
        melody=tuple(note for note in sheet.melody if note.end_beats <= end + 2e-6),
        chords=tuple(span for span in sheet.chords if span.start_beats < end),
        genre=sheet.genre,
    )


def splice_figures(
    judge: Judge,
    works: Mapping[str, Sequence[Work]],
    pairs: Sequence[tuple[str, str]],
    *,
    seed: int,
    each: int = 24,
) -> dict[tuple[str, str], PairFigures]:
    """How two-bar splices of the works are heard: 16 bars, ``each`` per pair and level."""
    shelves = {
        genre: Shelf.of(figures_by_work(judge.count, some)) for genre, some in works.items() if some
    }
    rng = np.random.default_rng(seed)
    found = {}
    for pair in pairs:
        both = [shelves[genre] for genre in pair]
        asked = np.repeat(LEVELS, each)
        sums = [splice(both, (w, 1 - w), WINDOW_BARS, SPLICE_BARS, rng)[0] for w in asked]
        found[pair] = pair_figures(asked, judge.among(np.stack(sums), pair)[:, 0])
    return found


def medley_figures(
    judge: Judge,
    works: Mapping[str, Sequence[Work]],
    pairs: Sequence[tuple[str, str]],
    *,
    seed: int,
    each: int = 100,
) -> dict[tuple[str, str], tuple[float, float]]:
    """What windows of a medley are heard as that gives each genre four bars in turn.

    For each pair the share of windows in which both genres have at least BOTH_SHARE, and
    the mean share of the weaker one.
    """
    shelves = {
        genre: Shelf.of(figures_by_work(judge.count, some)) for genre, some in works.items() if some
    }
    rng = np.random.default_rng(seed)
    found = {}
    for pair in pairs:
        sums = [shelves[g].draw(MEDLEY_BARS, rng).sum(axis=0) for g in pair for _ in range(each)]
        lesser = judge.among(np.stack(sums), pair).min(axis=1)
        both = float((lesser >= BOTH_SHARE).mean())
        found[pair] = (round(both, 4), round(float(lesser.mean()), 4))
    return found


def pair_figures(asked: Sequence[float] | Floats, heard: Sequence[float] | Floats) -> PairFigures:
    """Figures of one pair: the first genre's asked and heard shares, piece by piece."""
    wanted, got = np.asarray(asked, float), np.asarray(heard, float)
    by_level = tuple(
        round(float(got[np.isclose(wanted, level)].mean()), 4)
        for level in sorted(set(np.round(wanted, 6).tolist()))
    )
    return PairFigures(
        error=round(float(np.abs(wanted - got).mean()), 4),
        rank=round(rank_correlation(wanted, got), 4),
        heard=by_level,
    )


def rank_correlation(asked: NDArray[np.float64], heard: NDArray[np.float64]) -> float:
    """Spearman's, ties by mean ranks; 0 where either doesn't vary."""
    one, two = rankdata(asked), rankdata(heard)
    if one.std() == 0 or two.std() == 0:
        return 0.0
    return float(np.corrcoef(one, two)[0, 1])
