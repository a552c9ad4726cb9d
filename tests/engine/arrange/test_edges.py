"""Beginnings and endings: introductions, and loops whose end meets their start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.arrange.arranger import arrange
from engine.arrange.edges import leading_back, with_intro
from engine.request import CompositionRequest
from music.chord import Chord
from music.leadsheet import Note
from music.piece import Piece
from tests.engine.arrange.sheets import ode


def _play(**wishes: object) -> Piece:
    request = CompositionRequest({"jazz": 0.5, "folk": 0.5}, bars=16, **wishes)  # type: ignore[arg-type]
    return arrange(ode(), request, title="Test", recipe="").score


def test_a_loop_goes_back_by_the_dominant() -> None:
    assert _play(loop=True).chords[-1].chord == Chord(7, "sus4")  # the tune holds the tonic
    assert leading_back(replace(ode(), melody=())).chords[-1].chord == Chord(7, "7")


def test_a_tune_that_allows_no_way_back_keeps_its_chords() -> None:
    sheet = replace(ode(), melody=(Note(61, 60.0, 4.0),))
    assert leading_back(sheet).chords[-1].chord.root == 0


def test_a_loop_has_no_last_chord_that_is_held() -> None:
    plain, loop = _play(), _play(loop=True)
    for role in ("chords", "bass", "drums"):
        last = [n for t in loop.tracks if t.role == role for n in t.notes if n.start_beats >= 62]
        assert last, role
    held = [n for t in plain.tracks if t.role == "bass" for n in t.notes if n.end_beats == 64.0]
    assert held[0].length_beats > 1.5
    assert loop.bars == plain.bars


@pytest.mark.parametrize("bars", [1, 2, 4])
def test_an_introduction_comes_before_the_whole_tune(bars: int) -> None:
    piece = _play(intro=bars)
    tune = next(t for t in piece.tracks if t.role == "melody")
    assert piece.bars == 16 + bars
    assert (piece.sections[0].label, piece.sections[0].bars) == ("Intro", bars)
    assert tune.notes[0].start_beats == 4.0 * bars
    assert [n.length_beats for n in tune.notes] == [n.length_beats for n in ode().melody]


def test_an_introduction_ends_on_the_dominant() -> None:
    sheet = with_intro(ode(), 4)
    assert sheet.chord_at(12.0) == Chord(7, "7")
    assert sheet.chord_at(16.0) == ode().chord_at(0.0)


def test_sections_still_know_where_they_return_to() -> None:
    first = replace(ode().sections[0], label="A", returns_to=None)
    again = replace(ode().sections[2], returns_to=0)
    sheet = with_intro(replace(ode(), sections=(first, again)), 2)
    assert [(s.start_bar, s.returns_to) for s in sheet.sections] == [(0, None), (2, None), (10, 2)]
