"""What is to be written, and what has been written so far, as tensors.

A lane is a place where one melody after another is written; its melodies are lists of
events down, lanes across. Shapes: L lanes, N events, T chord slots, Q bars, C conditions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from models.sampler.lookups import NEVER
from models.sampler.recalling import Memory, blank_memory
from models.shape import NetworkSize


class Plan(NamedTuple):
    """What each lane is to write; times in ticks.

    bar_ticks, total, meter, mode, tonic, low, high, close: int32 [L]; upbeat: [L], ticks of a
    pickup in the first bar, where the melody begins; chords and
    next_chords: [L, T]; phrase_bar, border, hold, own_shift, fresh, tilt: [L, Q] (border: the
    next tick that no event may cross; hold: the tick from which one chord tone is held to the
    border, 0 for none; own_shift: ticks back to the section that returns here, 0 where
    it is new; fresh: 1 where no pitch is copied from the bars before the last; tilt: how
    gladly the tune lies high, below 0 low; all but phrase_bar
    count the upbeat to a bar as part of it); approach: [L], the
    tick from which notes lie near the last one; lean: float32 [L, 8], see ``leaning``;
    guide_start, guide_event: [N, L] (packed); genres: [L, C];
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
    chords: Any
    next_chords: Any
    phrase_bar: Any
    border: Any
    hold: Any
    own_shift: Any
    fresh: Any
    tilt: Any
    approach: Any
    upbeat: Any
    lean: Any
    guide_start: Any
    guide_event: Any
    genres: Any
    weights: Any
    guidance: Any
    temperature: Any
    top_p: Any
    uniforms: Any

    def phrased_bar(self, tick: Any) -> Any:
        """The bar to which a tick [L] belongs for a singer: an upbeat leads into its bar."""
        bar = (tick + self.upbeat) // self.bar_ticks
        return tf.minimum(bar, self.border.shape[1] - 1)


class Event(NamedTuple):
    """An event of each lane, [L] each; pitch -1 where there is none.

    interval: from the event before; broken: whether a rest breaks that step.
    """

    pitch: Any
    ticks: Any
    interval: Any
    broken: Any


class Song(NamedTuple):
    """What has been written so far.

    step (events written), tick, last_pitch (that was no rest): [L]; before: the
    last event; pitch, ticks, start, interval, broken, exact, shape: [N, L]; scores:
    [N, L, C]; state: the cells' states, [L * C, units] each; memory: see ``recalling``.
    """

    step: Any
    tick: Any
    last_pitch: Any
    before: Event
    pitch: Any
    ticks: Any
    start: Any
    interval: Any
    broken: Any
    exact: Any
    shape: Any
    scores: Any
    state: tuple[Any, ...]
    memory: Memory


def blank_song(size: NetworkSize, *, events: int, lanes: int, conditions: int) -> Song:
    """Nothing written yet."""
    blank = tf.zeros((events, lanes), tf.int32)
    none = tf.zeros(lanes, tf.int32)
    cells = tf.zeros((lanes * conditions, size.units))
    return Song(
        step=none,
        tick=none,
        last_pitch=none,
        before=Event(none - 1, none, none, tf.ones(lanes, tf.bool)),
        pitch=blank,
        ticks=blank,
        start=blank + NEVER,
        interval=blank,
        broken=tf.ones((events, lanes), tf.bool),
        exact=blank,
        shape=blank,
        scores=tf.zeros((events, lanes, conditions)),
        state=(cells,) * (2 * size.layers),
        memory=blank_memory(size, lanes=lanes),
    )
