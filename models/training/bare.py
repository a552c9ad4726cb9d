"""Bare melodies for phase 1: the likelihood benchmark's training and validation sides.

Such a melody has no chords, no mode and no known end, as likelihoods are measured. The
benchmark reads some sources in another way than the corpora do (it has all voices of a
hymn, one after another), so the networks meet both. Its test side is never read here.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from models.corpora.store import BARE_FILE
from models.dataset import MELODY_ONLY, Melody
from models.errors import ModelError, TrainingError
from models.features import OWN_FEATURES
from models.likelihood import read_benchmark

_SIDES = ("train", "valid")
_HIDDEN = [index for index, (name, _) in enumerate(OWN_FEATURES) if name in MELODY_ONLY]

Bare = dict[str, list[Melody]]


def read_bare(cache_dir: Path, slots: Mapping[str, int]) -> dict[str, Bare]:
    """{genre: {"train": …, "valid": …}}; empty lists where the corpus was built without.

    Raises TrainingError for a damaged file.
    """
    found: dict[str, Bare] = {genre: {side: [] for side in _SIDES} for genre in slots}
    path = cache_dir / BARE_FILE
    if not path.is_file():
        return found
    for side in _SIDES:
        try:
            melodies = read_benchmark(path, side)
        except (ModelError, lzma.LZMAError) as error:
            raise TrainingError(f"{error}; build the corpus again") from error
        for melody in melodies:
            if melody.network in found:
                bare = Melody.of(melody.events, slots[melody.network])
                features = bare.features.copy()
                features[:, _HIDDEN] = 0
                found[melody.network][side].append(replace(bare, features=features))
    return found
