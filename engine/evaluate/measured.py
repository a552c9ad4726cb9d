"""Everything that is measured of one tune, and of many.

The figures of engine/metrics' table, and those that need to know the training works.
Knows no genres beyond the weights of a piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.metrics.catalogue import METRIC_NAMES, measure
from engine.metrics.grid import Floats, Ints
from engine.metrics.melody import longest_loop_bars
from engine.metrics.phrases import closes
from engine.metrics.pitches import interval_histogram
from engine.metrics.rhythm import duration_histogram
from models.originality import NO_RUN, OriginalityIndex, Run
from models.turns import KnownTurns
from music.leadsheet import LeadSheet

NOVELTY, RUN, LOOP, CLOSES = "novelty", "longest run", "loop", "closes"
# Beside the table: what needs the training works, and what only counts over a threshold.
COLUMNS: tuple[str, ...] = (*METRIC_NAMES, NOVELTY, RUN, LOOP, CLOSES)


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of n tunes: ``table`` is [n, COLUMNS], the histograms are summed over all.

    ``runs`` are the longest shared runs, one a tune. A tune whose end is not known has NaN in
    the column that says whether it closes.
    """

    table: Floats
    intervals: Ints
    durations: Ints
    runs: tuple[Run, ...]

    def column(self, name: str) -> Floats:
        return np.asarray(self.table[:, COLUMNS.index(name)])


class Ruler:
    """Measures tunes; holds the training works' index and turns (a second to prepare)."""

    def __init__(self, index: OriginalityIndex) -> None:
        self._index = index
        self._turns = KnownTurns(index)

    def measure(
        self, sheets: Sequence[LeadSheet], *, whole: Iterable[bool] | None = None
    ) -> Measured:
        """``whole`` says of each tune whether its end is its real one (all, if not given)."""
        ends = [True] * len(sheets) if whole is None else list(whole)
        runs = self._index.longest_runs(sheets) if sheets else []
        rows = [
            [
                *measure(sheet),
                self._turns.novelty(sheet),
                float(run.notes),
                float(longest_loop_bars(sheet)),
                float(closes(sheet)) if end else float("nan"),
            ]
            for sheet, run, end in zip(sheets, runs, ends, strict=True)
        ]
        return Measured(
            table=np.array(rows, float).reshape(-1, len(COLUMNS)),
            intervals=sum((interval_histogram(s) for s in sheets), np.zeros(25, np.int64)),
            durations=sum((duration_histogram(s) for s in sheets), np.zeros(96, np.int64)),
            runs=tuple(runs) or (NO_RUN,) * len(sheets),
        )
