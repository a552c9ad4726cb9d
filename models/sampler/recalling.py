"""One step of the memory in the graph: models/recall.py, from melodies that still grow.

A ring holds each lane's last events: event e lies at e mod R. Shapes: L lanes, each asked
under one condition; R remembered events; W the keys' width, for each of the two minds.
What is quick was measured: adding up by class takes a twentieth of the time of one-hots, and
putting one key into its place a twentieth of that of choosing old or new everywhere.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.recall import REACH, SHARPNESS
from models.sampler.folding import max_last, sum_last
from models.shape import NetworkSize
from models.vocabulary import DURATIONS, PITCHES

_MINDS = 2
_FAR = -1e9
# Room for the classes of either mind; a multiple of what is summed in one go.
_CLASSES = 100


class Memory(NamedTuple):
    """The last events of each lane: keys [2, L, R, W], classes (pitch, ticks) [2, L, R]."""

    keys: Any
    classes: Any


class Recalled(NamedTuple):
    """What comes to mind before an event.

    gates [L, 3]; weights [2, L, R], how much each event counts for pitches and for
    durations, and their sums [2, L]; by_class [2, L, CLASSES], the weights added up by class;
    key [2, L, W], under what the coming event will be remembered.
    """

    gates: Any
    weights: Any
    sums: Any
    by_class: Any
    key: Any


def blank_memory(size: NetworkSize, *, lanes: int) -> Memory:
    """Nothing to remember; of no size for a network without a memory."""
    reach = REACH if size.recall else 0
    return Memory(
        tf.zeros((_MINDS, lanes, reach, size.recall)), tf.zeros((_MINDS, lanes, reach), tf.int32)
    )


def recall(
    fading: Any, size: NetworkSize, memory: Memory, step: Any, values: Any, later: Any
) -> Recalled:
    """Attention over the last events; ``values`` [L, 4W + 3] are keys, queries and gates.

    ``step`` [L] counts the events that were written; ``later`` [L], see ``turns``.
    """
    lanes, reach = memory.classes.shape[1:]
    keys, queries, gates = tf.split(values, [2 * size.recall, 2 * size.recall, 3], axis=-1)
    key, query = (
        tf.transpose(tf.reshape(part, (lanes, _MINDS, size.recall)), (1, 0, 2))
        for part in (keys, queries)
    )
    ago = (step[:, None] - 1 - tf.range(reach)) % reach
    known = ago < step[:, None]
    faded = fading[:, None, None] * tf.cast(ago, tf.float32)
    alike = size.recall**-0.5 * tf.reduce_sum(memory.keys * query[:, :, None], axis=3) - faded
    alike = tf.where(known, alike, _FAR)
    weights = tf.where(known, tf.exp(alike - max_last(alike)[..., None]), 0.0)
    by_class = _by_class(memory.classes + later[:, None], weights)
    # Before the first event nothing is known, and all sums are 0.
    sums = tf.maximum(sum_last(by_class), 1e-30)
    return Recalled(gates, weights, sums, by_class, key)


def remembered(memory: Memory, step: Any, recalled: Recalled, pitch: Any, ticks: Any) -> Memory:
    """The memory with one more event of each lane, at the place of the oldest."""
    _, lanes, reach, _ = memory.keys.shape
    # A rest's class is 0 and no class less, so this is the step: but known only after the drawing,
    # when nobody needs the old keys any more and they may be overwritten in place.
    slot = (step + tf.minimum(pitch, 0)) % reach
    minds, lane = tf.meshgrid(tf.range(_MINDS), tf.range(lanes), indexing="ij")
    places = tf.stack([minds, lane, tf.broadcast_to(slot, lane.shape)], axis=-1)
    here = tf.range(reach) == slot[:, None]
    return Memory(
        tf.tensor_scatter_nd_update(memory.keys, places, recalled.key),
        tf.where(here, tf.stack([pitch, ticks])[..., None], memory.classes),
    )


def pitch_evidence(recalled: Recalled) -> Any:
    """[L, PITCHES]: what the memory adds to the logits of pitches."""
    return recalled.gates[:, :1] * _evidence(recalled.by_class[0], recalled.sums[0])[:, :PITCHES]


def ticks_evidence(memory: Memory, recalled: Recalled, pitch: Any) -> Any:
    """[L, DURATIONS]: what it adds to those of durations, given the pitch [L]."""
    same = tf.where(memory.classes[0] == pitch[:, None], recalled.weights[1], 0.0)
    (given,) = tf.unstack(_by_class(memory.classes[1:], same[None]))
    both = recalled.gates[:, 1:2] * _evidence(recalled.by_class[1], recalled.sums[1])
    both += recalled.gates[:, 2:] * _evidence(given, recalled.sums[1])
    return both[:, :DURATIONS]


def _evidence(by_class: Any, total: Any) -> Any:
    """log(1 + SHARPNESS * share) of every class, [L, CLASSES]."""
    return tf.math.log(1.0 + SHARPNESS * by_class / total[:, None])


def _by_class(classes: Any, weights: Any) -> Any:
    """[minds, L, CLASSES] from [minds, L, R]."""
    minds, lanes, _ = classes.shape
    first = tf.reshape(_CLASSES * tf.range(minds * lanes), (minds, lanes, 1))
    total = tf.math.unsorted_segment_sum(weights, classes + first, minds * lanes * _CLASSES)
    return tf.reshape(total, (minds, lanes, _CLASSES))
