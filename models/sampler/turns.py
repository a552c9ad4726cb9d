"""Keeping the compiled loop on one thread, by having its operations wait for each other.

Where more than eight operations could begin at once, XLA hands half of them to TensorFlow's pool,
which has one thread; all melodies would then be written on that one, whatever threads there are
for them. So what could begin early is made to look as if it needed something that comes later:
a 0 is added to it that nobody can know before. (``tests/models/test_turns.py`` sees that it helps.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tensorflow as tf

from models.sampler.recalling import Memory
from models.sampler.song import Plan, Song


def known_after(first: Any) -> Any:
    """Zeros in the shape of ``first``, known only once that is: whole numbers, none below 0.

    The compiler doesn't know that none is.
    """
    return tf.minimum(first, 0)


def in_turn(song: Song, plan: Plan) -> tuple[Song, Plan]:
    """The same song and plan, made ready in small groups one after another."""
    zeros = _one_by_one(plan.total)

    def songs(*names: str) -> dict[str, Any]:
        return _later(song, names, next(zeros))

    def plans(*names: str) -> dict[str, Any]:
        return _later(plan, names, next(zeros))

    song = song._replace(
        **songs("now", "words"),
        **songs("starts", "matches"),
        **songs("scores"),
        memory=Memory(**_later(song.memory, Memory._fields, next(zeros))),
        state=tuple(part + tf.cast(next(zeros), tf.float32) for part in song.state),
    )
    plan = plan._replace(
        **plans("bar_ticks", "total"), **plans("meter", "genres"), **plans("mode", "tonic"),
        **plans("lean"), **plans("low", "high"),
    )  # fmt: skip
    return song, plan


def _later(parts: Any, names: Sequence[str], zero: Any) -> dict[str, Any]:
    wanted = {name: getattr(parts, name) for name in names}
    return {name: part + tf.cast(zero, part.dtype) for name, part in wanted.items()}


def _one_by_one(ticks: Any) -> Iterator[Any]:
    zero = tf.minimum(tf.reduce_max(ticks), 0)
    while True:
        yield zero
        zero = tf.minimum(tf.reduce_max(ticks + zero), 0)
