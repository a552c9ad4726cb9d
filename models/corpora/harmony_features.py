"""What a chord is guessed from where there is only a melody, frame by frame.

Knows the melody around a frame, the frame's place in bar, phrase and tune, and the
tones of the whole tune. Knows no chords.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from models.corpora.frames import Array, frame_ticks, melody_frames, normal_shift
from music.key import is_minor_like
from music.meter import Meter

Features = npt.NDArray[np.float32]
FEATURES = 2 * (14 * 12 + 28 + 1)  # columns
_PLACES = 6  # frames in the longest bar
_HELD = 0.5  # what a note that is held over counts beside one that begins
_FAR = 0.5  # the weight of bars two away
_MOST = 4.0
_TUNE = 4.0  # the weight of the whole tune's tones


def melody_features(row: dict[str, Any]) -> Features:
    """(frames, FEATURES) in the networks' key; all of it twice, for major and for minor.

    The melody of the frame, its neighbours, its half bar, its bar and two bars to each
    side; what sounds as the frame, its bar and the next bar begin; the tune's tones and
    its last; the place in the bar, in phrases of four and eight bars and from both ends.
    """
    weights = melody_frames(row)
    meter = Meter(row["meter"])
    per_bar = meter.bar_ticks // frame_ticks(meter)
    bars = weights.reshape(-1, per_bar, 12).sum(axis=1)
    half = per_bar // 2 if per_bar % 2 == 0 else per_bar
    halves = weights.reshape(-1, half, 12).sum(axis=1)
    beginning = _beginnings(row, meter, len(weights))
    downbeats = beginning[::per_bar]
    heard = np.hstack([
        weights, _shifted(weights, 1), _shifted(weights, -1),
        np.repeat(halves, half, axis=0),
        *(np.repeat(_shifted(bars, step) * (_FAR if abs(step) == 2 else 1.0), per_bar, axis=0)
          for step in (0, 1, -1, 2, -2)),
        beginning,
        np.repeat(downbeats, per_bar, axis=0),
        np.repeat(_shifted(downbeats, 1), per_bar, axis=0),
    ])  # fmt: skip
    heard = np.hstack([np.minimum(heard, _MOST), _whole(row, bars, len(weights)),
                       _places(row, meter, len(weights), per_bar),
                       weights.sum(axis=1, keepdims=True) == 0])  # fmt: skip
    silent = np.zeros_like(heard)
    parts = [silent, heard] if is_minor_like(row["key"][1]) else [heard, silent]
    return np.hstack(parts).astype(np.float32)


def _shifted(rows: Array, step: int) -> Array:
    """Each row replaced by the one ``step`` later; zeros where there is none."""
    moved = np.zeros_like(rows)
    if step > 0:
        moved[:-step] = rows[step:]
    elif step < 0:
        moved[-step:] = rows[:step]
    else:
        moved[:] = rows
    return moved


def _beginnings(row: dict[str, Any], meter: Meter, count: int) -> Array:
    """(frames, 12): what sounds at the frame's first tick."""
    size, shift = frame_ticks(meter), normal_shift(row)
    sounds = np.zeros((count, 12))
    for start, length, pitch in row["melody"]:
        for frame in range(-(-start // size), min(count, (start + length - 1) // size + 1)):
            sounds[frame, (pitch + shift) % 12] = 1.0 if frame * size == start else _HELD
    return sounds


def _whole(row: dict[str, Any], bars: Array, count: int) -> Array:
    """(frames, 24): the shares of the tune's tones, and its last one."""
    tones = bars.sum(axis=0)
    last = np.zeros(12)
    if row["melody"]:
        last[(row["melody"][-1][2] + normal_shift(row)) % 12] = 1.0
    return np.tile(np.concatenate([_TUNE * tones / max(1e-9, tones.sum()), last]), (count, 1))


def _places(row: dict[str, Any], meter: Meter, count: int, per_bar: int) -> Array:
    """Where the frame stands, as one-hot columns, and a constant."""
    frames = np.arange(count)
    first = row["melody"][0][0] if row["melody"] else 0
    has_pickup = meter.bar_ticks // 2 <= first < meter.bar_ticks
    number = frames // per_bar - int(has_pickup)
    left = np.minimum(count // per_bar - 1 - frames // per_bar, 3)
    pulse = 0 if meter.is_compound else {3: 1, 2: 2}.get(per_bar, 3)
    return np.hstack([
        np.eye(_PLACES)[frames % per_bar], np.eye(4)[number % 4], np.eye(8)[number % 8],
        np.eye(4)[left], (number <= 0)[:, None], np.tile(np.eye(4)[pulse], (count, 1)),
        np.ones((count, 1)),
    ])  # fmt: skip
