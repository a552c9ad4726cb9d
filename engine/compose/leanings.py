"""What each genre's voice leans to: fitted so that tunes rest, step and repeat as real ones do.

A network that samples from itself falls silent too seldom and stays on a note too often. Each
genre has numbers added to the logits of some pitches and lengths
(models/sampler/leaning.py): most fitted on training works (``leanings_build``), how gladly it
rests and lingers set by hand. Every candidate leans a little its own way, so that there is
a choice.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import astuple, fields
from importlib.resources import files

import numpy as np

from models.sampler.frames import Lean

TABLE = "leanings.json"
# Of the candidates' own leanings, in logits.
SPREAD = (0.5, 0.3, 0.15, 0.3, 0.0, 0.3, 0.2, 0.0, 0.3, 0.3, 0.3, 0.2)


@functools.cache
def genre_leanings() -> Mapping[str, Lean]:
    """{genre: its leaning}; genres that nobody measured are not in it."""
    rows = json.loads(files("engine.compose").joinpath(TABLE).read_text(encoding="utf-8"))
    return {genre: Lean(**row) for genre, row in rows.items()}


def lean_of(weights: Mapping[str, float]) -> Lean:
    """A blend's leaning: the genres' by weight; none for genres that nobody measured."""
    table = genre_leanings()
    total = sum(weights.values())
    rows = [
        (weight / total, astuple(table.get(genre, Lean()))) for genre, weight in weights.items()
    ]
    return Lean(*(sum(w * row[part] for w, row in rows) for part in range(len(fields(Lean)))))


def varied(lean: Lean, rng: np.random.Generator) -> Lean:
    """The leaning moved a little at random."""
    moves = rng.normal(0.0, SPREAD)
    return Lean(*(float(v + m) for v, m in zip(astuple(lean), moves, strict=True)))
