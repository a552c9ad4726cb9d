"""What is to be written, and what has been written so far, as tensors."""

from __future__ import annotations

from typing import Any, NamedTuple


class Plan(NamedTuple):
    """What to write, as tensors; times in ticks. Every melody has its own row.

    bar_ticks, total, meter, mode, tonic, low, high, close: int32 [B]; chords and
    next_chords: [B, T]; phrase_bar, border, hold, own_shift, fresh: [B, Q] (border: the
    next tick that no event may cross; hold: the tick from which one chord tone is held to the
    border, 0 for none; own_shift: ticks back to the section that returns here, 0 where
    it is new; fresh: 1 where no pitch is copied from the bars before the last); approach: [B], the
    tick from which notes lie near the last one; lean: float32 [B, 5], see ``leaning``;
    guide_start, guide_event: [N, B] (packed); genres: [B, C];
    weights: float32 [B, Q, C]; guidance, temperature, top_p: float32 [B].
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
    approach: Any
    lean: Any
    guide_start: Any
    guide_event: Any
    genres: Any
    weights: Any
    guidance: Any
    temperature: Any
    top_p: Any


class Song(NamedTuple):
    """What has been written so far."""

    step: Any
    tick: Any
    last_pitch: Any
    pitch: Any
    ticks: Any
    start: Any
    interval: Any
    broken: Any
    exact: Any
    shape: Any
    scores: Any
    state: Any
