"""The learned harmoniser as it is shipped: chords for tunes where no corpus is at hand.

Two models, by the music that taught them; each is a ``HarmonyModel`` in half precision.
Knows how they are stored and which one suits a genre. How they are learned and used is
``harmonise``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.corpora.errors import CorpusError
from models.corpora.harmony import HarmonyModel
from models.corpora.harmony_features import FEATURES
from music.meter import KNOWN_METERS

SHIPPED = Path(__file__).parent / "harmoniser.npz"

# model: the genres whose written chords teach it
TAUGHT_BY: dict[str, tuple[str, ...]] = {
    "plain": ("folk", "classical"),
    "sevenths": ("jazz", "vintage pop"),
}
_SEVENTHS = frozenset({"jazz", "blues", "vintage pop", "ragtime"})
_PARTS = ("start", "follow", "guess")


def model_for(genre: str, path: Path = SHIPPED) -> HarmonyModel:
    """The model that suits music like ``genre``. Raises CorpusError where it can't be read."""
    name = "sevenths" if genre in _SEVENTHS else "plain"
    try:
        with np.load(path) as stored:
            parts = {part: stored[f"{name}_{part}"].astype(np.float64) for part in _PARTS}
            change = stored[f"{name}_change"]
    except (OSError, ValueError, KeyError) as error:
        raise CorpusError(f"the harmoniser {path} can't be read; install Fusebox again") from error
    if parts["guess"].shape[0] != FEATURES:
        raise CorpusError(
            f"the harmoniser {path} was learnt for other features; learn it again with "
            "'python -m models.corpora.harmoniser_build'"
        )
    # A chord that never follows itself is beyond half precision's range.
    parts["follow"] = np.maximum(parts["follow"], -20.0)
    places = {(KNOWN_METERS[int(m)], int(place)): float(p) for m, place, p in change}
    return HarmonyModel(**parts, change=places)


def save_models(models: Mapping[str, HarmonyModel], path: Path) -> None:
    """Write the models of ``TAUGHT_BY`` into one file."""
    arrays: dict[str, Any] = {}
    for name, model in models.items():
        for part in _PARTS:
            arrays[f"{name}_{part}"] = getattr(model, part).astype(np.float16)
        rows = [(KNOWN_METERS.index(m), place, p) for (m, place), p in model.change.items()]
        arrays[f"{name}_change"] = np.array(rows, np.float32).reshape(-1, 3)
    np.savez_compressed(path, **arrays)
