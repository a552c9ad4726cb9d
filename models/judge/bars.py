"""What the independent judge makes of one bar, before bars are added up.

Every bar is read on its own: sums of learnt weights of what happens in it, and the same sums
bent (tanh), so that a bar that is plainly of one genre isn't levelled out by the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.heads import Scale
from models.judge.listening import Listened
from models.judge.statistics import weighed_statistics
from models.judge.turns import chorded

Floats = NDArray[np.float32]

MELODIC_COLUMNS, HARMONIC_COLUMNS = 48, 32
STRAIGHT = 0.5  # how much less than the bent ones the plain sums weigh
SPREAD = 0.5  # of a column's mean over the bars, about


@dataclass(frozen=True, slots=True)
class BarReader:
    """weights [FIGURES, columns] and bias [columns]; columns from ``melodic`` on need chords."""

    weights: Floats
    bias: Floats
    melodic: int

    def __call__(self, listened: Listened) -> Floats:
        """[bars, 2 + 2 * columns]; the first are 1 and the share of notes with chords."""
        values = weighed_statistics(listened, self.weights) + self.bias
        bent, straight = np.tanh(values), values * np.float32(STRAIGHT)
        return np.concatenate(
            [
                np.ones((listened.bars, 1), np.float32),
                chorded(listened)[:, None],
                *(part[:, : self.melodic] for part in (bent, straight)),
                *(part[:, self.melodic :] for part in (bent, straight)),
            ],
            axis=1,
        ).astype(np.float32)

    def scale(self) -> Scale:
        """What the sums are measured by."""
        columns = 2 * len(self.bias)
        return Scale(
            np.zeros(columns, np.float32),
            np.full(columns, SPREAD, np.float32),
            columns - 2 * self.melodic,
        )
