"""Forms: sections tile the piece, and what returns had been there before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compose.form import TEMPLATES, plan_form
from music.genres import GENRE_NAMES


@given(st.integers(4, 128), st.sampled_from(GENRE_NAMES), st.integers(0, 99))
def test_sections_tile_any_length(bars: int, genre: str, seed: int) -> None:
    form = plan_form(bars, {genre: 1.0}, np.random.default_rng(seed))
    start = 0
    for section in form.sections:
        assert section.start_bar == start
        assert section.bars >= 1
        start += section.bars
    assert start == bars


@given(st.integers(8, 128), st.sampled_from(GENRE_NAMES), st.integers(0, 99))
def test_a_returning_section_points_at_an_earlier_one(bars: int, genre: str, seed: int) -> None:
    form = plan_form(bars, {genre: 1.0}, np.random.default_rng(seed))
    letters = {section.start_bar: section.label[0] for section in form.sections}
    for section in form.sections:
        if section.returns_to is not None:
            assert section.returns_to < section.start_bar
            assert letters[section.returns_to] == section.label[0]
    for bar, source in enumerate(form.source_bars()):
        assert source < bar


def test_sixteen_bars_of_a_song_are_four_phrases() -> None:
    forms = {
        plan_form(16, {"vintage pop": 1.0}, np.random.default_rng(seed)).template
        for seed in range(20)
    }
    assert forms == set(TEMPLATES["vintage pop"])


def test_the_heavier_genre_gives_the_form_more_often() -> None:
    givers = [
        plan_form(16, {"jazz": 0.8, "hymn": 0.2}, np.random.default_rng(seed)).genre
        for seed in range(200)
    ]
    assert givers.count("jazz") / 200 == pytest.approx(0.8, abs=0.1)


def test_the_letters_say_what_is_there() -> None:
    assert plan_form(8, {"hymn": 1.0}, np.random.default_rng(0)).letters in ("AB", "AA")


def test_a_twelve_bar_blues_has_three_phrases() -> None:
    form = plan_form(12, {"blues": 1.0}, np.random.default_rng(0))
    assert [section.bars for section in form.sections] == [4, 4, 4]
