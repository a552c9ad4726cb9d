"""Fitting the judges' heads to splices whose proportions are known.

Two things are asked of every example at once: its shares among all genres, and its shares
among those it was made of, which is what a request asks later.
"""

from __future__ import annotations

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from models.judge.heads import FIRST_FIGURE, LinearHead, Scale, VotingHead
from models.judge.splices import Examples

Floats = NDArray[np.float32]
Wide = NDArray[np.float64]

_AMONG_ALL = 0.5
_OUT = -40.0
_RIDGE = 3e-3
_MOST_STEPS = 150
_NETWORKS = 4
_UNITS = 48
_EPOCHS = 16
_BATCH = 256
_RATE = 4e-3
_DROPOUT = 0.3
_NOISE = 0.15
_DECAY = 1e-4


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


def fit_voting(examples: Examples, harmonic: int, seed: int) -> VotingHead:
    """Small networks from different beginnings, each on its own draw of the examples."""
    scale = fit_scale(examples, harmonic)
    figures = scale(examples.sums)
    outside = np.where(examples.asked, 0.0, _OUT).astype(np.float32)
    several = (examples.asked.sum(axis=1) > 1).astype(np.float32)
    layers = []
    for number in range(_NETWORKS):
        keras.utils.set_random_seed(seed * 100 + number)
        model, hidden, out = _network(
            figures.shape[1], examples.shares.shape[1], _EPOCHS * -(-len(figures) // _BATCH)
        )
        drawn = np.random.default_rng((seed, number)).integers(0, len(figures), len(figures))
        model.fit(
            [figures[drawn], outside[drawn]],
            [examples.shares[drawn], examples.shares[drawn]],
            sample_weight=[np.ones(len(drawn), np.float32), several[drawn]],
            batch_size=_BATCH,
            epochs=_EPOCHS,
            verbose=0,
        )
        layers.append([*hidden.get_weights(), *out.get_weights()])
    stacked = [np.stack(arrays).astype(np.float32) for arrays in zip(*layers, strict=True)]
    return VotingHead(scale, *stacked)


def _network(figures: int, genres: int, steps: int) -> tuple[keras.Model, keras.Layer, keras.Layer]:
    heard = keras.Input((figures,))
    outside = keras.Input((genres,))
    hidden = keras.layers.Dense(_UNITS, activation="tanh")
    out = keras.layers.Dense(genres)
    noisy = keras.layers.GaussianNoise(_NOISE)(heard)
    logits = out(keras.layers.Dropout(_DROPOUT)(hidden(noisy)))
    among_all = keras.layers.Softmax(name="all")(logits)
    among_some = keras.layers.Softmax(name="some")(keras.layers.Add()([logits, outside]))
    model = keras.Model([heard, outside], [among_all, among_some])
    rate = keras.optimizers.schedules.CosineDecay(_RATE, steps)
    model.compile(
        optimizer=keras.optimizers.AdamW(rate, weight_decay=_DECAY),
        loss=["categorical_crossentropy", "categorical_crossentropy"],
        loss_weights=[_AMONG_ALL, 1 - _AMONG_ALL],
    )
    return model, hidden, out
