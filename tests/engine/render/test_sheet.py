"""The page of music: a picture with ink on it, or one sentence."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import RenderError
from engine.render.engraving import engrave
from engine.render.sheet import draw_sheet
from music.musicxml import write_musicxml
from tests.music.pieces import band_piece

needs_resvg = pytest.mark.skipif(
    importlib.util.find_spec("resvg_py") is None, reason="resvg-py is not installed"
)


def test_engraving_has_notes_chords_and_no_unknown_signs() -> None:
    svg = engrave(write_musicxml(band_piece()))
    for kind in ('class="note"', 'class="harm"', 'class="tempo"', 'class="keySig"'):
        assert kind in svg


def test_what_is_not_musicxml_is_one_sentence() -> None:
    for text in ("", "not xml", "<score-partwise/>"):
        with pytest.raises(RenderError, match="isn't valid MusicXML"):
            engrave(text)


@needs_resvg
def test_the_picture_is_black_on_white_with_a_title(tmp_path: Path) -> None:
    inks = []
    for title in ("", "Größe & <Title>"):
        draw_sheet(write_musicxml(band_piece()), tmp_path / "sheet.png", title=title)
        with Image.open(tmp_path / "sheet.png") as image:
            picture = np.asarray(image.convert("L"))
        assert picture.shape[1] == 1600
        assert np.median(picture) == 255
        inks.append(int((picture < 60).sum()))
    assert inks[1] > inks[0] + 2000


@needs_resvg
def test_text_is_drawn_with_the_installed_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.render.engraving.font_files", lambda: ())
    with pytest.raises(RenderError, match="needs a font"):
        draw_sheet(write_musicxml(band_piece()), tmp_path / "sheet.png")


def test_without_resvg_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(RenderError, match="pip install resvg-py"):
        draw_sheet(write_musicxml(band_piece()), tmp_path / "sheet.png")
    assert list(tmp_path.iterdir()) == []
