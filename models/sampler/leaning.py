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

from models.features import OWN_FEATURES
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
_WEAK = 0.5  # what a chord's note counts for on a weak beat
# What a bar's tilt gives to a pitch an octave over the middle.
_PULL, _MIDDLE = 0.4, pitch_class_number(72)
_NAMES = tuple(field.name for field in fields(Lean))
_OF_PITCHES = tuple(
    map(_NAMES.index, ("rest", "repeat", "step", "chord", "colour", "leap", "again", "wander"))
)
_LINGER, _HASTE = _NAMES.index("linger"), _NAMES.index("haste")
_ECHO, _OFF_BEAT = _NAMES.index("echo"), _NAMES.index("off_beat")
_MOST_HALVINGS = 2.0
_EIGHTH = 6
_COLUMNS = tuple(name for name, _ in OWN_FEATURES)
# A bar's rhythm comes again at once; its pitches too would be a loop.
_BEFORE = {
    part: tuple(_COLUMNS.index(f"ago{bars}_{part}") for bars in bars_ago)
    for part, bars_ago in (("pitch", (2, 4)), ("ticks", (1, 2, 4)))
}
# C major, and A minor with both sixths and sevenths.
_SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (9, 11, 0, 2, 4, 5, 6, 7, 8)}
_PULSES = np.array(
    [to_ticks(Meter(name).pulse_beats) if name in KNOWN_METERS else 12 for name in METERS], np.int32
)


def leaning(
    plan: Plan,
    classes: Any,
    *,
    tick: Any,
    last_pitch: Any,
    recent: Any,
    tones: Any,
    tilt: Any,
) -> Any:
    """[L, PITCHES] to add, from the columns of ``plan.lean``: rest, repeat, step, chord, colour,
    leap, again, wander; and the bar's ``tilt`` [L], up or down.

    ``classes`` [L, columns] are what the network sees, ``recent`` [L, n] the last few pitches.
    The chord's ``tones`` [L, PITCHES] (none known: none) count on a bar's strong beats, and half
    as much on its other felt beats.
    """
    number = tf.range(PITCHES)[None]
    distance = tf.abs(number - last_pitch[:, None])
    sounds = (number != REST) & (last_pitch > 0)[:, None]
    kinds = (
        tf.broadcast_to(number == REST, tf.shape(distance)),
        sounds & (distance == 0),
        sounds & (distance > 0) & (distance <= _STEP),
        tf.cast(tones, tf.float32) * _weight(plan, tick)[:, None],
        tf.gather(tf.constant(_outside_scale()), plan.mode),
        sounds & (distance >= _LEAP),
        _were(classes, "pitch", number + 1) & (number != REST),
        sounds & ~_among(recent, number),
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


def rhythmic(plan: Plan, classes: Any, tick: Any) -> Any:
    """[L, DURATIONS] to add to lengths from ``tick``: the columns echo and off_beat.

    ``classes`` [L, columns] are what the network sees; the echo is of the lengths in it.
    """
    lengths = tf.range(DURATIONS)[None]
    echoes = tf.cast(_were(classes, "ticks", lengths) & (lengths > 0), tf.float32)
    ends = tf.gather(tf.constant(_off_eighths()), tick % _EIGHTH)
    return plan.lean[:, _ECHO, None] * echoes + plan.lean[:, _OFF_BEAT, None] * ends


def _were(classes: Any, part: str, numbers: Any) -> Any:
    """[L, n]: which ``numbers`` [1, n] a part of the events was some bars ago."""
    return _among(tf.gather(classes, tf.constant(_BEFORE[part]), axis=1), numbers)


def _among(few: Any, numbers: Any) -> Any:
    """[L, n]: which ``numbers`` [1, n] are among a ``few`` [L, k]."""
    found = few[:, 0, None] == numbers
    for column in range(1, few.shape[1]):
        found = found | (few[:, column, None] == numbers)
    return found


def _weight(plan: Plan, tick: Any) -> Any:
    """[L]: 1 on a strong beat of the lane's metre, a half on its other felt beats, else 0."""
    table = np.zeros((len(METERS), LONGEST_BAR_TICKS), np.float32)
    for number, name in enumerate(METERS):
        if name in KNOWN_METERS:
            table[number, : to_ticks(Meter(name).bar_beats) : _PULSES[number]] = _WEAK
            table[number, [to_ticks(beat) for beat in Meter(name).strong_beats]] = 1
    place = plan.meter * LONGEST_BAR_TICKS + tick % plan.bar_ticks
    return tf.gather(tf.constant(table.ravel()), place)


def _outside_scale() -> NDArray[np.float32]:
    """[MODES, PITCHES]: 1 for pitches outside a mode's scale; a mode withheld has none."""
    pitch_class = (np.arange(PITCHES) - 1 + LOWEST_PITCH) % 12
    table = np.zeros((len(MODES), PITCHES), np.float32)
    for mode, scale in _SCALES.items():
        table[MODES.index(mode)] = ~np.isin(pitch_class, scale) & (np.arange(PITCHES) != REST)
    return table


def _off_eighths() -> NDArray[np.float32]:
    """[tick within an eighth, DURATIONS]: 1 where what begins there ends on no eighth."""
    ends = np.arange(_EIGHTH)[:, None] + np.arange(DURATIONS)
    return np.asarray(ends % _EIGHTH != 0, np.float32)


def _halvings() -> NDArray[np.float32]:
    """[DURATIONS]: how often a quarter must be halved to last so long; at most two either way."""
    ticks = np.maximum(np.arange(DURATIONS), 1)
    return np.clip(-np.log2(ticks / 12), -_MOST_HALVINGS, _MOST_HALVINGS).astype(np.float32)
