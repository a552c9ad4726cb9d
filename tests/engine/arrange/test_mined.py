"""The figures mined from the corpora can be read and are played."""

from __future__ import annotations

import pytest

from engine.arrange.arranger import arrange
from engine.arrange.mined import mined_figures
from engine.arrange.style import CELLS, DRUM_KEYS, Groove, Pattern
from engine.request import CompositionRequest
from music.genres import GENRE_NAMES
from tests.engine.arrange.sheets import random_sheet

ROLES = ("chords", "bass", "inner", "drums")
TOKENS = {"chords": "x12345bfBF", "bass": "1358 6w>s", "inner": "xs", "drums": "Xxo"}


def _lines(figure: Pattern | Groove) -> tuple[Pattern, ...]:
    return figure.lines if isinstance(figure, Groove) else (figure,)


@pytest.mark.parametrize("genre", GENRE_NAMES)
def test_mined_figures_use_known_tokens_on_whole_steps(genre: str) -> None:
    for role in ROLES:
        for cell, beats in CELLS.items():
            for figure in mined_figures(genre, role, cell):
                for line in _lines(figure):
                    assert role != "drums" or line.name in DRUM_KEYS
                    for bar in line.texts[cell].split("|"):
                        assert set(bar) <= set(TOKENS[role] + ".-"), figure.name
                        assert len(bar) / beats in (1, 2, 3, 4) or cell == "6/8"


def test_ragtime_strides_as_rags_do() -> None:
    texts = [f.texts["2/4"] for f in mined_figures("ragtime", "chords", "2/4") if _lines(f)]
    assert texts[0] == "bxfx"


def test_what_the_corpora_do_not_show_is_empty() -> None:
    assert mined_figures("celtic", "chords", "4/4") == ()
    assert mined_figures("a genre of my own", "bass", "4/4") == ()


@pytest.mark.parametrize(("genre", "meter"), [("ragtime", "2/4"), ("mazurka", "3/4")])
def test_the_first_section_plays_one_of_them(genre: str, meter: str) -> None:
    mined = {figure.name for figure in mined_figures(genre, "chords", meter)}
    played = []
    for seed in range(10):
        sheet = random_sheet(seed, meter=meter, bars=8)
        request = CompositionRequest({genre: 1.0}, key=sheet.key, meter=sheet.meter, seed=seed)
        layers = arrange(sheet, request, title="", recipe="").layers
        played += [layer.pattern for layer in layers if layer.role == "chords"][:1]
    assert set(played) <= mined


@pytest.mark.parametrize("meter", ["5/4", "7/8"])
def test_metres_of_two_kinds_are_left_to_the_written_figures(meter: str) -> None:
    sheet = random_sheet(2, meter=meter, bars=8)
    request = CompositionRequest({"classical": 1.0}, key=sheet.key, meter=sheet.meter)
    layers = arrange(sheet, request, title="", recipe="").layers
    assert not any("works" in layer.pattern for layer in layers)
