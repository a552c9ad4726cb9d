"""The weights that act in each candidate, so that those asked for are heard.

A weight is not heard as it acts: some genres speak louder than others. So the weights of a
pair are first bent by what was learnt of that pair (models/judge/acting.py), then every
candidate but the first tilts them a little its own way; choosing listens which comes out
right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.judge.acting import ActingTable

Floats = NDArray[np.float32]

SPREAD = 0.6  # standard deviation of the tilts, in logits
_NEAREST = 1e-6


def acting_blends(
    blend: Floats,
    genres: Sequence[str],
    table: ActingTable,
    *,
    candidates: int,
    rng: np.random.Generator,
) -> list[Floats]:
    """For each candidate [bars, genres] weights that sum to 1 a bar; 0 stays 0."""
    bent = _bent(blend, genres, table)
    tilts = rng.normal(0.0, SPREAD, (candidates, blend.shape[1]))
    tilts[0] = 0.0
    return [_tilted(bent, tilt) for tilt in tilts]


def _bent(blend: Floats, genres: Sequence[str], table: ActingTable) -> Floats:
    rows, of_bar = np.unique(blend, axis=0, return_inverse=True)
    acting = []
    for row in rows:
        asked = {g: float(w) for g, w in zip(genres, row, strict=True) if w > _NEAREST}
        found = table.acting(asked)
        acting.append([found.get(genre, 0.0) for genre in genres])
    return np.asarray(np.array(acting, np.float32)[of_bar.reshape(-1)], np.float32)


def _tilted(blend: Floats, tilt: NDArray[np.float64]) -> Floats:
    tilted = blend * np.exp(tilt)
    return np.asarray(tilted / tilted.sum(axis=1, keepdims=True), np.float32)
