"""One step of the melody network in the graph: classes in, logits out.

The same arithmetic as models/network.py, cell by cell; a test holds the two together.
A lane is asked under C conditions that differ in the genre alone, so what the other
columns give is multiplied once a lane, and what the genre gives is added: the sums are
those of the whole network. Shapes: L lanes, C conditions, F columns, U units.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.shape import GENRE_SLOTS, NetworkSize, columns_of, genre_offset, sources_of
from models.vocabulary import DURATIONS, PITCHES

Weights = dict[str, Any]
_HEADS = ("gates", "pitch_head", "hidden")


class Ready(NamedTuple):
    """Weights made ready before the loop: everything in it that no step changes.

    into_cells [width, 4U] and into_heads [width, H] act on the inputs, cells [U, 4U] and
    heads [U, H] on states; genre_cells [L, C, 4U] and genre_heads [L, C, H] are what
    each condition's genre and the biases add.
    """

    table: Any
    into_cells: Any
    into_heads: Any
    cells: Any
    heads: Any
    genre_cells: Any
    genre_heads: Any


def make_ready(weights: Weights, size: NetworkSize, genres: Any) -> Ready:
    """``genres`` int32 [L, C]: the slots of the conditions (a network of one genre: any)."""
    heads = tf.concat([weights[name] for name in _HEADS], axis=1)
    bias = tf.concat([weights[f"{name}_bias"] for name in _HEADS], axis=0)
    kernel = weights["kernel0"]
    into_cells, cells = kernel[: size.width], kernel[size.width :]
    into_heads, heads = heads[size.units :], heads[: size.units]
    if size.guided:
        first = genre_offset(size)
        rows = weights["table"][first : first + GENRE_SLOTS]
        genre_cells = tf.gather(tf.matmul(rows, into_cells) + weights["bias0"], genres)
        genre_heads = tf.gather(tf.matmul(rows, into_heads) + bias, genres)
    else:
        genre_cells = weights["bias0"][None, None]
        genre_heads = bias[None, None]
    return Ready(weights["table"], into_cells, into_heads, cells, heads, genre_cells, genre_heads)


def input_sum(ready: Ready, size: NetworkSize, classes: Any) -> Any:
    """[L, width] from classes int32 [L, F], the genre's column left out."""
    offsets = columns_of(size).offsets[: classes.shape[1]]
    return tf.reduce_sum(tf.gather(ready.table, classes + tf.constant(offsets)), axis=1)


def run_cells(
    weights: Weights, ready: Ready, x: Any, state: tuple[Any, ...]
) -> tuple[Any, tuple[Any, ...]]:
    """The LSTM layers: (last layer's hidden state [L * C, U], new state)."""
    rows, units = state[0].shape
    lanes = x.shape[0]
    states: list[Any] = []
    below = None
    for layer in range(len(state) // 2):
        hidden, cell = state[2 * layer], state[2 * layer + 1]
        if below is None:
            own = tf.reshape(tf.matmul(hidden, ready.cells), (lanes, -1, 4 * units))
            total = own + tf.matmul(x, ready.into_cells)[:, None] + ready.genre_cells
            total = tf.reshape(total, (rows, 4 * units))
        else:
            joined = tf.concat([below, hidden], axis=-1)
            total = tf.matmul(joined, weights[f"kernel{layer}"]) + weights[f"bias{layer}"]
        enter, forget, fresh, out = tf.split(total, 4, axis=-1)
        cell = tf.sigmoid(forget) * cell + tf.sigmoid(enter) * tf.tanh(fresh)
        below = tf.sigmoid(out) * tf.tanh(cell)
        states += [below, cell]
    return below, tuple(states)


def head_values(ready: Ready, size: NetworkSize, hidden: Any, x: Any) -> tuple[Any, Any, Any]:
    """(gates [L, C, 3 * sources], pitch logits before copying, what the ticks' head sees)."""
    lanes, width = x.shape[0], ready.heads.shape[1]
    own = tf.reshape(tf.matmul(hidden, ready.heads), (lanes, -1, width))
    both = own + tf.matmul(x, ready.into_heads)[:, None] + ready.genre_heads
    gates = 3 * len(sources_of(size))
    return both[..., :gates], both[..., gates : gates + PITCHES], both[..., gates + PITCHES :]


def pitch_logits(size: NetworkSize, plain: Any, gates: Any, classes: Any) -> Any:
    """[L, C, PITCHES] logits with the sources' pitches copied in."""
    columns = columns_of(size)
    total = plain
    for number, source in enumerate(sources_of(size)):
        given = classes[:, columns.index(f"{source}_pitch")]
        # one_hot of -1 ("no such event") is all zeros: nothing is copied.
        total += gates[..., number, None] * tf.one_hot(given - 1, PITCHES)[:, None]
    return total


def ticks_logits(
    weights: Weights, size: NetworkSize, seen: Any, gates: Any, classes: Any, pitch: Any
) -> Any:
    """[L, C, DURATIONS] logits given the chosen pitch [L]."""
    columns, sources = columns_of(size), sources_of(size)
    lanes, conditions, width = seen.shape
    hidden = tf.nn.relu(seen + tf.gather(weights["chosen"], pitch)[:, None])
    flat = tf.matmul(tf.reshape(hidden, (lanes * conditions, width)), weights["ticks_head"])
    total = tf.reshape(flat + weights["ticks_head_bias"], (lanes, conditions, -1))
    n = len(sources)
    for number, source in enumerate(sources):
        given = classes[:, columns.index(f"{source}_pitch")]
        length = classes[:, columns.index(f"{source}_ticks")]
        agrees = tf.cast(tf.equal(given - 1, pitch), tf.float32)[:, None]
        gate = gates[..., n + number] + gates[..., 2 * n + number] * agrees
        present = tf.where(length > 0, length, -1)
        total += gate[..., None] * tf.one_hot(present, DURATIONS)[:, None]
    return total
