"""Turns: rows of a few notes, with the same intervals and lengths in any key.

Knows which turns the training works have, from the originality index, and which two
melodies share. A turn of n notes is a 64-bit key.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.originality import WINDOW_NOTES, Hashes, OriginalityIndex, mixed, window_hashes
from music.leadsheet import LeadSheet

TURN_NOTES = 6

Keys = NDArray[np.uint64]


def turns_of(sheet: LeadSheet, notes: int = TURN_NOTES) -> Keys:
    """The keys of every ``notes`` (4 and up) notes in a row; one for each starting note."""
    return _turns(window_hashes(sheet), notes)


class KnownTurns:
    """The turns of ``notes`` notes in all training works: half a second to gather."""

    def __init__(self, index: OriginalityIndex, notes: int = TURN_NOTES) -> None:
        self.notes = notes
        self._keys = np.unique(np.concatenate([_turns(w, notes) for w in index.windows]))

    def novelty(self, sheet: LeadSheet) -> float:
        """Turns that no training work has, over all turns of the melody; 0 to 1."""
        keys = turns_of(sheet, self.notes)
        if not len(keys):
            return 0.0
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return float((self._keys[found] != keys).mean())


def shared_turns(sheets: Sequence[LeadSheet], notes: int = TURN_NOTES) -> float:
    """Mean over all pairs of melodies: shared turns over the turns of the smaller one; 0 to 1.

    Every turn counts once a melody. Melodies without a turn are left out.
    """
    sets = [set(turns_of(sheet, notes).tolist()) for sheet in sheets]
    sets = [found for found in sets if found]
    shares = [len(a & b) / min(len(a), len(b)) for i, a in enumerate(sets) for b in sets[i + 1 :]]
    return float(np.mean(shares)) if shares else 0.0


def _turns(windows: Hashes, notes: int) -> Keys:
    span = notes - WINDOW_NOTES + 1
    count = max(0, len(windows) - span + 1)
    value = windows[:count].astype(np.uint64)
    for ahead in range(1, span):
        value = mixed(value, windows[ahead : ahead + count].astype(np.uint64))
    return value
