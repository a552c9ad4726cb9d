"""One step of the melody network in the graph: classes in, logits out.

The same arithmetic as models/network.py, cell by cell, for a stack of networks at
once; a test holds the two together. Shapes: S networks, M rows each, F columns.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from models.shape import NetworkSize, columns_of, sources_of
from models.vocabulary import DURATIONS, PITCHES

Weights = dict[str, Any]


def zero_state(size: NetworkSize, stacks: int, rows: int) -> Any:
    """Cell and hidden states [2 * layers, S, M, units], all zero."""
    return tf.zeros((2 * size.layers, stacks, rows, size.units))


def run_cells(weights: Weights, size: NetworkSize, classes: Any, state: Any) -> tuple[Any, Any]:
    """Input sum and LSTM layers.

    classes int32 [S, M, F]; returns (features of the heads [S, M, units + width],
    new state).
    """
    offsets = tf.constant(columns_of(size).offsets, tf.int32)
    rows = tf.gather(weights["table"], classes + offsets, axis=1, batch_dims=1)
    x = tf.reduce_sum(rows, axis=-2)
    below = x
    states = []
    for layer in range(size.layers):
        hidden, cell = state[2 * layer], state[2 * layer + 1]
        joined = tf.concat([below, hidden], axis=-1)
        total = tf.matmul(joined, weights[f"kernel{layer}"]) + weights[f"bias{layer}"][:, None]
        enter, forget, fresh, out = tf.split(total, 4, axis=-1)
        cell = tf.sigmoid(forget) * cell + tf.sigmoid(enter) * tf.tanh(fresh)
        below = tf.sigmoid(out) * tf.tanh(cell)
        states += [below, cell]
    return tf.concat([below, x], axis=-1), tf.stack(states)


def _dense(weights: Weights, name: str, value: Any) -> Any:
    return tf.matmul(value, weights[name]) + weights[f"{name}_bias"][:, None]


def copy_gates(weights: Weights, both: Any) -> Any:
    """[S, M, 3 * sources] gates of the copy sources."""
    return _dense(weights, "gates", both)


def pitch_logits(weights: Weights, size: NetworkSize, both: Any, gates: Any, classes: Any) -> Any:
    """[S, M, PITCHES] logits with the sources' pitches copied in."""
    columns = columns_of(size)
    total = _dense(weights, "pitch_head", both)
    for number, source in enumerate(sources_of(size)):
        given = classes[..., columns.index(f"{source}_pitch")]
        # one_hot of -1 ("no such event") is all zeros: nothing is copied.
        total += gates[..., number, None] * tf.one_hot(given - 1, PITCHES)
    return total


def ticks_logits(
    weights: Weights, size: NetworkSize, both: Any, gates: Any, classes: Any, pitch: Any
) -> Any:
    """[S, M, DURATIONS] logits given the chosen pitch [S, M]."""
    columns, sources = columns_of(size), sources_of(size)
    chosen = tf.gather(weights["chosen"], pitch, axis=1, batch_dims=1)
    hidden = tf.nn.relu(_dense(weights, "hidden", both) + chosen)
    total = _dense(weights, "ticks_head", hidden)
    n = len(sources)
    for number, source in enumerate(sources):
        given = classes[..., columns.index(f"{source}_pitch")]
        length = classes[..., columns.index(f"{source}_ticks")]
        agrees = tf.cast(tf.equal(given - 1, pitch), tf.float32)
        gate = gates[..., n + number] + gates[..., 2 * n + number] * agrees
        present = tf.where(length > 0, length, -1)
        total += gate[..., None] * tf.one_hot(present, DURATIONS)
    return total
