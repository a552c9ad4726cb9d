"""Which of the fused candidates is kept: nothing quoted, the blend heard, like a real tune.

A cost is a sum of faults, lower is better. A candidate that shares too long a run with a
training work is out, unless all do: then the shortest run wins. Knows nothing of how
candidates are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.compose.examples import Example
from engine.metrics import melody
from engine.metrics.originality import quotes_a_work
from models.judge.judging import Judge
from models.originality import OriginalityIndex, Run
from music.leadsheet import LeadSheet


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
    _Fault(melody.longest_loop_bars, 1, 0.4),
    _Fault(melody.longest_repeated_pitch, 5, 0.08),
    _Fault(melody.narrowest_stretch_beats, 6, 0.08),
    _Fault(melody.longest_silence_beats, 3, 0.4),
)
_HEARD_COST = 20.0
# Of what is heard of genres that nobody asked for.
_PURE_FOREIGN_COST, _BLEND_FOREIGN_COST = 12.0, 4.0
_PROVENANCE_COST = 4.0
# Of a unit's distance from the example, on the average of the figures: a piece in one genre has
# no blend to be heard.
_PURE_EXAMPLE_COST, _BLEND_EXAMPLE_COST = 12.0, 2.5
_SURPRISE_COST = 0.05
_QUOTE_COST = 100.0


def judge_candidates(
    candidates: Sequence[Candidate],
    *,
    asked: Mapping[str, float],
    judge: Judge | None,
    originality: OriginalityIndex | None,
    example: Example | None = None,
) -> list[Verdict]:
    """A verdict for each candidate; what is None of the rest is left out.

    A genre that the judge has not learnt silences it: then provenance alone says the blend.
    """
    sheets = [candidate.sheet for candidate in candidates]
    runs = (
        originality.longest_runs(sheets)
        if originality is not None
        else [Run(0, 0, None) for _ in sheets]
    )
    genres = [genre for genre, weight in asked.items() if weight > 0]
    hears = judge is not None and judge.knows(genres)
    heard = _heard(judge, sheets, genres) if judge and hears else [(None, 0.0)] * len(sheets)
    pure = len(genres) == 1
    weight = _PURE_EXAMPLE_COST if pure else _BLEND_EXAMPLE_COST
    foreign_cost = _PURE_FOREIGN_COST if pure else _BLEND_FOREIGN_COST
    unlike = example.distances(sheets) if example is not None else [0.0] * len(sheets)
    verdicts = []
    for candidate, run, (shares, foreign), distant in zip(
        candidates, runs, heard, unlike, strict=True
    ):
        cost = weight * distant
        cost += _SURPRISE_COST * candidate.mean_bits
        cost += _QUOTE_COST * quotes_a_work(run) * run.notes
        if candidate.provenance:
            cost += _PROVENANCE_COST * distance(asked, candidate.provenance)
        if shares is not None:
            cost += _HEARD_COST * distance(asked, shares) + foreign_cost * foreign
        for fault in _FAULTS:
            cost += fault.cost * max(0.0, fault.figure(candidate.sheet) - fault.most)
        verdicts.append(Verdict(float(cost), run, shares))
    return verdicts


def _heard(
    judge: Judge, sheets: Sequence[LeadSheet], genres: Sequence[str]
) -> list[tuple[Mapping[str, float], float]]:
    """For each sheet the shares among the asked genres, and how much is heard of all others."""
    sums = judge.sums(sheets)
    among = judge.among(sums, genres)
    everything = judge.among(sums, judge.genres)
    others = [column for column, name in enumerate(judge.genres) if name not in genres]
    return [
        (dict(zip(genres, row.tolist(), strict=True)), float(every[others].sum()))
        for row, every in zip(among, everything, strict=True)
    ]


def distance(asked: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Half the L1 distance between two blends; 0 to 1."""
    names = set(asked) | set(found)
    return sum(abs(asked.get(n, 0.0) - found.get(n, 0.0)) for n in names) / 2
