"""Musical rules as masks on the logits: small, named, and applied before the draw.

Each rule returns True where a class is allowed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.vocabulary import DURATIONS, LOWEST_PITCH, PITCHES, REST, chord_chroma
from music.units import TICKS_PER_BEAT

LARGEST_LEAP = 12
NEAR_TONIC = 4  # semitones: a third

# Where in a beat a note may start, seen from where the last one did: sixteenths
# stay among sixteenths and triplets among triplets until the next beat.
_LANDINGS = {
    0: (0, 2, 3, 4, 6, 8, 9, 10),
    2: (0, 4, 6, 8),
    3: (0, 6, 9),
    4: (0, 6, 8),
    6: (0, 8, 9, 10, 3),
    8: (0, 10, 4),
    9: (0, 3, 6),
    10: (0,),
}


def _landing_bits() -> NDArray[np.int32]:
    """[TICKS_PER_BEAT]: bit n is set where a note that starts here may end on tick n."""
    table = np.zeros((TICKS_PER_BEAT, TICKS_PER_BEAT), bool)
    for start, ends in _LANDINGS.items():
        table[start, list(ends)] = True
        table[start, start] = True
    table[:, 0] = True
    bits: NDArray[np.int32] = (table << np.arange(TICKS_PER_BEAT)).sum(axis=1).astype(np.int32)
    return bits


_LANDING_BITS = _landing_bits()


def in_range(low: Any, high: Any) -> Any:
    """[L, PITCHES]: rests, and pitch classes from low to high [L]."""
    number = tf.range(PITCHES)[None]
    return (number == REST) | ((number >= low[:, None]) & (number <= high[:, None]))


def within_leap(last_pitch: Any) -> Any:
    """[L, PITCHES]: at most an octave from the last sounding pitch (0: anything)."""
    number = tf.range(PITCHES)[None]
    near = tf.abs(number - last_pitch[:, None]) <= LARGEST_LEAP
    return near | (number == REST) | (last_pitch == 0)[:, None]


def closes_on(tonics: Any, last_pitch: Any, *, closing: Any) -> Any:
    """[L, PITCHES]: only the tonic nearest to the last pitch where ``closing``.

    ``tonics`` are the allowed ones, [L, PITCHES]; both where two are as near.
    """
    number = tf.range(PITCHES)[None]
    distance = tf.where(tonics, tf.abs(number - last_pitch[:, None]), PITCHES)
    nearest = distance == tf.reduce_min(distance, axis=1, keepdims=True)
    return (tonics & nearest) | ~closing[:, None]


def tonics_in_range(tonic: Any, low: Any, high: Any) -> Any:
    """[L, PITCHES]: the numbers of the tonic (pitch class 0 to 11) from low to high."""
    number = tf.range(PITCHES)[None]
    pitch_class = (number - 1 + LOWEST_PITCH) % 12
    is_tonic = (number != REST) & (pitch_class == tonic[:, None])
    return is_tonic & (number >= low[:, None]) & (number <= high[:, None])


def steps_home(tonics: Any) -> Any:
    """[L, PITCHES]: the notes that lie a third or less from one of the tonics."""
    number = np.arange(PITCHES)
    band = np.abs(number[:, None] - number[None]) <= NEAR_TONIC
    band[:, REST] = band[REST] = False
    return tf.matmul(tf.cast(tonics, tf.float32), tf.constant(band, tf.float32)) > 0


def chord_tones(chord: Any) -> Any:
    """[L, PITCHES]: the tones of a chord (class [L]); none known: none."""
    number = np.arange(PITCHES)
    tones = chord_chroma()[:, 12:].astype(bool)
    table = tones[:, (number - 1 + LOWEST_PITCH) % 12] & (number != REST)
    return tf.gather(tf.constant(table), chord)


def rests_on(tones: Any, chord: Any, *, holding: Any) -> Any:
    """[L, PITCHES]: only ``tones`` of the chord (class [L]; none known: any) where ``holding``."""
    sounds = tf.range(PITCHES)[None] != REST
    return tones | (sounds & (chord == 0)[:, None]) | ~holding[:, None]


def not_twice_silent(last: Any) -> Any:
    """[L, PITCHES]: no rest right after a rest, and none as the last word."""
    number = tf.range(PITCHES)[None]
    return (number != REST) | (last != REST)[:, None]


def fits(tick: Any, border: Any, *, closing: Any) -> Any:
    """[L, DURATIONS]: ends at a playable place and by the border; fills it when closing."""
    length = tf.range(DURATIONS)[None]
    left = (border - tick)[:, None]
    landings = tf.gather(tf.constant(_LANDING_BITS), tick % TICKS_PER_BEAT)[:, None]
    ends = (tick[:, None] + length) % TICKS_PER_BEAT
    playable = (tf.bitwise.right_shift(landings, ends) & 1) > 0
    inside = (length >= 1) & (length <= left) & (playable | (length == left))
    return tf.where(closing[:, None], length == left, inside)
