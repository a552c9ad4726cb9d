"""Properties that every arrangement has, over hundreds of random requests."""

from __future__ import annotations

from collections import defaultdict

import pytest

from engine.arrange.arranger import Arrangement
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.instruments import INSTRUMENTS, find_instrument
from music.piece import Piece, Track
from tests.engine.arrange.bands import PARTS, arranged, random_case

CASES = [*range(80), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(80, 320))]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[CompositionRequest, Arrangement]:
    sheet, asked = random_case(request.param)
    return asked, arranged(sheet, asked)


def _pitched(piece: Piece) -> list[Track]:
    return [track for track in piece.tracks if not track.is_drums]


def test_every_note_is_inside_the_piece(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    for track in piece.tracks:
        for note in track.notes:
            assert 0 <= note.start_beats < note.end_beats <= piece.length_beats + 1e-6


def test_every_note_is_inside_its_instruments_range(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    for track in _pitched(case[1].piece):
        rows = [row for row in INSTRUMENTS if row.program == track.program]
        for note in track.notes:
            assert any(row.low <= note.pitch <= row.high for row in rows), (track.name, note)


def test_bass_stays_below_melody(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    tunes = [t for t in piece.tracks if t.role == "melody"]
    for bass in (t for t in piece.tracks if t.role == "bass"):
        for low in bass.notes:
            for high in (n for tune in tunes for n in tune.notes):
                if high.start_beats < low.end_beats and low.start_beats < high.end_beats:
                    assert low.pitch < high.pitch, (low, high)


def test_no_excluded_instrument_or_part_sounds(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    for name in set(asked.without) - set(asked.instruments):
        if name in PARTS:
            assert all(track.role != name for track in band.piece.tracks)
            continue
        row = find_instrument(name)
        sounding = [t for t in band.piece.tracks if t.is_drums == ("drums" in row.families)]
        twins = [n for n in asked.instruments if find_instrument(n).program == row.program]
        if "drums" in row.families:
            assert name != "drums" or not sounding or "bodhran" in asked.instruments
        elif not twins:
            assert all(track.program != row.program for track in sounding)


def test_who_plays_alone_is_joined_by_nobody(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    if not asked.only or {"bass", "string quartet"} & set(asked.only):  # whichever is at hand
        return
    rows = [find_instrument(name) for name in asked.only]
    for track in band.piece.tracks:
        if track.is_drums:
            assert any("drums" in row.families for row in rows)
        else:
            assert any(row.program == track.program for row in rows), track.name


def test_an_introduction_adds_its_bars_and_a_loop_none(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    tune = sum(s.bars for s in band.piece.sections if s.label != "Intro")
    assert band.piece.bars == tune + asked.intro
    assert sum(section.bars for section in band.piece.sections) == band.piece.bars


def test_instruments_asked_for_sound(case: tuple[CompositionRequest, Arrangement]) -> None:
    asked, band = case
    silenced = set(asked.without) & {"drums", "bass", "chords"}
    for name in set(asked.instruments) - set(asked.without) - {"string quartet"}:
        row = find_instrument(name)
        if silenced & set(row.families):
            continue
        if "drums" in row.families:
            assert any(track.is_drums for track in band.piece.tracks)
        elif name == "bass":
            assert any(track.role == "bass" for track in band.piece.tracks)
        elif not (asked.only and row.families == ("bass",)):  # alone it may carry the tune
            assert any(t.program == row.program for t in _pitched(band.piece)), name


def test_drums_only_where_a_style_has_them_or_they_were_asked_for(
    case: tuple[CompositionRequest, Arrangement],
) -> None:
    asked, band = case
    by_style = any("drums" in style_of(genre).brings for genre in asked.weights)
    allowed = (by_style and not asked.only) or any(
        "drums" in find_instrument(name).families for name in asked.instruments
    )
    assert allowed or not any(track.is_drums for track in band.piece.tracks)


def test_every_bar_of_the_band_is_filled(case: tuple[CompositionRequest, Arrangement]) -> None:
    piece = case[1].piece
    bar_beats = piece.meter.bar_beats
    for track in piece.tracks:
        if track.role in ("melody", "counter"):
            continue
        for bar in range(piece.bars):
            start, end = bar * bar_beats, (bar + 1) * bar_beats
            sounding = [n for n in track.notes if n.start_beats < end and n.end_beats > start + 0.1]
            assert sounding, (track.name, bar)


def test_chords_fit_the_hands(case: tuple[CompositionRequest, Arrangement]) -> None:
    for track in case[1].score.tracks:
        if track.role != "chords":
            continue
        struck: dict[float, list[int]] = defaultdict(list)
        for note in track.notes:
            struck[note.start_beats].append(note.pitch)
        for pitches in struck.values():
            assert max(pitches) - min(pitches) <= 16
            assert len(pitches) <= 5
