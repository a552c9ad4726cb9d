"""Frames: the stretches in which one chord is looked for, about a beat each.

Knows what sounds in each frame, in the networks' key (C major or A minor). Knows no
chords' names or models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from music.key import Key
from music.meter import Meter

Array = npt.NDArray[np.float64]
_ONSET_WEIGHT = 0.5  # of its length, for a note that begins with the frame


def frame_ticks(meter: Meter) -> int:
    """A felt beat; a whole bar where beats are of two lengths (7/8)."""
    beat = 18 if meter.is_compound else 12
    return beat if meter.bar_ticks % beat == 0 else meter.bar_ticks


def normal_shift(row: dict[str, Any]) -> int:
    """Semitones that carry the row's pitches into C major or A minor."""
    return -Key(*row["key"]).shift_from_normal


def melody_frames(row: dict[str, Any]) -> Array:
    """(frames, 12): how much of each frame each pitch class of the melody fills."""
    meter = Meter(row["meter"])
    return _weights(row["melody"], meter, row["bars"], normal_shift(row))


def voice_frames(notes: Iterable[tuple[int, int, int]], meter: Meter, bars: int) -> list[list[int]]:
    """For the cache: per frame twelve weights in ticks and the lowest pitch class or -1.

    ``notes`` are (start, length, pitch) in ticks, in the original key.
    """
    rows = sorted(notes)
    size = frame_ticks(meter)
    count = bars * meter.bar_ticks // size
    weights = np.zeros((count, 12))
    lowest = np.full(count, 999)
    for start, length, pitch in rows:
        for frame in range(max(0, start // size), min(count - 1, (start + length - 1) // size) + 1):
            begin, end = frame * size, (frame + 1) * size
            held = min(end, start + length) - max(begin, start)
            weights[frame, pitch % 12] += held
            if held * 3 >= size or start == begin:
                lowest[frame] = min(lowest[frame], pitch)
    return [
        [*(round(w) for w in weights[i]), int(lowest[i]) % 12 if lowest[i] < 999 else -1]
        for i in range(count)
    ]


def sounding_frames(row: dict[str, Any]) -> tuple[Array, npt.NDArray[np.int64]]:
    """(frames, 12) shares of what sounds in each frame, and its bass or -1, normalised."""
    table = np.asarray(row["frames"], dtype=np.float64).reshape(-1, 13)
    shift = normal_shift(row)
    weights = np.roll(table[:, :12], shift, axis=1)
    total = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    bass = table[:, 12].astype(np.int64)
    return shares, np.where(bass < 0, -1, (bass + shift) % 12)


def _weights(notes: Sequence[Sequence[int]], meter: Meter, bars: int, shift: int) -> Array:
    size = frame_ticks(meter)
    count = bars * meter.bar_ticks // size
    weights = np.zeros((count, 12))
    for start, length, pitch in notes:
        for frame in range(start // size, min(count - 1, (start + length - 1) // size) + 1):
            begin, end = frame * size, (frame + 1) * size
            held = min(end, start + length) - max(begin, start)
            accent = 1 + _ONSET_WEIGHT if start == begin else 1.0
            weights[frame, (pitch + shift) % 12] += accent * held / size
    return weights
