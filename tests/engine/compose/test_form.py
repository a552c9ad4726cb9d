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


@pytest.mark.parametrize(
    ("bars", "example", "genre", "template"),
    [
        (16, "ABCB", "ragtime", "ABCB"),
        (16, "ABCD", "hymn", "ABCD"),
        (16, "AAAA", "celtic", "AAAA"),
        (32, "ABAB", "jazz", "ABAB"),
        (16, "AB", "hymn", None),  # too short a tune
        (16, "ABCD", "jazz", None),  # a solo
        (32, "ABCD", "hymn", None),  # so long a piece brings something back
        (32, "AAAA", "celtic", None),  # and has more than one idea
    ],
)
def test_the_example_gives_the_form_where_it_makes_one(
    bars: int, example: str, genre: str, template: str | None
) -> None:
    found = {
        plan_form(bars, {genre: 1.0}, np.random.default_rng(seed), {genre: example}).template
        for seed in range(20)
    }
    assert found == ({template} if template else set(TEMPLATES[genre]))


def test_a_fusion_brings_something_back_whatever_its_examples_do() -> None:
    weights = {"hymn": 0.5, "celtic": 0.5}
    examples = {"hymn": "ABCD", "celtic": "ABCD"}
    found = {
        plan_form(16, weights, np.random.default_rng(seed), examples).template for seed in range(40)
    }
    assert found == {*TEMPLATES["hymn"], *TEMPLATES["celtic"]}
