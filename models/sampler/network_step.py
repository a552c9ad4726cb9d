"""One step of the melody network in the graph: classes in, logits out.

The same arithmetic as models/network.py, cell by cell; a test holds the two together.
A lane is asked under C conditions that differ in the genre alone, so what the other
columns give is multiplied once a lane, and what the genre gives is added: the sums are
those of the whole network. Shapes: L lanes, C conditions, F columns, U units; H is all that
the heads and the memory take from the state.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from models.shape import NetworkSize, columns_of, genre_offset, sources_of
from models.vocabulary import DURATIONS, PITCHES

Weights = dict[str, Any]


class Heard(NamedTuple):
    """What the heads take from a step: gates [L, C, 3 * sources], plain [L, C, PITCHES] logits
    before copying, hidden [L, C, head] for the durations, recall [L, 4 * recall + 3]."""

    gates: Any
    plain: Any
    hidden: Any
    recall: Any


def genre_parts(weights: Weights, size: NetworkSize, genres: Any) -> Any:
    """[L, C, 4U + H]: what each condition's genre (slots int32 [L, C]) and the biases add."""
    if not size.guided:
        return weights["into_bias"][None, None]
    rows = tf.gather(weights["table"], genre_offset(size) + genres)
    flat = tf.matmul(tf.reshape(rows, (-1, size.width)), weights["into"]) + weights["into_bias"]
    return tf.reshape(flat, (*genres.shape, flat.shape[-1]))


def input_part(weights: Weights, size: NetworkSize, classes: Any) -> Any:
    """[L, 4U + H] from classes int32 [L, F], the genre's column left out."""
    lanes, columns = classes.shape
    numbers = classes + tf.constant(columns_of(size).offsets[:columns])
    # As a product the rows are read one by one: a sum would jump between them for every unit.
    ones = tf.constant(np.ones((lanes, 1, columns), np.float32))
    rows = tf.matmul(ones, tf.gather(weights["table"], numbers))
    return tf.matmul(rows[:, 0], weights["into"])


def run_cells(
    weights: Weights, size: NetworkSize, inputs: Any, state: tuple[Any, ...]
) -> tuple[Any, tuple[Any, ...]]:
    """The LSTM layers: (last layer's hidden state [L * C, U], new state).

    ``inputs`` [L, C, 4U] are what the first layer takes from outside.
    """
    rows, units = state[0].shape
    states: list[Any] = []
    below = None
    for layer in range(size.layers):
        hidden, cell = state[2 * layer], state[2 * layer + 1]
        if below is None:
            total = tf.matmul(hidden, weights["cells"]) + tf.reshape(inputs, (rows, 4 * units))
        else:
            joined = tf.concat([below, hidden], axis=-1)
            total = tf.matmul(joined, weights[f"kernel{layer}"]) + weights[f"bias{layer}"]
        enter, forget, fresh, out = tf.split(total, 4, axis=-1)
        cell = tf.sigmoid(forget) * cell + tf.sigmoid(enter) * tf.tanh(fresh)
        below = tf.sigmoid(out) * tf.tanh(cell)
        states += [below, cell]
    return below, tuple(states)


def heads(weights: Weights, size: NetworkSize, hidden: Any, inputs: Any) -> Heard:
    """From the state [L * C, U], and from outside [L, C, H]."""
    total = tf.reshape(tf.matmul(hidden, weights["heads"]), inputs.shape) + inputs
    gates = 3 * len(sources_of(size))
    after = gates + PITCHES + size.head
    return Heard(
        total[..., :gates],
        total[..., gates : gates + PITCHES],
        total[..., gates + PITCHES : after],
        total[:, 0, after:],
    )


def pitch_logits(size: NetworkSize, heard: Heard, classes: Any) -> Any:
    """[L, C, PITCHES] logits with the sources' pitches copied in."""
    columns = columns_of(size)
    total = heard.plain
    for number, source in enumerate(sources_of(size)):
        given = classes[:, columns.index(f"{source}_pitch")]
        # one_hot of -1 ("no such event") is all zeros: nothing is copied.
        total += heard.gates[..., number, None] * tf.one_hot(given - 1, PITCHES)[:, None]
    return total


def ticks_logits(
    weights: Weights, size: NetworkSize, heard: Heard, classes: Any, pitch: Any
) -> Any:
    """[L, C, DURATIONS] logits given the chosen pitch [L]."""
    columns, sources = columns_of(size), sources_of(size)
    lanes, conditions, width = heard.hidden.shape
    hidden = tf.nn.relu(heard.hidden + tf.gather(weights["chosen"], pitch)[:, None])
    flat = tf.matmul(tf.reshape(hidden, (lanes * conditions, width)), weights["ticks_head"])
    total = tf.reshape(flat + weights["ticks_head_bias"], (lanes, conditions, -1))
    n, gates = len(sources), heard.gates
    for number, source in enumerate(sources):
        given = classes[:, columns.index(f"{source}_pitch")]
        length = classes[:, columns.index(f"{source}_ticks")]
        agrees = tf.cast(tf.equal(given - 1, pitch), tf.float32)[:, None]
        gate = gates[..., n + number] + gates[..., 2 * n + number] * agrees
        present = tf.where(length > 0, length, -1)
        total += gate[..., None] * tf.one_hot(present, DURATIONS)[:, None]
    return total
