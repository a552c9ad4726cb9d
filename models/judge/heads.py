"""From figures to logits: softmax regression, and small networks that vote.

Both read sums over bars whose first column counts the bars and whose second adds up the
share of notes with chords. The last ``harmonic`` figures need chords: where hardly any
note has one they are set to what training heard on average, so that they say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FIRST_FIGURE = 2
FEWEST_CHORDS = 0.25
_SMALLEST_LOGIT = -40.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean and spread of each figure in training, and how many need chords."""

    mean: Floats
    spread: Floats
    harmonic: int

    def __call__(self, sums: Floats) -> Floats:
        """[stretches, figures] in units of the spread, from sums over bars."""
        bars = np.maximum(sums[:, :1], 1.0)
        figures = (sums[:, FIRST_FIGURE:] / bars - self.mean) / self.spread
        melodic = figures.shape[1] - self.harmonic
        figures[sums[:, 1] < FEWEST_CHORDS * bars[:, 0], melodic:] = 0.0
        return np.asarray(np.clip(figures, -8.0, 8.0), np.float32)


@dataclass(frozen=True, slots=True)
class LinearHead:
    """Softmax regression: weights [figures, genres], bias [genres]."""

    scale: Scale
    weights: Floats
    bias: Floats

    def logits(self, sums: Floats) -> Floats:
        """[stretches, genres]."""
        return np.asarray(self.scale(sums) @ self.weights + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class VotingHead:
    """Networks with one hidden layer of tanh; their logits are averaged.

    hidden [networks, figures, units], hidden_bias [networks, units], out [networks,
    units, genres], out_bias [networks, genres].
    """

    scale: Scale
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def logits(self, sums: Floats) -> Floats:
        """[stretches, genres]."""
        layer = np.tanh(self.scale(sums)[None] @ self.hidden + self.hidden_bias[:, None])
        votes = layer @ self.out + self.out_bias[:, None]
        return np.asarray(votes.mean(axis=0), np.float32)


def softmax(logits: Floats) -> Floats:
    """Rows of shares that sum to 1."""
    shifted = np.exp(np.maximum(logits - logits.max(axis=1, keepdims=True), _SMALLEST_LOGIT))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), np.float32)
