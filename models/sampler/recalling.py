"""One step of the memory in the graph: models/recall.py, from melodies that still grow.

A ring holds each lane's last events: event e lies at e mod R. Shapes: L lanes, each asked
under one condition; R remembered events; W the keys' width, for each of the two minds.
What is quick was measured: adding up by class takes a twentieth of the time of one-hots.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.recall import REACH, SHARPNESS
from models.shape import NetworkSize
from models.vocabulary import DURATIONS, PITCHES

_MINDS = 2
_FAR = -1e9


class Memory(NamedTuple):
    """The last events of each lane: keys [2, W, L, R], pitch and ticks [L, R]."""

    keys: Any
    pitch: Any
    ticks: Any


class Recalled(NamedTuple):
    """What comes to mind before an event.

    gates [L, 3]; shares [2, L, R], how much each event counts for pitches and for
    durations; key [2, W, L], under what the coming event will be remembered.
    """

    gates: Any
    shares: Any
    key: Any


def blank_memory(size: NetworkSize, *, lanes: int) -> Memory:
    """Nothing to remember; of no size for a network without a memory."""
    reach = REACH if size.recall else 0
    nothing = tf.zeros((lanes, reach), tf.int32)
    return Memory(tf.zeros((_MINDS, size.recall, lanes, reach)), nothing, nothing)


def recall(
    weights: dict[str, Any], size: NetworkSize, memory: Memory, step: Any, both: Any
) -> Recalled:
    """Attention over the last events; ``both`` [L, units + width] are the features of the heads.

    ``step`` [L] counts the events that were written.
    """
    lanes, reach = memory.pitch.shape
    values = tf.matmul(both, weights["recall"]) + weights["recall_bias"]
    keys, queries, gates = tf.split(values, [2 * size.recall, 2 * size.recall, 3], axis=-1)
    key, query = (
        tf.transpose(tf.reshape(part, (lanes, _MINDS, size.recall)), (1, 2, 0))
        for part in (keys, queries)
    )
    ago = (step[:, None] - 1 - tf.range(reach)) % reach
    known = ago < step[:, None]
    faded = weights["recall_fading"][:, None, None] * tf.cast(ago, tf.float32)
    scores = size.recall**-0.5 * tf.reduce_sum(memory.keys * query[..., None], axis=1) - faded
    shares = tf.where(known, tf.nn.softmax(tf.where(known, scores, _FAR)), 0.0)
    return Recalled(gates, shares, key)


def remembered(memory: Memory, step: Any, recalled: Recalled, pitch: Any, ticks: Any) -> Memory:
    """The memory with one more event of each lane, at the place of the oldest."""
    here = tf.range(memory.pitch.shape[1]) == (step % memory.pitch.shape[1])[:, None]
    return Memory(
        tf.where(here, recalled.key[..., None], memory.keys),
        tf.where(here, pitch[:, None], memory.pitch),
        tf.where(here, ticks[:, None], memory.ticks),
    )


def pitch_evidence(memory: Memory, recalled: Recalled) -> Any:
    """[L, PITCHES]: what the memory adds to the logits of pitches."""
    return recalled.gates[:, :1] * _evidence(memory.pitch, recalled.shares[0], PITCHES)


def ticks_evidence(memory: Memory, recalled: Recalled, pitch: Any) -> Any:
    """[L, DURATIONS]: what it adds to those of durations, given the pitch [L]."""
    shares = recalled.shares[1]
    same = tf.where(memory.pitch == pitch[:, None], shares, 0.0)
    return recalled.gates[:, 1:2] * _evidence(memory.ticks, shares, DURATIONS) + (
        recalled.gates[:, 2:] * _evidence(memory.ticks, same, DURATIONS)
    )


def _evidence(values: Any, shares: Any, classes: int) -> Any:
    """log(1 + SHARPNESS * share) of every class, [L, classes]."""
    lanes = values.shape[0]
    numbers = values + classes * tf.range(lanes)[:, None]
    total = tf.math.unsorted_segment_sum(shares, numbers, classes * lanes)
    return tf.math.log(1.0 + SHARPNESS * tf.reshape(total, (lanes, classes)))
