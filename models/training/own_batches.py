"""Batches and losses for measuring finished networks on a few tunes.

Both networks are seen through the same two things: a list of batches of tensors, and a
loss that turns one into (sum of nats, number of predictions).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import keras
import numpy as np
import tensorflow as tf

from models.damage import Damager
from models.dataset import Melody, MelodyBatches
from models.harmony.slots import OFFSETS, Progression, progression_rows
from models.training.own_rows import Batch, Loss

_LONGEST_PROGRESSION = 64
_MOST = 150
_T = TypeVar("_T")


def spread(items: Sequence[_T]) -> list[_T]:
    """At most 150 of the items, evenly spread: enough for one row, and quick."""
    step = max(1, -(-len(items) // _MOST))
    return list(items[::step])


def melody_batches(
    melodies: Sequence[Melody], damager: Damager | None = None, *, rounds: int = 1
) -> list[Batch]:
    """Every melody ``rounds`` times, each time with a guide of its own if there is a damager."""
    drawn = MelodyBatches(melodies, seed=7, withhold=False, damager=damager)
    found = []
    for _ in range(rounds):
        for index in range(len(drawn)):
            seen, goals, masks = drawn[index]
            parts = (seen["classes"], seen["chosen"], goals["pitch"], goals["ticks"])
            found.append(tuple(tf.constant(part) for part in (*parts, masks["pitch"])))
    return found


def melody_loss(model: keras.Model) -> Loss:
    """Pitch and duration together; one prediction an event."""

    def loss(classes: Any, chosen: Any, pitch: Any, ticks: Any, mask: Any) -> tuple[Any, Any]:
        logits = model({"classes": classes, "chosen": chosen}, training=False)
        nats = tf.constant(0.0)
        for goal, name in ((pitch, "pitch"), (ticks, "ticks")):
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(goal, logits[name])
            nats += tf.reduce_sum(mask * each)
        return nats, tf.reduce_sum(mask)

    return loss


def chord_batches(progressions: Sequence[Progression], slot: int) -> list[Batch]:
    """All progressions in one batch, cut into lines; empty where none has a chord."""
    lines = []
    for progression in progressions:
        seen = progression_rows(progression, slot) + np.array(OFFSETS, np.int32)
        for first in range(0, len(seen), _LONGEST_PROGRESSION):
            part = slice(first, first + _LONGEST_PROGRESSION)
            lines.append((seen[part], progression.chords[part]))
    if not any((chords > 0).any() for _, chords in lines):
        return []
    inputs = np.zeros((len(lines), _LONGEST_PROGRESSION, len(OFFSETS)), np.int32)
    inputs += np.array(OFFSETS, np.int32)
    goals = np.zeros((len(lines), _LONGEST_PROGRESSION), np.int32)
    for index, (seen, chords) in enumerate(lines):
        inputs[index, : len(seen)], goals[index, : len(chords)] = seen, chords
    mask = (goals > 0).astype(np.float32)
    return [(tf.constant(inputs), tf.constant(goals), tf.constant(mask))]


def chord_loss(model: keras.Model) -> Loss:
    """One prediction a slot that has a chord."""

    def loss(inputs: Any, goals: Any, mask: Any) -> tuple[Any, Any]:
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(goals, model(inputs, training=False))
        return tf.reduce_sum(mask * each), tf.reduce_sum(mask)

    return loss
