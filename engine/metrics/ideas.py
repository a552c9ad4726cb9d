"""How many ideas a tune has: phrases of four bars that are not an earlier one again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from engine.metrics.grid import bar_edges, grid_of
from music.leadsheet import LeadSheet

PHRASE_BARS = 4
_ALIKE_BARS = 2


def new_phrase_share(sheet: LeadSheet) -> float:
    """Phrases after the first that are a new idea over all of them; 0 to 1, 1 for one phrase.

    A phrase is an earlier one again where two of its bars or more have the rhythm and the
    ups and downs of the bars at the same places there, at whatever pitch.
    """
    shapes = _bar_shapes(sheet)
    phrases = [shapes[first : first + PHRASE_BARS] for first in range(0, len(shapes), PHRASE_BARS)]
    whole = [phrase for phrase in phrases if len(phrase) == PHRASE_BARS]
    if len(whole) < 2:
        return 1.0
    new = [
        not any(_alike(phrase, earlier) for earlier in whole[:number])
        for number, phrase in enumerate(whole)
    ]
    return sum(new[1:]) / len(new[1:])


def _alike(one: list[bytes], other: list[bytes]) -> bool:
    return sum(bool(a) and a == b for a, b in zip(one, other, strict=True)) >= _ALIKE_BARS


def _bar_shapes(sheet: LeadSheet) -> list[bytes]:
    """For each full bar its onsets and the directions within it; empty where it is silent."""
    grid = grid_of(sheet)
    edges = bar_edges(grid)[grid.first_bar :]
    shapes = []
    for first, end in pairwise(edges):
        turns = np.sign(np.diff(grid.pitch[first:end]))
        shapes.append(grid.place[first:end].tobytes() + turns.tobytes())
    return shapes
