"""What is to be written, and what has been written so far, as tensors.

A lane is a place where one melody after another is written. Few tensors, as each costs the
loop some microseconds every event: an event is one number, a ``word``.
Shapes: L lanes, N events, S chord slots, T ticks, Q bars, C conditions.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import tensorflow as tf

from models.sampler.lookups import NEVER, NO_EVENT
from models.sampler.recalling import Memory, blank_memory
from models.shape import NetworkSize


class Plan(NamedTuple):
    """What each lane is to write; times in ticks.

    bar_ticks, total, meter, mode, tonic, low, high, close: int32 [L]; approach: [L], the
    tick from which notes lie near the last one; upbeat: [L], ticks of a
    pickup in the first bar, where the melody begins; chords: [L, S, 2], the present one and the
    next; bars: [L, Q, 6], see BarColumn; lean: float32 [L, 12], see ``leaning``;
    guide: [L, T], what the guide does at each tick, see ``lookups``; genres: [L, C];
    weights: float32 [L, Q, C]; guidance, temperature, top_p: float32 [L];
    uniforms: float32 [L, N, 2]. A lane with a ``total`` of 0 writes nothing.
    """

    bar_ticks: Any
    total: Any
    meter: Any
    mode: Any
    tonic: Any
    low: Any
    high: Any
    close: Any
    approach: Any
    upbeat: Any
    chords: Any
    bars: Any
    lean: Any
    guide: Any
    genres: Any
    weights: Any
    guidance: Any
    temperature: Any
    top_p: Any
    uniforms: Any

    def phrased_bar(self, tick: Any) -> Any:
        """The bar to which a tick [L] belongs for a singer: an upbeat leads into its bar."""
        bar = (tick + self.upbeat) // self.bar_ticks
        return tf.minimum(bar, self.bars.shape[1] - 1)


class BarColumn(IntEnum):
    """What a plan says of a bar.

    PHRASE: its place in the phrase; BORDER: the next tick that no event may cross; HOLD: the tick
    from which one chord tone is held to the border, 0 for none; SHIFT: ticks back to the section
    that returns here, 0 where it is new; FRESH: 1 where no pitch is copied from the bars before
    the last; TILT: how gladly the tune lies high, below 0 low. All but PHRASE count the
    upbeat to a bar as part of it.
    """

    PHRASE = 0
    BORDER = 1
    HOLD = 2
    SHIFT = 3
    FRESH = 4
    TILT = 5


class Song(NamedTuple):
    """What has been written so far.

    now: int32 [4, L]: the events written, the tick, the last pitch that was no rest, and the
    last event's word; words, starts: int32 [L, N], 0 and NEVER where nothing is written;
    matches: [2, L, N], how long a match of the present ends at each event, exact and as a shape;
    scores: [L, N, C]; state: the cells' states, [L * C, units] each; memory: see ``recalling``.
    """

    now: Any
    words: Any
    starts: Any
    matches: Any
    scores: Any
    state: tuple[Any, ...]
    memory: Memory

    @property
    def step(self) -> Any:
        return self.now[0]

    @property
    def tick(self) -> Any:
        return self.now[1]

    @property
    def last_pitch(self) -> Any:
        return self.now[2]

    @property
    def newest(self) -> Any:
        """The last event's word, NO_EVENT before the first."""
        return self.now[3]


def blank_song(size: NetworkSize, *, events: int, lanes: int, conditions: int) -> Song:
    """Nothing written yet."""
    none = tf.zeros(lanes, tf.int32)
    blank = tf.zeros((lanes, events), tf.int32)
    cells = tf.zeros((lanes * conditions, size.units))
    return Song(
        now=tf.stack([none, none, none, none + NO_EVENT]),
        words=blank,
        starts=blank + NEVER,
        matches=tf.zeros((2, lanes, events), tf.int32),
        scores=tf.zeros((lanes, events, conditions)),
        state=(cells,) * (2 * size.layers),
        memory=blank_memory(size, lanes=lanes),
    )
