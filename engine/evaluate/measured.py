"""Everything that is measured of one tune, and of many.

The figures of engine/metrics' table, and those that need to know the training works.
Knows no genres beyond the weights of a piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.metrics.catalogue import METRIC_NAMES, measure
from engine.metrics.grid import Floats, Ints
from engine.metrics.harmony import closes_from_dominant
from engine.metrics.melody import longest_loop_bars
from engine.metrics.phrases import closes
from engine.metrics.pitches import interval_histogram
from engine.metrics.rhythm import duration_histogram
from models.originality import OriginalityIndex, Run
from models.turns import KnownTurns
from music.leadsheet import LeadSheet

NOVELTY, RUN, LOOP, CLOSES = "novelty", "longest run", "loop", "closes"
FROM_DOMINANT = "closes from the dominant"
# Beside the table: what needs the training works, and what only counts over a threshold.
COLUMNS: tuple[str, ...] = (*METRIC_NAMES, NOVELTY, RUN, LOOP, CLOSES, FROM_DOMINANT)


_UNKNOWN = (float("nan"), float("nan"))


def endings_of(sheet: LeadSheet) -> tuple[float, float]:
    """The last two columns: whether a tune closes, and whether from the dominant."""
    return float(closes(sheet)), float(closes_from_dominant(sheet))


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of n tunes: ``table`` is [n, COLUMNS], the histograms [n, classes].

    The shipped reference has its histograms summed to one row, and no ``runs``, the longest
    shared run of each tune. A tune whose end is not known has NaN in the columns that say
    whether and how it closes.
    """

    table: Floats
    intervals: Ints
    durations: Ints
    runs: tuple[Run, ...]

    def column(self, name: str) -> Floats:
        """[n] figures of one name."""
        return np.asarray(self.table[:, COLUMNS.index(name)])

    def rows(self, numbers: Sequence[int]) -> Measured:
        """Some of the tunes, in that order."""
        chosen = list(numbers)
        return Measured(
            self.table[chosen],
            self.intervals[chosen],
            self.durations[chosen],
            tuple(self.runs[number] for number in chosen),
        )


class Ruler:
    """Measures tunes; holds the training works' index and turns (a second to prepare)."""

    def __init__(self, index: OriginalityIndex) -> None:
        self._index = index
        self._turns = KnownTurns(index)

    def measure(
        self,
        sheets: Sequence[LeadSheet],
        *,
        whole: Iterable[bool] | None = None,
        progress: Callable[[int, int], None] = lambda done, known: None,
    ) -> Measured:
        """``whole`` says of each tune whether its end is its real one (all, if not given).

        ``progress`` is told (tunes done, tunes known).
        """
        ends = [True] * len(sheets) if whole is None else list(whole)
        runs = self._index.longest_runs(sheets) if sheets else []
        rows = []
        for sheet, run, end in zip(sheets, runs, ends, strict=True):
            closing = endings_of(sheet) if end else _UNKNOWN
            loop = float(longest_loop_bars(sheet))
            novelty = self._turns.novelty(sheet)
            rows.append([*measure(sheet), novelty, float(run.notes), loop, *closing])
            progress(len(rows), len(sheets))
        return Measured(
            table=np.array(rows, float).reshape(-1, len(COLUMNS)),
            intervals=np.array([interval_histogram(s) for s in sheets]).reshape(len(sheets), -1),
            durations=np.array([duration_histogram(s) for s in sheets]).reshape(len(sheets), -1),
            runs=tuple(runs),
        )
