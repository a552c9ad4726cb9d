"""Fitting the independent judge: how bars are read and how they are weighed, at once.

As with the search judge every example is asked for its shares among all genres and among
those it was made of. Whole statistics, values within bars and units of the networks are left out
at random, since a genre has few works and a network would know them by heart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.judge.bars import HARMONIC_COLUMNS, MELODIC_COLUMNS, SPREAD, STRAIGHT, BarReader
from models.judge.heads import FEWEST_CHORDS, VotingHead
from models.judge.learning import WITHOUT_CHORDS
from models.judge.splices import BarExamples
from models.judge.statistics import MELODIC_FIGURES

Floats = NDArray[np.float32]

NETWORKS = 4
_UNITS = 32
_AMONG_ALL = 0.3
_SMOOTHING = 0.1  # of the shares among all genres
_OUT = -40.0
_EPOCHS = 3
_BATCH = 256
_RATE = 3e-3
_DECAY = 1e-3
_FIGURES_LEFT_OUT = 0.6
_NOISE = 1.0
_READ_LEFT_OUT = 0.1
_UNITS_LEFT_OUT = 0.3
_LEAST_SPREAD = 0.1


def fit_bars(
    figures: NDArray[np.float16], chorded: Floats, examples: BarExamples, seed: int
) -> tuple[BarReader, VotingHead]:
    """From figures [bars, FIGURES], shares of notes with chords [bars], and splices of them."""
    keras.utils.set_random_seed(seed)
    model = _Model(figures, examples.shares.shape[1], seed)
    table = tf.constant(np.concatenate([figures, np.zeros_like(figures[:1])]))
    chords = tf.constant(np.append(chorded, np.float32(0)))
    bars = np.where(examples.bars < 0, len(figures), examples.bars)
    several = (examples.asked.sum(axis=1) > 1).astype(np.float32)
    outside = np.where(examples.asked, 0.0, _OUT).astype(np.float32)
    step = _stepper(model, table, chords, _EPOCHS * (len(bars) // _BATCH + 1))
    rng = np.random.default_rng(seed)
    for _ in range(_EPOCHS):
        order = rng.permutation(len(bars))
        for first in range(0, len(bars), _BATCH):
            some = order[first : first + _BATCH]
            batch = (bars[some], examples.shares[some], outside[some], several[some])
            step(*map(tf.constant, batch))
    return model.reader(), model.head()


class _Model:
    """The weights while they are learnt. Figures are measured in units of their spread."""

    def __init__(self, figures: NDArray[np.float16], genres: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        count = figures.shape[1]
        self.mean = figures.mean(axis=0, dtype=np.float32)
        self.spread = _spread(figures, self.mean) + _LEAST_SPREAD
        read = 2 * (MELODIC_COLUMNS + HARMONIC_COLUMNS)

        def drawn(*shape: int, inputs: int) -> Any:
            return tf.Variable(rng.normal(0, inputs**-0.5, shape).astype(np.float32))

        def zeros(*shape: int) -> Any:
            return tf.Variable(np.zeros(shape, np.float32))

        self.melodic = drawn(MELODIC_FIGURES, MELODIC_COLUMNS, inputs=MELODIC_FIGURES)
        self.harmonic = drawn(count, HARMONIC_COLUMNS, inputs=count)
        self.bias = zeros(MELODIC_COLUMNS + HARMONIC_COLUMNS)
        self.hidden = drawn(NETWORKS, read, _UNITS, inputs=read)
        self.hidden_bias = zeros(NETWORKS, 1, _UNITS)
        self.out = drawn(NETWORKS, _UNITS, genres, inputs=_UNITS)
        self.out_bias = zeros(NETWORKS, 1, genres)

    @property
    def variables(self) -> list[Any]:
        return [self.melodic, self.harmonic, self.bias, self.hidden, self.hidden_bias, self.out,
                self.out_bias]  # fmt: skip

    def weights(self) -> Any:
        """[figures, columns] for figures as they were counted, without the mean."""
        missing = tf.shape(self.harmonic)[0] - MELODIC_FIGURES
        melodic = tf.pad(self.melodic, [[0, missing], [0, 0]])
        return tf.concat([melodic, self.harmonic], 1) / self.spread[:, None]

    def logits(self, bars: Any, inside: Any, use: Any) -> Any:
        """[networks, examples, genres] for bars [examples, longest, figures], as training hears."""
        kept = tf.cast(tf.random.uniform([len(self.mean), 1]) > _FIGURES_LEFT_OUT, tf.float32)
        weights = self.weights() * kept / (1 - _FIGURES_LEFT_OUT)
        shape = tf.shape(bars)
        values = tf.matmul(tf.reshape(bars, [-1, len(self.mean)]), weights)
        values += self.bias - tf.matmul(self.mean[None], weights)
        values += tf.random.normal(tf.shape(values), stddev=_NOISE)
        values = tf.reshape(values, [shape[0], shape[1], MELODIC_COLUMNS + HARMONIC_COLUMNS])
        count = tf.reduce_sum(inside, axis=1)[:, None]
        parts = []
        for part in (tf.tanh(values), values * STRAIGHT):
            mean = tf.reduce_sum(part * inside[..., None], axis=1) / count
            mean /= SPREAD
            parts.append((mean[:, :MELODIC_COLUMNS], mean[:, MELODIC_COLUMNS:] * use))
        read = tf.concat([parts[0][0], parts[1][0], parts[0][1], parts[1][1]], axis=1)
        read = tf.nn.dropout(tf.tile(read[None], [NETWORKS, 1, 1]), _READ_LEFT_OUT)
        layer = tf.tanh(tf.matmul(read, self.hidden) + self.hidden_bias)
        return tf.matmul(tf.nn.dropout(layer, _UNITS_LEFT_OUT), self.out) + self.out_bias

    def reader(self) -> BarReader:
        """How single bars are read."""
        weights = self.weights().numpy()
        return BarReader(weights, self.bias.numpy() - self.mean @ weights, MELODIC_COLUMNS)

    def head(self) -> VotingHead:
        """How their sums are weighed."""
        return VotingHead(
            self.reader().scale(),
            self.hidden.numpy(),
            self.hidden_bias.numpy()[:, 0],
            self.out.numpy(),
            self.out_bias.numpy()[:, 0],
        )


def _stepper(model: _Model, table: Any, chords: Any, steps: int) -> Callable[..., None]:
    rate = keras.optimizers.schedules.CosineDecay(_RATE, steps)
    optimizer = keras.optimizers.AdamW(rate, weight_decay=_DECAY, clipnorm=1.0)
    optimizer.build(model.variables)
    last = len(table) - 1

    def step(bars: Any, shares: Any, outside: Any, several: Any) -> None:
        inside = tf.cast(bars < last, tf.float32)
        count = tf.reduce_sum(inside, axis=1)
        chorded = tf.reduce_sum(tf.gather(chords, bars) * inside, axis=1) / count
        hears = tf.random.uniform(tf.shape(count)) >= WITHOUT_CHORDS
        use = tf.cast(hears & (chorded >= FEWEST_CHORDS), tf.float32)[:, None]
        smooth = shares * (1 - _SMOOTHING) + _SMOOTHING / shares.shape[1]
        with tf.GradientTape() as tape:
            logits = model.logits(tf.cast(tf.gather(table, bars), tf.float32), inside, use)
            among_all = -tf.reduce_sum(smooth * tf.nn.log_softmax(logits), axis=-1)
            among_some = -tf.reduce_sum(shares * tf.nn.log_softmax(logits + outside), axis=-1)
            cost = _AMONG_ALL * among_all + (1 - _AMONG_ALL) * several * among_some
            loss = tf.reduce_mean(tf.reduce_sum(cost, axis=0))
        optimizer.apply_gradients(
            zip(tape.gradient(loss, model.variables), model.variables, strict=True)
        )

    compiled: Callable[..., None] = tf.function(step, reduce_retracing=True)
    return compiled


def _spread(figures: NDArray[np.float16], mean: Floats) -> Floats:
    """The standard deviation of each figure, by parts since there are many bars."""
    total = np.zeros(figures.shape[1], np.float64)
    for first in range(0, len(figures), 8192):
        part = figures[first : first + 8192].astype(np.float32) - mean
        total += np.square(part).sum(axis=0, dtype=np.float64)
    return np.sqrt(total / max(1, len(figures))).astype(np.float32)
