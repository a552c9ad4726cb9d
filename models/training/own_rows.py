"""A new genre's row in a finished network: all that is learned is one vector.

A genre enters a network as one row of its input table. Its row is found by likelihood
on the genre's tunes: first as a mixture of the rows that are there, then freely from that
mixture, while held-out tunes gain by it. Nothing else of the network changes, so that the
other genres stay what they were.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Batch = tuple[Any, ...]
# Batch to (sum of nats, number of predictions), as tensors.
Loss = Callable[..., tuple[Any, Any]]

_MIX_STEPS, _MIX_RATE = 40, 0.15
_FREE_STEPS, _FREE_RATE = 60, 0.01
_LOOK_EVERY, _PATIENCE = 5, 3


@dataclass(frozen=True, slots=True)
class LearntRow:
    """A row, and bits per prediction on the held-out tunes on the way to it.

    ``nearest_bits`` are those of the nearest genre's own row, ``mixed_bits`` of the
    mixture (``mixture`` has its shares by genre), ``bits`` of the row that was kept.
    """

    row: Floats
    bits: float
    mixed_bits: float
    nearest_bits: float
    mixture: dict[str, float]


def bits_of(loss: Loss) -> Callable[[Sequence[Batch]], float]:
    """A function that measures bits per prediction over batches; compiled once."""
    compiled = tf.function(loss, reduce_retracing=True)

    def bits(batches: Sequence[Batch]) -> float:
        sums = np.array([[float(part) for part in compiled(*batch)] for batch in batches])
        nats, count = sums.sum(axis=0)
        return float(nats / max(count, 1.0) / math.log(2))

    return bits


class RowSearch:
    """Bits and slopes of one row of a table, the rest of the network as it is.

    ``table`` is the network's variable, ``index`` the row to be found in it.
    """

    def __init__(self, table: tf.Variable, index: int, loss: Loss) -> None:
        self._table = table
        self._index = index

        def sloped(*batch: Any) -> tuple[Any, Any, Any]:
            with tf.GradientTape() as tape:
                nats, count = loss(*batch)
            slope = tf.convert_to_tensor(tape.gradient(nats, table))
            return nats, count, slope[index]

        self._sloped = tf.function(sloped, reduce_retracing=True)
        self._bits = bits_of(loss)

    def bits(self, row: Floats, batches: Sequence[Batch]) -> float:
        """Bits per prediction with this row over all batches."""
        self._set(row)
        return self._bits(batches)

    def slope(self, row: Floats, batches: Sequence[Batch]) -> Floats:
        """The slope of nats per prediction at this row, over all batches."""
        self._set(row)
        total, count = np.zeros(row.shape), 0.0
        for batch in batches:
            _, seen, slope = self._sloped(*batch)
            total += slope.numpy()
            count += float(seen)
        return np.asarray(total / max(count, 1.0), np.float32)

    def _set(self, row: Floats) -> None:
        self._table.scatter_nd_update([[self._index]], [row])


def learn_row(
    search: RowSearch, known: dict[str, Floats], train: Sequence[Batch], valid: Sequence[Batch]
) -> LearntRow:
    """The row that suits the tunes; ``known`` are the rows of the genres that are there.

    Without batches to learn from it is their mean.
    """
    names = list(known)
    rows = np.stack([known[name] for name in names])
    if not train:
        return LearntRow(rows.mean(axis=0), 0.0, 0.0, 0.0, {})
    alone = np.array([search.bits(row, train) for row in rows])
    nearest = rows[int(np.argmin(alone))]
    shares = _mixed(search, rows, alone, train)
    mixture = (shares @ rows).astype(np.float32)
    mixed_bits = search.bits(mixture, valid)
    row, bits = _freed(search, mixture, mixed_bits, train, valid)
    nearest_bits = search.bits(nearest, valid)
    if nearest_bits < bits:
        row, bits = nearest, nearest_bits
    told = {n: round(float(s), 3) for n, s in zip(names, shares, strict=True) if s >= 0.005}
    return LearntRow(row, bits, mixed_bits, nearest_bits, told)


class _Adam:
    """Plain Adam for one vector."""

    def __init__(self, size: int, rate: float) -> None:
        self._mean, self._square = np.zeros(size), np.zeros(size)
        self._rate, self._step = rate, 0

    def step(self, slope: NDArray[Any]) -> NDArray[Any]:
        self._step += 1
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._square = 0.99 * self._square + 0.01 * slope * slope
        mean = self._mean / (1 - 0.9**self._step)
        square = self._square / (1 - 0.99**self._step)
        return np.asarray(-self._rate * mean / (np.sqrt(square) + 1e-8))


def _mixed(
    search: RowSearch, rows: Floats, alone: NDArray[Any], train: Sequence[Batch]
) -> NDArray[Any]:
    """Shares over the rows, by gradient from those that suit best alone."""
    logits = -20.0 * (alone - alone.min())
    adam = _Adam(len(rows), _MIX_RATE)
    for step in range(_MIX_STEPS):
        shares = _softmax(logits)
        slope = search.slope((shares @ rows).astype(np.float32), [train[step % len(train)]])
        by_share = rows @ slope
        logits = logits + adam.step(shares * (by_share - shares @ by_share))
    return _softmax(logits)


def _freed(
    search: RowSearch,
    start: Floats,
    start_bits: float,
    train: Sequence[Batch],
    valid: Sequence[Batch],
) -> tuple[Floats, float]:
    """The row moved freely from ``start`` for as long as held-out tunes gain."""
    row, best, best_bits, worse = start.astype(np.float64), start, start_bits, 0
    adam = _Adam(len(start), _FREE_RATE)
    for step in range(1, _FREE_STEPS + 1):
        slope = search.slope(row.astype(np.float32), [train[step % len(train)]])
        row = row + adam.step(slope)
        if step % _LOOK_EVERY:
            continue
        bits = search.bits(row.astype(np.float32), valid)
        if bits < best_bits:
            best, best_bits, worse = row.astype(np.float32), bits, 0
        else:
            worse += 1
            if worse >= _PATIENCE:
                break
    return best, best_bits


def _softmax(logits: NDArray[Any]) -> NDArray[Any]:
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum())
