"""A user's own genres in a process: chat, recipes, pictures and the band know them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.arrange.styles import STYLES, style_of
from engine.errors import UnknownGenre
from engine.own_genres import install_own_genres
from engine.recipe import read_recipe, settle, write_recipe
from engine.render.roll_style import genre_color
from engine.request import CompositionRequest
from models.own_genres import OwnGenre, StyleFigures
from music.genres import GENRES, Genre, find_genre, known_genres

VERSION = "00c0ffee"


def _genre(name: str = "klezmer", style: StyleFigures | None = None) -> OwnGenre:
    row = Genre(name, (), 117, "2/4", "minor", "#12AB34", "your own", "1a2b3c4d")
    return OwnGenre(row, style or StyleFigures("folk"), Path("nowhere"), "p", "r", {}, {})


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    yield
    install_own_genres(())


def test_installed_genres_stand_beside_those_that_come_with_fusebox() -> None:
    install_own_genres([_genre()])
    assert known_genres()[: len(GENRES)] == GENRES
    assert find_genre("klezmer").tempo_bpm == 117
    install_own_genres(())
    with pytest.raises(LookupError, match="klezmer"):
        find_genre("klezmer")


def test_a_genre_of_ours_can_not_be_replaced() -> None:
    with pytest.raises(ValueError, match="jazz"):
        install_own_genres([_genre("jazz")])


def test_notes_of_an_own_genre_have_its_colour() -> None:
    before = genre_color("klezmer")
    install_own_genres([_genre()])
    assert genre_color("klezmer") == (0x12, 0xAB, 0x34)
    assert before != genre_color("klezmer")


def test_a_recipe_of_an_own_genre_comes_back_where_it_is_known() -> None:
    install_own_genres([_genre()])
    request = settle(CompositionRequest({"jazz": 0.5, "klezmer": 0.5}, seed=4))
    assert read_recipe(write_recipe(request, VERSION)) == (request, VERSION)


def test_a_recipe_of_an_own_genre_says_elsewhere_what_is_missing() -> None:
    install_own_genres([_genre()])
    request = settle(CompositionRequest({"jazz": 0.5, "klezmer": 0.5}, seed=4))
    code = write_recipe(request, VERSION)
    install_own_genres(())
    with pytest.raises(UnknownGenre, match=r"'klezmer' \(id 1a2b3c4d\).*fusebox train"):
        read_recipe(code)


def test_an_own_genre_changes_no_other_recipe() -> None:
    plain = settle(CompositionRequest({"jazz": 1.0}, seed=7))
    code = write_recipe(plain, VERSION)
    install_own_genres([_genre()])
    assert write_recipe(plain, VERSION) == code


def test_the_band_is_the_nearest_genres_where_the_files_say_nothing() -> None:
    install_own_genres([_genre()])
    style = style_of("klezmer")
    assert style.genre == "klezmer"
    assert (style.bands, style.brings, style.swing) == (
        STYLES["folk"].bands,
        STYLES["folk"].brings,
        STYLES["folk"].swing,
    )


def test_the_band_is_the_files_where_they_say_so() -> None:
    players = {"melody": ("clarinet", "violin"), "bass": ("tuba",)}
    install_own_genres([_genre(style=StyleFigures("jazz", 0.5, False, 0.9, players))])
    style = style_of("klezmer")
    assert [band.melody for band in style.bands][:2] == ["clarinet", "violin"]
    assert {band.bass for band in style.bands} == {"tuba"}
    assert {band.chords for band in style.bands} == {b.chords for b in STYLES["jazz"].bands}
    assert "drums" not in style.brings
    assert style.swing == 0.5
    assert style.density == 0.9
