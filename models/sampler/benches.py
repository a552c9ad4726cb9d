"""Which bench writes which melody: few shapes, so that little is ever compiled.

One loop serves all genres of phase 1, their weights being arguments; phase 2 has a loop
for each number of genres.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from models.runtime import Room
from models.sampler.frames import FormPlan
from models.sampler.lanes import Shape
from models.sampler.loop import build_sampler
from models.sampler.workshop import Bench
from models.shape import NetworkSize

Flat = Mapping[str, NDArray[np.float32]]

# The loop is compiled once per number of events and of genres; requests are padded to these.
EVENT_STEPS = (384, 1536)
GENRE_STEPS = (1, 2, 3, 4, 6, 9, 12)
_USUAL_GENRES = (2, 1, 3, 4)


def events_for(form: FormPlan) -> int:
    """Room for one event every three ticks at the densest stretches of a piece."""
    likely = form.bars * form.bar_ticks // 4
    return next((step for step in EVENT_STEPS if step >= likely), EVENT_STEPS[-1])


class Benches:
    """All benches of some networks, made when first asked for. Thread-safe.

    ``own`` are the size and the weights by genre of phase 1, ``fusion`` those of phase 2.
    """

    def __init__(
        self,
        room: Room,
        own: tuple[NetworkSize, Mapping[str, Flat]],
        fusion: tuple[NetworkSize, Flat],
    ) -> None:
        self._room = room
        self._own_size, self._own = own
        self._fusion_size = fusion[0]
        self._fusion = _constants(fusion[1])
        self._write_one = build_sampler(self._own_size, guidance=False)
        self._write_fused = build_sampler(self._fusion_size, guidance=True)
        self._weights: dict[str, dict[str, Any]] = {}
        self._benches: dict[tuple[str, Shape], Bench] = {}
        self._lock = threading.Lock()

    def own(self, genre: str, events: int) -> Bench:
        """Where melodies of a genre are written by its own network."""
        shape = Shape(self._room.phase1_lanes, events)
        with self._lock:
            if genre not in self._weights:
                self._weights[genre] = _constants(self._own[genre])
            bench = Bench(self._write_one, self._weights[genre], self._own_size, shape)
            return self._benches.setdefault((genre, shape), bench)

    def fusing(self, genres: int, events: int, candidates: int) -> Bench:
        """Where melodies of so many genres are fused, so many for a piece.

        Two threads share the tunes of a piece; that the number of lanes doesn't depend on
        anything else keeps every bit.
        """
        conditions = 1 + next(step for step in GENRE_STEPS if step >= genres)
        lanes = min(self._room.fusing_lanes, -(-candidates // 2))
        shape = Shape(lanes, events, conditions)
        with self._lock:
            bench = Bench(self._write_fused, self._fusion, self._fusion_size, shape, urgency=1)
            return self._benches.setdefault(("", shape), bench)

    def usual(self, genre: str, candidates: int) -> Iterator[Callable[[], None]]:
        """What to call to have the usual loops compiled, likeliest first."""
        for events in EVENT_STEPS:
            yield self.own(genre, events).warm_up
            for genres in _USUAL_GENRES:
                yield self.fusing(genres, events, candidates).warm_up

    @property
    def traces(self) -> int:
        """How often a loop was compiled for a shape that it hadn't met."""
        loops = (self._write_one, self._write_fused)
        return sum(loop.experimental_get_tracing_count() for loop in loops)


def _constants(weights: Flat) -> dict[str, Any]:
    return {name: tf.constant(value) for name, value in weights.items()}
