"""Fitting the search judge's head to splices whose proportions are known.

Two things are asked of every example at once: its shares among all genres, and its shares
among those it was made of, which is what a request asks later.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from models.judge.heads import FIRST_FIGURE, LinearHead, Scale
from models.judge.splices import Examples

Floats = NDArray[np.float32]
Wide = NDArray[np.float64]

WITHOUT_CHORDS = 0.25  # of examples are heard as if nobody had written any
_AMONG_ALL = 0.5
_OUT = -40.0
_RIDGE = 1e-2
_MOST_STEPS = 150


def fit_scale(examples: Examples, harmonic: int) -> Scale:
    """The mean and spread of the examples' figures."""
    figures = examples.sums[:, FIRST_FIGURE:] / examples.sums[:, :1]
    return Scale(figures.mean(axis=0), figures.std(axis=0) + 1e-3, harmonic)


def masked(examples: Examples, share: float, rng: np.random.Generator) -> Examples:
    """The examples, some of them as if nobody had written chords."""
    sums = examples.sums.copy()
    sums[rng.random(len(sums)) < share, 1] = 0.0
    return Examples(sums, examples.shares, examples.asked)


def fit_linear(examples: Examples, harmonic: int) -> LinearHead:
    """Softmax regression with a ridge, by L-BFGS."""
    scale = fit_scale(examples, harmonic)
    figures = scale(examples.sums).astype(np.float64)
    count, size = figures.shape
    genres = examples.shares.shape[1]
    shares = examples.shares.astype(np.float64)
    several = (examples.asked.sum(axis=1) > 1)[:, None]
    outside = np.where(examples.asked, 0.0, _OUT)

    def loss(values: Wide) -> tuple[float, Wide]:
        weights = values[: size * genres].reshape(size, genres)
        logits = figures @ weights + values[size * genres :]
        all_shares, all_cost = _cross_entropy(logits, shares)
        some_shares, some_cost = _cross_entropy(logits + outside, shares)
        cost = _AMONG_ALL * all_cost + (1 - _AMONG_ALL) * several[:, 0] * some_cost
        slope = _AMONG_ALL * (all_shares - shares)
        slope += (1 - _AMONG_ALL) * several * (some_shares - shares)
        slope /= count
        down = np.concatenate(
            [(figures.T @ slope + 2 * _RIDGE * weights).ravel(), slope.sum(axis=0)]
        )
        return float(cost.mean() + _RIDGE * (weights**2).sum()), down

    start = np.zeros((size + 1) * genres)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _MOST_STEPS}
    ).x.astype(np.float32)
    return LinearHead(scale, found[: size * genres].reshape(size, genres), found[size * genres :])


def _cross_entropy(logits: Wide, shares: Wide) -> tuple[Wide, Wide]:
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.exp(logs), -(shares * logs).sum(axis=1)
