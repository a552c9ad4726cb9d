"""What is added to the logits of pitches and lengths: the leanings of a voice, as numbers.

Masks forbid (rules.py); leanings only make likelier what a network that hears itself does
too seldom or too often.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from models.sampler.song import Plan, Song
from models.vocabulary import (
    DURATIONS,
    LONGEST_BAR_TICKS,
    LOWEST_PITCH,
    METERS,
    PITCHES,
    REST,
    chord_chroma,
)
from music.meter import KNOWN_METERS, Meter
from music.units import to_ticks

_STEP = 2
_PULSES = np.array(
    [to_ticks(Meter(name).pulse_beats) if name in KNOWN_METERS else 12 for name in METERS], np.int32
)


def leaning(plan: Plan, song: Song, chord: Any) -> Any:
    """[L, PITCHES] to add, from the columns of ``plan.lean``: rest, repeat, step, chord.

    The chord (class [L]; none known: nothing) counts on a bar's strong beats only.
    """
    number = tf.range(PITCHES)[None]
    distance = tf.abs(number - song.last_pitch[:, None])
    sounds = (number != REST) & (song.last_pitch > 0)[:, None]
    kinds = (
        tf.broadcast_to(number == REST, tf.shape(distance)),
        sounds & (distance == 0),
        sounds & (distance > 0) & (distance <= _STEP),
        _in_chord(chord) & _strong(plan, song.tick)[:, None],
    )
    return tf.add_n(
        [
            plan.lean[:, column, None] * tf.cast(kind, tf.float32)
            for column, kind in enumerate(kinds)
        ]
    )


def lingering(plan: Plan, chord: Any, pitch: Any) -> Any:
    """[L, DURATIONS] to add to the lengths of a note (class [L]): the column linger.

    It counts for a felt beat and more on a note outside the chord; none known: nothing.
    """
    outside = ~tf.gather(_in_chord(chord), pitch, axis=1, batch_dims=1)
    outside &= (chord > 0) & (pitch != REST)
    long = tf.range(DURATIONS)[None] >= tf.gather(tf.constant(_PULSES), plan.meter)[:, None]
    return plan.lean[:, 4, None] * tf.cast(outside[:, None] & long, tf.float32)


def _strong(plan: Plan, tick: Any) -> Any:
    """[L]: whether a strong beat of the lane's metre lies on its tick."""
    table = np.zeros((len(METERS), LONGEST_BAR_TICKS), bool)
    for number, name in enumerate(METERS):
        if name in KNOWN_METERS:
            table[number, [to_ticks(beat) for beat in Meter(name).strong_beats]] = True
    place = tf.stack([plan.meter, tick % plan.bar_ticks], axis=1)
    return tf.gather_nd(tf.constant(table), place)


def _in_chord(chord: Any) -> Any:
    pitch = np.arange(PITCHES)
    table = chord_chroma()[:, 12:].astype(bool)[:, (pitch - 1 + LOWEST_PITCH) % 12]
    return tf.gather(tf.constant(table & (pitch != REST)), chord)
