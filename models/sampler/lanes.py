"""Lanes in which melodies are written side by side, a new one as soon as one is done.

A set of lanes is always computed whole and in the same shape, so a melody's bits don't
depend on what stands in the other lanes or which lane it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.sampler import lookups
from models.sampler.frames import Commission, WrittenMelody
from models.sampler.plan import LanePlans
from models.sampler.song import Song, blank_song
from models.shape import NetworkSize


@dataclass(frozen=True, slots=True)
class Shape:
    """What a sampler is compiled for: lanes, events a melody may have, conditions."""

    lanes: int
    events: int
    conditions: int = 1


class Lanes:
    """Lanes of one shape with one network. ``sampler`` is from ``build_sampler``."""

    def __init__(self, sampler: Any, weights: Any, size: NetworkSize, shape: Shape) -> None:
        self._sampler, self._weights, self._shape = sampler, weights, shape
        self._plans = LanePlans(lanes=shape.lanes, events=shape.events, conditions=shape.conditions)
        self._plan = self._plans.tensors()
        self._song: Song = blank_song(
            size, events=shape.events, lanes=shape.lanes, conditions=shape.conditions
        )
        self._fresh = np.zeros(shape.lanes, np.bool_)
        self._is_changed = False

    def place(self, lane: int, wanted: Commission) -> None:
        """Have a lane write this from its beginning."""
        self._plans.place(lane, wanted)
        self._fresh[lane] = self._is_changed = True

    def clear(self, lane: int) -> None:
        """Stop what a lane is at."""
        self._plans.clear(lane)
        self._is_changed = True

    def write(self, steps: int) -> NDArray[np.bool_]:
        """At most ``steps`` events more in each lane; [lanes], which are at their end."""
        if self._is_changed:
            self._plan, self._is_changed = self._plans.tensors(), False
        self._song = self._sampler(
            self._weights, self._plan, self._song, tf.constant(self._fresh), tf.constant(steps)
        )
        self._fresh[:] = False
        step, tick, *_ = self._song.now.numpy()
        ended: NDArray[np.bool_] = (tick >= self._plan.total.numpy()) | (step >= self._shape.events)
        return ended

    def taken(self, lanes: NDArray[np.intp]) -> Iterator[WrittenMelody]:
        """What stands in these lanes."""
        counts, starts = self._song.now.numpy()[0], self._song.starts.numpy()
        words, scores = self._song.words.numpy(), self._song.scores.numpy()
        for lane in lanes.tolist():
            n = counts[lane]
            word = words[lane, :n]
            yield WrittenMelody(
                lookups.pitch_of(word) - 1,
                lookups.ticks_of(word),
                starts[lane, :n].copy(),
                scores[lane, :n].copy(),
            )
