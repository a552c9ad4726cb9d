"""What is added to the logits of pitches and lengths: the leanings of a voice, as numbers.

Masks forbid (rules.py); leanings only make likelier what a network that hears itself does
too seldom or too often.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.sampler.frames import Lean
from models.sampler.song import Plan
from models.vocabulary import (
    DURATIONS,
    LONGEST_BAR_TICKS,
    LOWEST_PITCH,
    METERS,
    MODES,
    PITCHES,
    REST,
    pitch_class_number,
)
from music.meter import KNOWN_METERS, Meter
from music.units import to_ticks

_STEP, _LEAP = 2, 5
# What a bar's tilt gives to a pitch an octave over the middle.
_PULL, _MIDDLE = 0.4, pitch_class_number(72)
_NAMES = tuple(field.name for field in fields(Lean))
_OF_PITCHES = tuple(map(_NAMES.index, ("rest", "repeat", "step", "chord", "colour", "leap")))
_LINGER, _HASTE = _NAMES.index("linger"), _NAMES.index("haste")
_MOST_HALVINGS = 2.0
# C major, and A minor with both sixths and sevenths.
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (9, 11, 0, 2, 4, 5, 6, 7, 8)}
_PULSES = np.array(
    [to_ticks(Meter(name).pulse_beats) if name in KNOWN_METERS else 12 for name in METERS], np.int32
)


def leaning(plan: Plan, *, tick: Any, last_pitch: Any, tones: Any, tilt: Any) -> Any:
    """[L, PITCHES] to add, from the columns of ``plan.lean``: rest, repeat, step, chord, colour,
    leap; and the bar's ``tilt`` [L], up or down.

    The chord's ``tones`` [L, PITCHES] (none known: none) count on a bar's strong beats only.
    """
    number = tf.range(PITCHES)[None]
    distance = tf.abs(number - last_pitch[:, None])
    sounds = (number != REST) & (last_pitch > 0)[:, None]
    kinds = (
        tf.broadcast_to(number == REST, tf.shape(distance)),
        sounds & (distance == 0),
        sounds & (distance > 0) & (distance <= _STEP),
        tones & _strong(plan, tick)[:, None],
        tf.gather(tf.constant(_outside_scale()), plan.mode),
        sounds & (distance >= _LEAP),
    )
    added = [
        plan.lean[:, column, None] * tf.cast(kind, tf.float32)
        for column, kind in zip(_OF_PITCHES, kinds, strict=True)
    ]
    height = tf.where(number != REST, tf.cast(number - _MIDDLE, tf.float32) / 12, 0.0)
    added.append(_PULL * tf.cast(tilt, tf.float32)[:, None] * height)
    return tf.add_n(added)


def lingering(plan: Plan, chord: Any, pitch: Any, *, is_tone: Any) -> Any:
    """[L, DURATIONS] to add to the lengths of a note (class [L]): the columns linger and haste.

    The first counts for a felt beat and more on a note that is no tone of the chord (none known:
    nothing), the second by how many times a length halves a quarter.
    """
    outside = ~is_tone & (chord > 0) & (pitch != REST)
    long = tf.range(DURATIONS)[None] >= tf.gather(tf.constant(_PULSES), plan.meter)[:, None]
    added = plan.lean[:, _LINGER, None] * tf.cast(outside[:, None] & long, tf.float32)
    return added + plan.lean[:, _HASTE, None] * tf.constant(_halvings())[None]


def _strong(plan: Plan, tick: Any) -> Any:
    """[L]: whether a strong beat of the lane's metre lies on its tick."""
    table = np.zeros((len(METERS), LONGEST_BAR_TICKS), bool)
    for number, name in enumerate(METERS):
        if name in KNOWN_METERS:
            table[number, [to_ticks(beat) for beat in Meter(name).strong_beats]] = True
    place = plan.meter * LONGEST_BAR_TICKS + tick % plan.bar_ticks
    return tf.gather(tf.constant(table.ravel()), place)


def _outside_scale() -> NDArray[np.float32]:
    """[MODES, PITCHES]: 1 for pitches outside a mode's scale; a mode withheld has none."""
    pitch_class = (np.arange(PITCHES) - 1 + LOWEST_PITCH) % 12
    table = np.zeros((len(MODES), PITCHES), np.float32)
    for mode, scale in _SCALES.items():
        table[MODES.index(mode)] = ~np.isin(pitch_class, scale) & (np.arange(PITCHES) != REST)
    return table


def _halvings() -> NDArray[np.float32]:
    """[DURATIONS]: how often a quarter must be halved to last so long; at most two either way."""
    ticks = np.maximum(np.arange(DURATIONS), 1)
    return np.clip(-np.log2(ticks / 12), -_MOST_HALVINGS, _MOST_HALVINGS).astype(np.float32)
