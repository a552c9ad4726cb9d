"""Fitting the leanings: how the candidates of every genre measure beside its training works.

    python -m engine.compose.leanings_build

Fits those that a tune's figures answer to: repeat, step, leap, chord and colour, a few rounds,
within bounds. How gladly a genre rests and lingers was set by hand and stays. Some minutes.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.compose.drafting import write_drafts
from engine.compose.examples import FIGURES, figures_of
from engine.compose.leanings import TABLE, genre_leanings
from engine.metrics.grid import Floats
from engine.recipe import settle
from engine.request import CompositionRequest
from models.errors import ModelError
from models.networks import Networks
from models.sampler.frames import Lean
from models.store import SHIPPED
from music.genres import GENRE_NAMES, find_genre
from music.meter import Meter


class _Fit(NamedTuple):
    """The figure that a leaning moves, how far a logit's difference moves it, and its bounds."""

    figure: str
    gain: float
    low: float
    high: float


_FITS = {
    "repeat": _Fit("same pitch", 1.0, -0.8, 0.5),
    "step": _Fit("steps", 0.6, -0.2, 0.9),
    "leap": _Fit("leaps", 0.5, -0.3, 0.6),
    "chord": _Fit("chord tones", 0.8, -0.3, 2.0),
    "colour": _Fit("in scale", -0.6, -0.8, 0.6),
}
_SEED = 20_000_000  # far from the seeds that people and evaluations use
_REQUESTS = 10
_EVERY = 3  # of the candidates


def refit(genre: str, lean: Lean, networks: Networks, *, turn: int) -> Lean:
    """One round: the leaning moved by how far the candidates' means lie from real ones."""
    names = [metric.name for metric in FIGURES]
    written, real = _mean_figures(genre, networks, turn)
    moved = {}
    for part, fit in _FITS.items():
        column = names.index(fit.figure)
        value = getattr(lean, part) + fit.gain * (_logit(real[column]) - _logit(written[column]))
        moved[part] = round(float(np.clip(value, fit.low, fit.high)), 2)
    return replace(lean, **moved)


def _mean_figures(genre: str, networks: Networks, turn: int) -> tuple[Floats, Floats]:
    """[FIGURES] means over the candidates of a few requests, and over their examples."""
    sheets, wanted = [], []
    for number in range(_REQUESTS):
        request = CompositionRequest(
            weights={genre: 1.0},
            bars=16,
            seed=_SEED + 100 * turn + number,
            meter=Meter(find_genre(genre).meter),
        )
        drafts = write_drafts(settle(request), networks)
        sheets += [candidate.sheet for candidate in drafts.candidates[::_EVERY]]
        if drafts.example is not None:
            wanted.append(drafts.example.values)
    return np.asarray(figures_of(sheets).mean(axis=0)), np.mean(wanted, axis=0)


def _logit(share: float) -> float:
    inside = min(max(float(share), 0.01), 0.99)
    return math.log(inside / (1 - inside))


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Fit what the genres' voices lean to.")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="folder of the networks")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    try:
        networks = Networks(options.weights)
    except ModelError as error:
        sys.exit(f"leanings: {error}")
    path = Path(__file__).with_name(TABLE)
    for turn in range(options.rounds):
        table = {g: refit(g, genre_leanings()[g], networks, turn=turn) for g in GENRE_NAMES}
        rows = [f" {json.dumps(g)}: {json.dumps(asdict(lean))}" for g, lean in table.items()]
        path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
        genre_leanings.cache_clear()
        print(f"round {turn + 1} of {options.rounds}")


if __name__ == "__main__":
    main()
