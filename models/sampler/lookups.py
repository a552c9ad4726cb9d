"""What models/features.py computes from a finished melody, computed while it grows.

A word is an event in one number: (interval + 128, broken, pitch class + 1, ticks) in 8, 1, 7 and
7 bits; the interval leads from the event before, and a rest breaks it. 0 is no event. A guide's
word says what it does at a tick: (pitch class + 1 and ticks of the event that starts here, pitch
class + 1 that sounds, ticks until the next onset) in 7 bits each, 6 for the last.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.features import GUIDE_WAIT, LONGEST_MATCH, MATCH_LENGTHS, Guide, guide_at
from models.sampler.folding import max_last, sum_last
from models.vocabulary import PITCHES, REST

NEVER = -(10**6)
LAST = 5  # notes that a wandering voice keeps in mind
_TICKS, _PITCH, _BROKEN, _INTERVAL = 0x7F, 0x7F << 7, 1 << 14, 0xFF << 15
_ZERO_INTERVAL = 128
# Before the first event: nothing, from which no step leads.
NO_EVENT = _ZERO_INTERVAL << 15 | _BROKEN
# In what two events are alike for a match, exact and as a shape.
_ALIKE = np.array([_PITCH | _TICKS, _INTERVAL | _BROKEN | _TICKS], np.int32)


def word_of(pitch: Any, ticks: Any, before: Any) -> Any:
    """The word of an event that follows the word ``before``."""
    last = pitch_of(before) - 1
    broken = (pitch == REST) | (last <= REST)
    interval = pitch - last + _ZERO_INTERVAL
    return ((interval * 2 + tf.cast(broken, tf.int32)) * 128 + pitch + 1) * 128 + ticks


def pitch_of(word: Any) -> Any:
    """Pitch class + 1, 0 for no event."""
    return _down(word, 7) & 0x7F


def ticks_of(word: Any) -> Any:
    return word & _TICKS


def interval_of(word: Any) -> Any:
    return (_down(word, 15) & 0xFF) - _ZERO_INTERVAL


def is_broken(word: Any) -> Any:
    return (word & _BROKEN) > 0


def guide_words(guide: Guide, ticks: int) -> NDArray[np.int32]:
    """[ticks]: what a guide does at each tick."""
    pitch, length, sounding, wait = guide_at(np.arange(ticks, dtype=np.int32), guide).T
    words: NDArray[np.int32] = pitch << 20 | length << 13 | sounding << 6 | wait
    return words


def guide_columns(word: Any) -> tuple[Any, Any, Any, Any]:
    """A guide's word as the four guide features."""
    return _down(word, 20), _down(word, 13) & 0x7F, _down(word, 6) & 0x7F, word & 0x3F


def events_at(starts: Any, words: Any, ticks: Any) -> Any:
    """[L, K]: the word of each lane's event that starts at each of ``ticks`` [L, K], 0 for none."""
    here = starts[:, None] == ticks[..., None]
    return sum_last(tf.where(here, words[:, None], 0))


def last_pitches(words: Any, step: Any) -> Any:
    """[L, LAST]: the pitch classes of the last events before ``step`` [L], -1 before the first."""
    back = step[:, None] - tf.range(1, LAST + 1)[None]
    return pitch_of(tf.gather(words, tf.maximum(back, 0), axis=1, batch_dims=1)) - 1


def begun_by(starts: Any, tick: Any) -> Any:
    """How many events have started by ``tick`` [L]."""
    begun = (starts >= 0) & (starts <= tick[:, None])
    return sum_last(tf.cast(begun, tf.int32))


def sounding_and_wait(word: Any, start: Any, tick: Any, *, follows: Any) -> tuple[Any, Any]:
    """What an event that started by ``tick`` does then: class + 1 that sounds, ticks to its end.

    Events tile the time, so its end is the next onset where another ``follows``; else 0.
    """
    end = start + ticks_of(word)
    sounding = tf.where(tick < end, pitch_of(word), 0)
    return sounding, tf.where(follows, tf.clip_by_value(end - tick, 1, GUIDE_WAIT - 1), 0)


def grown_matches(matches: Any, words: Any, newest: Any, step: Any) -> Any:
    """length[j] = same[j] * (length_before[j - 1] + 1) for events before the last; [2, L, N].

    ``step`` [L] is how many events each lane has; the last is step - 1, with the word ``newest``.
    """
    numbers = tf.range(words.shape[1])
    alike = (
        tf.bitwise.bitwise_xor(words, newest[:, None])[None] & tf.constant(_ALIKE)[:, None, None]
    ) == 0
    known = tf.stack([step - 1, tf.where(is_broken(newest), 0, step - 1)])
    moved = tf.pad(matches[..., :-1], ((0, 0), (0, 0), (1, 0)))
    return tf.where(alike & (numbers < known[..., None]), moved + 1, 0)


def best_matches(matches: Any) -> tuple[Any, Any]:
    """[2, L]: (event where the longest match ends, the latest of equals; its length, at most
    LONGEST_MATCH, 0 for none)."""
    count = matches.shape[-1]
    score = tf.minimum(matches, LONGEST_MATCH) * count + tf.range(count)
    best = max_last(tf.where(matches > 0, score, 0))
    return best % count, best // count


def match_class(length: Any) -> Any:
    """How many of MATCH_LENGTHS a match reaches."""
    return tf.add_n([tf.cast(length >= step, tf.int32) for step in MATCH_LENGTHS])


def shape_pitch(last_pitch: Any, interval: Any, *, broken: Any) -> Any:
    """Class + 1 of the last pitch moved by an interval, 0 where there is none to move by."""
    target = last_pitch + interval
    usable = ~broken & (target >= 1) & (target < PITCHES)
    return tf.where(usable, target + 1, 0)


def _down(word: Any, bits: int) -> Any:
    """The word moved down, of tensors and arrays."""
    return word >> bits if isinstance(word, np.ndarray) else tf.bitwise.right_shift(word, bits)
