"""Piano rolls: pictures that open, in the colours of the genres that gave the notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import RenderError
from engine.render import fonts
from engine.render.roll import draw_roll
from music.genres import GENRES, find_genre
from music.meter import KNOWN_METERS
from music.piece import Piece
from tests.music.pieces import band_piece

WEIGHTS = {"jazz": 0.7, "classical": 0.3}


def pixels(piece: Piece, path: Path, weights: dict[str, float] | None = None) -> np.ndarray:
    draw_roll(piece, path, caption="“70% jazz 30% classical”", weights=weights or {"blues": 1.0})
    with Image.open(path) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGB"), int)


def share_near(picture: np.ndarray, genre: str) -> float:
    wanted = [int(find_genre(genre).color[i : i + 2], 16) for i in (1, 3, 5)]
    return float((np.abs(picture - wanted).max(axis=2) < 26).mean())


def test_notes_have_the_colours_of_both_genres(tmp_path: Path) -> None:
    # The legend shows blues alone, so that these two colours can only come from notes.
    picture = pixels(band_piece(), tmp_path / "roll.png")
    assert share_near(picture, "jazz") > 0.0005
    assert share_near(picture, "classical") > 0.0005
    assert share_near(picture, "celtic") < 0.0001


def test_the_legend_shows_every_asked_genre(tmp_path: Path) -> None:
    weights = {genre.name: 1 / len(GENRES) for genre in GENRES}
    picture = pixels(replace(band_piece(), tracks=()), tmp_path / "roll.png", weights)
    for genre in GENRES:
        assert share_near(picture, genre.name) > 0.0002, genre.name


def test_the_page_is_dark_and_wide_enough(tmp_path: Path) -> None:
    picture = pixels(band_piece(), tmp_path / "roll.png", WEIGHTS)
    assert picture.shape[1] >= 1080
    assert np.median(picture) < 50


def test_more_bars_make_more_systems_not_a_wider_picture(tmp_path: Path) -> None:
    heights = []
    for bars in (4, 8, 16):
        picture = pixels(band_piece(bars=bars), tmp_path / f"{bars}.png")
        heights.append(picture.shape[0])
        assert picture.shape[1] == 1080
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_metre_can_be_drawn(tmp_path: Path, meter: str) -> None:
    piece = replace(band_piece(meter=meter, bars=6), title="A title " * 30)
    assert pixels(piece, tmp_path / "roll.png").size


def test_an_empty_piece_and_a_genre_of_the_users_own_can_be_drawn(tmp_path: Path) -> None:
    piece = band_piece()
    assert pixels(replace(piece, tracks=(), sections=(), chords=()), tmp_path / "empty.png").size
    own = replace(piece.tracks[0].notes[0], genre="sea shanty")
    tune = replace(piece.tracks[0], notes=(own,))
    assert pixels(replace(piece, tracks=(tune,)), tmp_path / "own.png", {"sea shanty": 1.0}).size


def test_without_installed_fonts_it_is_still_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "font_files", lambda: ())
    fonts.load_font.cache_clear()
    try:
        assert pixels(band_piece(), tmp_path / "roll.png").size
    finally:
        fonts.load_font.cache_clear()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="can't be written"):
        pixels(band_piece(), tmp_path / "none" / "roll.png")
