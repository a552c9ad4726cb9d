"""Which pitches a tune uses and how it moves between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.metrics.grid import Ints, grid_of
from music.leadsheet import LeadSheet

WIDEST_INTERVAL = 12
_LARGEST_STEP = 2
_LARGEST_SKIP = 4


def windowed_entropy(sheet: LeadSheet, bars: int) -> float:
    """Mean pitch-class entropy of all windows of ``bars`` bars; 0 to 3.58 bits.

    ``H = -sum p log2 p``, p the share of onsets on each of the twelve pitch classes; windows
    slide by a bar, silent ones don't count, nor does a pickup's bar. Wu & Yang, *The Jazz
    Transformer on the Front Line*, ISMIR 2020, section 4.1 (H1 and H4).
    """
    grid = grid_of(sheet)
    counts = np.zeros((grid.bars, 12))
    np.add.at(counts, (grid.bar, grid.pitch % 12), 1)
    counts = counts[grid.first_bar :]
    span = min(bars, grid.full_bars)
    sums = np.cumsum(np.vstack([np.zeros(12), counts]), axis=0)
    windows = sums[span:] - sums[:-span]
    windows = windows[windows.any(axis=1)]
    if not len(windows):
        return 0.0
    p = windows / windows.sum(axis=1, keepdims=True)
    bits = -(p * np.log2(np.where(p > 0, p, 1))).sum(axis=1)
    return float(max(0.0, bits.mean()))


def intervals(sheet: LeadSheet) -> Ints:
    """[n - 1] semitones from each note to the next."""
    return np.diff(grid_of(sheet).pitch)


def leap_share(sheet: LeadSheet) -> float:
    """Intervals over a major third over all intervals; 0 to 1."""
    return _share(np.abs(intervals(sheet)) > _LARGEST_SKIP)


def step_share(sheet: LeadSheet) -> float:
    """Intervals of one or two semitones over all intervals; 0 to 1."""
    size = np.abs(intervals(sheet))
    return _share((size > 0) & (size <= _LARGEST_STEP))


def repeated_pitch_share(sheet: LeadSheet) -> float:
    """Intervals of 0 over all intervals; 0 to 1."""
    return _share(intervals(sheet) == 0)


def interval_histogram(sheet: LeadSheet) -> Ints:
    """[25] counts of intervals from an octave down to an octave up; wider ones at the ends."""
    clipped = np.clip(intervals(sheet), -WIDEST_INTERVAL, WIDEST_INTERVAL) + WIDEST_INTERVAL
    return np.bincount(clipped, minlength=2 * WIDEST_INTERVAL + 1)


def _share(hits: NDArray[np.bool_]) -> float:
    return float(hits.mean()) if len(hits) else 0.0
