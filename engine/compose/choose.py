"""Which of the fused candidates is kept: nothing quoted, the blend heard, like a real tune.

A cost is a sum of faults, lower is better. A candidate that shares too long a run with a
training work is out, unless all do: then the shortest run wins. Knows nothing of how
candidates are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.compose.examples import Example
from engine.metrics import melody
from engine.metrics.originality import quotes_a_work
from models.judge.judging import Judge
from models.originality import OriginalityIndex, Run
from music.leadsheet import LeadSheet

Shares = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fused tune with what is known of its making.

    ``provenance`` are the shares of its notes' genres, empty for somebody's own tune;
    ``mean_bits`` is how surprising its events are to the blended network, per event.
    """

    sheet: LeadSheet
    provenance: Mapping[str, float]
    mean_bits: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate's cost, its longest shared run, and the shares that the search judge heard."""

    cost: float
    run: Run
    heard: Mapping[str, float] | None


@dataclass(frozen=True, slots=True)
class _Fault:
    """``cost`` for every unit that a figure lies above ``most``."""

    figure: Callable[[LeadSheet], float]
    most: float
    cost: float


# What no genre's listener forgives.
_FAULTS = (
    _Fault(melody.longest_loop_bars, 0, 0.8),
    _Fault(melody.longest_repeated_pitch, 5, 0.08),
    _Fault(melody.narrowest_stretch_beats, 6, 0.08),
    _Fault(melody.longest_silence_beats, 3, 1.0),
)
_HEARD_COST = 25.0
# Of the same distance in windows of four bars, on the average: a fusion, not a medley.
_WINDOW_BARS = 4
_BLEND_WINDOW_COST, _PURE_WINDOW_COST = 12.0, 8.0
# Of what is heard of genres that nobody asked for.
_PURE_FOREIGN_COST, _BLEND_FOREIGN_COST = 24.0, 4.0
_PROVENANCE_COST = 4.0
# Of a unit's distance from the example, on the average of the figures: a piece in one genre has
# no blend to be heard.
_PURE_EXAMPLE_COST, _BLEND_EXAMPLE_COST = 22.0, 14.0
_SURPRISE_COST = 0.05
_QUOTE_COST = 100.0


def judge_candidates(
    candidates: Sequence[Candidate],
    *,
    asked: Mapping[str, float],
    judge: Judge | None,
    originality: OriginalityIndex | None,
    example: Example | None = None,
    path: Shares | None = None,
) -> list[Verdict]:
    """A verdict for each candidate; what is None of the rest is left out.

    ``path`` are weights [bars, asked] where they change within the piece. A genre that the
    judge has not learnt silences it: then provenance alone says the blend.
    """
    sheets = [candidate.sheet for candidate in candidates]
    runs = (
        originality.longest_runs(sheets)
        if originality is not None
        else [Run(0, 0, None) for _ in sheets]
    )
    genres = [genre for genre, weight in asked.items() if weight > 0]
    hears = judge is not None and judge.knows(genres)
    heard = _heard(judge, sheets, asked, path) if judge and hears else [None] * len(sheets)
    weight = _PURE_EXAMPLE_COST if len(genres) == 1 else _BLEND_EXAMPLE_COST
    unlike = example.distances(sheets) if example is not None else [0.0] * len(sheets)
    verdicts = []
    for candidate, run, hearing, distant in zip(candidates, runs, heard, unlike, strict=True):
        cost = weight * distant
        cost += _SURPRISE_COST * candidate.mean_bits
        cost += _QUOTE_COST * quotes_a_work(run) * run.notes
        if candidate.provenance:
            cost += _PROVENANCE_COST * distance(asked, candidate.provenance)
        if hearing is not None:
            cost += hearing.cost(asked)
        for fault in _FAULTS:
            cost += fault.cost * max(0.0, fault.figure(candidate.sheet) - fault.most)
        verdicts.append(Verdict(float(cost), run, hearing.shares if hearing else None))
    return verdicts


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What the judge hears in one tune.

    ``shares`` among the asked genres; ``foreign``, how much of all others; ``uneven``, how far
    windows of four bars are from what was asked there.
    """

    shares: Mapping[str, float]
    foreign: float
    uneven: float

    def cost(self, asked: Mapping[str, float]) -> float:
        if len(self.shares) == 1:
            return _PURE_FOREIGN_COST * self.foreign + _PURE_WINDOW_COST * self.uneven
        cost = _HEARD_COST * distance(asked, self.shares)
        return cost + _BLEND_FOREIGN_COST * self.foreign + _BLEND_WINDOW_COST * self.uneven


def _heard(
    judge: Judge,
    sheets: Sequence[LeadSheet],
    asked: Mapping[str, float],
    path: Shares | None,
) -> list[_Hearing]:
    """The hearing of each sheet; of one genre alone windows are asked how much is foreign."""
    genres = [genre for genre, weight in asked.items() if weight > 0]
    rows = np.array([list(asked.values())]) if path is None else path
    rows = rows[:, [list(asked).index(genre) for genre in genres]]
    sums, windows = judge.sums_by_window(sheets, bars=_WINDOW_BARS)
    among = judge.among(sums, genres)
    mine = [judge.genres.index(genre) for genre in genres]
    foreign = 1 - judge.among(sums, judge.genres)[:, mine].sum(axis=1)
    found = []
    for number, parts in enumerate(windows):
        if len(genres) == 1:
            uneven = 1 - judge.among(parts, judge.genres)[:, mine[0]].mean()
        else:
            off = judge.among(parts, genres) - _asked_in_windows(rows, len(parts))
            uneven = np.abs(off).sum(axis=1).mean() / 2
        shares = dict(zip(genres, among[number].tolist(), strict=True))
        found.append(_Hearing(shares, float(foreign[number]), float(uneven)))
    return found


def _asked_in_windows(rows: Shares, windows: int) -> Shares:
    """[windows, genres]: the mean weights in each window; of rows for fewer bars the last stays."""
    bars = np.arange(windows * _WINDOW_BARS).reshape(windows, _WINDOW_BARS)
    return np.asarray(rows[np.minimum(bars, len(rows) - 1)].mean(axis=1))


def distance(asked: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Half the L1 distance between two blends; 0 to 1."""
    names = set(asked) | set(found)
    return sum(abs(asked.get(n, 0.0) - found.get(n, 0.0)) for n in names) / 2
