"""What models/features.py computes from a finished melody, computed while it grows.

Event lists are int32 [N, L]: event number down, lanes across; a slot that holds no
event starts at NEVER. A packed event is (pitch class + 1) * 128 + ticks, 0 for none.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from models.features import GUIDE_WAIT, LONGEST_MATCH, MATCH_LENGTHS
from models.vocabulary import PITCHES, REST

NEVER = -(10**6)
_PACK = 128


def pack(pitch: Any, ticks: Any) -> Any:
    """(pitch class + 1) * 128 + ticks."""
    return (pitch + 1) * _PACK + ticks


def unpack(packed: Any) -> tuple[Any, Any]:
    """(pitch class + 1 or 0, ticks or 0)."""
    return packed // _PACK, packed % _PACK


def event_at(start: Any, packed: Any, tick: Any) -> Any:
    """The packed event of each lane that starts at ``tick`` [L], 0 where none does."""
    return tf.reduce_sum(tf.where(start == tick, packed, 0), axis=0)


def sounding_at(start: Any, packed: Any, tick: Any) -> Any:
    """Class + 1 of the pitch that each lane sounds at ``tick``, 0 where it is silent."""
    latest = tf.reduce_max(tf.where(start <= tick, start, NEVER), axis=0)
    pitch, ticks = unpack(event_at(start, packed, tf.where(latest >= 0, latest, 10**6)))
    return tf.where(tick < latest + ticks, pitch, 0)


def wait_after(start: Any, tick: Any) -> Any:
    """Ticks to each lane's next onset after ``tick`` as a class, 0 where none follows."""
    far = 10**6
    following = tf.reduce_min(tf.where(start > tick, start, far), axis=0)
    return tf.where(following < far, tf.clip_by_value(following - tick, 1, GUIDE_WAIT - 1), 0)


def grow_matches(lengths: Any, same: Any, step: Any) -> Any:
    """length[j] = same[j] * (length_before[j - 1] + 1) for events before the last.

    ``step`` [L] is how many events each lane has; the last is step - 1.
    """
    numbers = tf.range(tf.shape(lengths)[0])[:, None]
    moved = tf.concat([tf.zeros_like(lengths[:1]), lengths[:-1]], axis=0)
    return tf.where(same & (numbers < step - 1), moved + 1, 0)


def best_match(lengths: Any) -> tuple[Any, Any]:
    """(event where the longest match ends, the latest of equals; its length, 0 for none)."""
    count = tf.shape(lengths)[0]
    numbers = tf.range(count)[:, None]
    score = tf.minimum(lengths, LONGEST_MATCH) * count + numbers
    best = tf.reduce_max(tf.where(lengths > 0, score, -1), axis=0)
    found = best >= 0
    where = tf.where(found, best % count, 0)
    length = tf.reduce_sum(tf.where(numbers == where, lengths, 0), axis=0)
    return where, tf.where(found, length, 0)


def take_event(values: Any, number: Any) -> Any:
    """values[number[l], l] for each lane."""
    numbers = tf.range(tf.shape(values)[0])[:, None]
    return tf.reduce_sum(tf.where(numbers == number, values, 0), axis=0)


def match_class(length: Any) -> Any:
    """How many of MATCH_LENGTHS a match reaches."""
    return tf.add_n([tf.cast(length >= step, tf.int32) for step in MATCH_LENGTHS])


def shape_pitch(last_pitch: Any, interval: Any, *, broken: Any) -> Any:
    """Class + 1 of the last pitch moved by an interval, 0 where there is none to move by."""
    target = last_pitch + interval
    usable = ~broken & (target >= 1) & (target < PITCHES)
    return tf.where(usable, target + 1, 0)


def interval_of(pitch: Any, before: Any) -> tuple[Any, Any]:
    """(pitch - before, whether a rest breaks the step)."""
    return pitch - before, (pitch == REST) | (before == REST)
