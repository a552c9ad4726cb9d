"""What the genres' voices lean to, alone and blended."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from engine.compose.leanings import genre_leanings, lean_of, varied
from models.sampler.frames import Lean
from music.genres import GENRE_NAMES


def test_every_genre_leans_within_bounds_of_taste() -> None:
    table = genre_leanings()
    assert set(table) == set(GENRE_NAMES)
    # In hymns a long note that no chord holds is all but forbidden.
    assert all(-4 <= lean.linger <= 0 for lean in table.values())
    others = [astuple(replace(lean, linger=0.0)) for lean in table.values()]
    assert all(abs(value) <= 2 for lean in others for value in lean)


def test_a_blend_leans_between_its_genres() -> None:
    hymn, jazz = astuple(lean_of({"hymn": 1.0})), astuple(lean_of({"jazz": 1.0}))
    both = astuple(lean_of({"hymn": 0.25, "jazz": 0.75}))
    assert both == pytest.approx([0.25 * h + 0.75 * j for h, j in zip(hymn, jazz, strict=True)])


def test_a_genre_that_nobody_measured_leans_to_nothing() -> None:
    assert lean_of({"my own": 1.0}) == Lean()


def test_candidates_lean_their_own_ways_around_the_genres() -> None:
    rng = np.random.default_rng(1)
    lean = lean_of({"folk": 1.0})
    drawn = np.array([astuple(varied(lean, rng)) for _ in range(400)])
    assert drawn.mean(axis=0) == pytest.approx(np.array(astuple(lean)), abs=0.1)
    assert (drawn.std(axis=0)[:4] > 0.1).all()
