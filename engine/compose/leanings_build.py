"""Fitting the leanings: how the candidates of every genre measure beside its training works.

    python -m engine.compose.leanings_build

Fits those that a tune's figures answer to, a few rounds, within bounds, in the metres and modes
of the genre's training works. How gladly a genre rests and lingers was set by hand and stays.
Some minutes.
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
from engine.compose.examples import FIGURES, figures_of, genre_examples
from engine.compose.leanings import TABLE, genre_leanings
from engine.metrics.grid import Floats
from engine.recipe import settle
from engine.request import CompositionRequest
from models.errors import ModelError
from models.networks import Networks
from models.sampler.frames import Lean
from models.store import SHIPPED
from music.genres import GENRE_NAMES
from music.key import Key
from music.meter import Meter


class _Fit(NamedTuple):
    """The figure that a leaning moves, how far a difference moves it, and its bounds.

    A difference of two shares' logits, or of two numbers' halvings.
    """

    figure: str
    gain: float
    low: float
    high: float
    number: bool = False

    def move(self, written: float, real: float) -> float:
        """What to add where ``written`` should be ``real``."""
        if self.number:
            return self.gain * math.log2(max(real, 0.1) / max(written, 0.1))
        return self.gain * (_logit(real) - _logit(written))


_FITS = {
    "repeat": _Fit("same pitch", 1.0, -0.8, 0.5),
    "step": _Fit("steps", 0.6, -0.2, 0.9),
    "leap": _Fit("leaps", 0.5, -0.3, 0.6),
    "chord": _Fit("chord tones", 0.8, -0.3, 2.0),
    "colour": _Fit("in scale", -0.6, -0.8, 0.6),
    "echo": _Fit("rhythm repeated", 0.4, -0.8, 0.8),
    "off_beat": _Fit("off-beat", 0.6, -0.8, 0.8),
    "again": _Fit("bars repeated", 0.3, -0.6, 0.8),
    "wander": _Fit("entropy, 4 bars", 2.5, -0.3, 0.6, number=True),
    "haste": _Fit("notes a beat", 0.6, -0.5, 0.5, number=True),
}
_SEED = 20_000_000  # far from the seeds that people and evaluations use
_REQUESTS = 14
_EVERY = 3  # of the candidates


def refit(genre: str, lean: Lean, networks: Networks, *, turn: int) -> Lean:
    """One round: the leaning moved by how far the candidates' means lie from real ones."""
    names = [metric.name for metric in FIGURES]
    written, real = _mean_figures(genre, networks, turn)
    moved = {}
    for part, fit in _FITS.items():
        column = names.index(fit.figure)
        value = getattr(lean, part) + fit.move(float(written[column]), float(real[column]))
        moved[part] = round(float(np.clip(value, fit.low, fit.high)), 2)
    return replace(lean, **moved)


def _mean_figures(genre: str, networks: Networks, turn: int) -> tuple[Floats, Floats]:
    """[FIGURES] means over the candidates of a few requests, and over their examples."""
    sheets, wanted = [], []
    real = genre_examples()[genre]
    for number in range(_REQUESTS):
        seed = _SEED + 100 * turn + number
        like = int(np.random.default_rng(seed).integers(len(real.meters)))
        request = CompositionRequest(
            weights={genre: 1.0},
            bars=16,
            seed=seed,
            meter=Meter(real.meters[like]),
            key=Key("A", "minor") if real.minor[like] else Key("C"),
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
