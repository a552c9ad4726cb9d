"""A pickup in files: sound begins with it, pictures show it short, and all stay in step."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.render.notes import FUSED, write_notes
from engine.render.roll import draw_roll
from engine.render.roll_layout import lay_out
from engine.render.stems import SAMPLE_RATE, stems_of
from engine.render.work import Work
from music.leadsheet import LeadSheet
from music.midi import write_midi
from tests.music.pieces import band_piece
from tests.music.test_pickup import band_with_pickup

PIECE = replace(band_with_pickup(), pickup_beats=1.0)


def test_listeners_hear_it_at_once_and_editors_keep_the_bar_lines() -> None:
    midi = write_midi(PIECE)
    (heard, frames), (kept, all_frames) = stems_of(midi, from_pickup=True), stems_of(midi)
    silence = 3 * 60 / PIECE.meter.quarter_bpm(PIECE.tempo_bpm)
    assert min(s.start_seconds for stem in heard for s in stem.strikes) == pytest.approx(0.0)
    assert min(s.start_seconds for stem in kept for s in stem.strikes) == pytest.approx(silence)
    assert (all_frames - frames) / SAMPLE_RATE == pytest.approx(silence, abs=1e-3)


def test_a_piece_without_one_is_played_as_it_stands() -> None:
    midi = write_midi(band_piece())
    assert stems_of(midi, from_pickup=True) == stems_of(midi)


def test_the_roll_shows_it_short_before_a_whole_first_line() -> None:
    layout = lay_out(PIECE, top=0, margin=30)
    first = layout.systems[0]
    assert (first.start_bar, first.stop_bar, first.start_beats, first.stop_beats) == (0, 5, 3, 20)
    assert layout.x_of(first, 3.0) == pytest.approx(30)
    assert layout.x_of(first, 20.0) == pytest.approx(1080 - 30)
    longer = lay_out(replace(PIECE, bars=9), top=0, margin=30)
    assert [system.start_bar for system in longer.systems] == [0, 5]


def test_in_a_film_all_lines_are_as_long() -> None:
    systems = lay_out(PIECE, top=0, margin=0, bars_per_system=4).systems
    assert [(s.start_beats, s.stop_beats) for s in systems] == [(0, 16), (16, 20)]


def test_nothing_is_drawn_left_of_the_pickup(tmp_path: Path) -> None:
    draw_roll(PIECE, tmp_path / "roll.png", caption="", weights={"folk": 1.0})
    with Image.open(tmp_path / "roll.png") as image:
        picture = np.asarray(image.convert("RGB"), int)
    edge = picture[300:, :30]
    assert (np.abs(edge - edge[0, 0]).max(axis=2) < 40).all()


@pytest.mark.parametrize(("bars", "first"), [(0, 3), (1, 7), (-1, 15)])
def test_moving_notes_begin_where_the_band_plays_them(bars: int, first: int) -> None:
    """With the tune's own bars, after an intro of two, and in a loop from its last bar."""
    notes = PIECE.tracks[0].notes
    tune = LeadSheet(PIECE.key, PIECE.meter, PIECE.bars, notes)
    played = replace(PIECE, bars=PIECE.bars + bars)
    work = Work(b"", played, played, tune=tune, melodies={"folk": tune})
    record = json.loads(write_notes(work))
    assert record["pickup_beats"] == 1
    pitch = notes[0].pitch
    for rows in (record["melodies"]["folk"], record[FUSED]):
        assert [row[1] for row in rows] == sorted(row[1] for row in rows)
        assert (pitch, first) in [(row[0], row[1]) for row in rows]
