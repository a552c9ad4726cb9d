"""When a tune's notes start and how long they last."""

from __future__ import annotations

import numpy as np

from engine.metrics.grid import Ints, grid_of
from music.leadsheet import LeadSheet
from music.units import TICKS_PER_BEAT, to_ticks

LONGEST_TICKS = 96
_EIGHTH = TICKS_PER_BEAT // 2


def grooving_similarity(sheet: LeadSheet) -> float:
    """Mean likeness of the onset patterns of all pairs of bars; 0 to 1.

    ``GS(a, b) = 1 - sum(xor(a, b)) / Q`` over the Q ticks of a bar. Wu & Yang, ISMIR 2020,
    section 4.2. Silent bars count: silence is a pattern; a pickup's bar does not.
    """
    grid = grid_of(sheet)
    if grid.full_bars < 2:
        return 1.0
    onsets = np.zeros((grid.bars, grid.bar_ticks))
    onsets[grid.bar, np.minimum(grid.place, grid.bar_ticks - 1)] = 1
    onsets = onsets[grid.first_bar :]
    both = onsets @ onsets.T
    alone = onsets.sum(axis=1)
    different = alone[:, None] + alone[None, :] - 2 * both
    upper = np.triu_indices(grid.full_bars, 1)
    return float(1 - different[upper].mean() / grid.bar_ticks)


def off_beat_share(sheet: LeadSheet) -> float:
    """Onsets on no quarter and no eighth over all onsets; 0 to 1.

    Off-beat eighths are the plain flow of most tunes; what lies between them is not.
    """
    grid = grid_of(sheet)
    return float((grid.start % _EIGHTH != 0).mean()) if len(grid) else 0.0


def syncopation_share(sheet: LeadSheet) -> float:
    """Notes that start off the felt beat and reach over the next one, over all notes; 0 to 1.

    The condition of Longuet-Higgins & Lee (1984) on one level, that of the beat.
    """
    grid = grid_of(sheet)
    beat = to_ticks(sheet.meter.pulse_beats)
    off = grid.place % beat != 0
    return float((off & (grid.place % beat + grid.length > beat)).mean()) if len(grid) else 0.0


def notes_per_beat(sheet: LeadSheet) -> float:
    """Notes over quarters of the whole tune, from a pickup on; 0 and up."""
    return len(sheet.melody) / (sheet.length_beats - sheet.opening_beats)


def length_entropy(sheet: LeadSheet) -> float:
    """``-sum p log2 p`` over the notes' lengths in ticks; 0 to 6.6 bits."""
    counts = duration_histogram(sheet)
    p = counts[counts > 0] / max(1, counts.sum())
    return float(max(0.0, -(p * np.log2(p)).sum()))


def duration_histogram(sheet: LeadSheet) -> Ints:
    """[96] counts of lengths of 1 to 96 ticks (twelfths of a quarter); longer ones are 96.

    A length runs to the next onset unless a rest of a quarter or more follows.
    """
    grid = grid_of(sheet)
    joined = np.where(grid.reach - grid.length < TICKS_PER_BEAT, grid.reach, grid.length)
    return np.bincount(np.clip(joined, 1, LONGEST_TICKS) - 1, minlength=LONGEST_TICKS)


def long_rest_share(sheet: LeadSheet) -> float:
    """Time in silences of a quarter or more over the whole time; 0 to 1.

    Shorter gaps are articulation, not rests, and what a pickup leaves empty of its bar is none.
    """
    grid = grid_of(sheet)
    total = grid.bars * grid.bar_ticks
    opening = to_ticks(sheet.opening_beats)
    if not len(grid):
        return 1.0
    ends = grid.start + grid.length
    gaps = np.append(grid.start, total) - np.append(opening, ends)
    return float(gaps[gaps >= TICKS_PER_BEAT].sum() / (total - opening))
