"""Bands for the tests of arranging: sheets and wishes in, arrangements out."""

from __future__ import annotations

import random

from engine.arrange.arranger import Arrangement, arrange
from engine.request import CompositionRequest
from music.genres import GENRE_NAMES
from music.instruments import INSTRUMENTS
from music.leadsheet import LeadSheet
from music.meter import KNOWN_METERS
from tests.engine.arrange.sheets import random_sheet

PARTS = ("drums", "bass", "chords", "inner", "counter")
NAMES = tuple(row.name for row in INSTRUMENTS)


def arranged(sheet: LeadSheet, request: CompositionRequest) -> Arrangement:
    return arrange(sheet, request, title="Test", recipe="recipe")


def request_for(
    sheet: LeadSheet, weights: dict[str, float], **wishes: object
) -> CompositionRequest:
    return CompositionRequest(
        weights, key=sheet.key, meter=sheet.meter, bars=max(4, sheet.bars), **wishes
    )  # type: ignore[arg-type]


def random_case(seed: int) -> tuple[LeadSheet, CompositionRequest]:
    rng = random.Random(seed)
    sheet = random_sheet(seed, meter=rng.choice(KNOWN_METERS), bars=rng.choice((4, 5, 8, 13, 16)))
    genres = rng.sample(GENRE_NAMES, rng.choice((1, 2, 2, 3)))
    parts = [rng.random() + 0.1 for _ in genres]
    weights = {g: part / sum(parts) for g, part in zip(genres, parts, strict=True)}
    wishes = {
        "instruments": tuple(rng.sample(NAMES, rng.choice((0, 0, 1, 2, 3)))),
        "without": tuple(rng.sample(PARTS * 4 + NAMES, rng.choice((0, 0, 1, 2)))),
        "seed": seed,
        "tempo_bpm": rng.choice((60, 100, 140, 220)),
    }
    if rng.random() < 0.25:
        wishes["instruments"] = wishes["only"] = tuple(rng.sample(NAMES, rng.choice((1, 1, 2, 3))))
        wishes["without"] = ()
    wishes["loop"] = rng.random() < 0.2
    wishes["intro"] = rng.choice((0, 0, 0, 1, 2, 4))
    return sheet, request_for(sheet, weights, **wishes)
