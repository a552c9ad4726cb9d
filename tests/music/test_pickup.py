"""Pickups: what counts as one, and that a score's bars are short where it stands."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from music.chord import parse_chord
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.midi import read_midi, write_midi
from music.musicxml import write_score
from music.piece import Piece
from tests.music.pieces import band_piece
from tests.music.test_musicxml import sheet
from tests.music.test_score import bar_ticks, verovio_log

HOME = (ChordSpan(parse_chord("Dm"), 4.0, 12.0),)


def beginning_at(beat: float, *, chords: tuple[ChordSpan, ...] = HOME) -> LeadSheet:
    notes = (Note(69, beat, 0.5), *(Note(62 + n, 4.0 + n, 1.0) for n in range(12)))
    return sheet(melody=notes, chords=chords, sections=())


@pytest.mark.parametrize(("beat", "pickup"), [(2.0, 2.0), (3.0, 1.0), (3.5, 0.5)])
def test_a_pickup_is_what_sounds_of_a_bar_that_begins_with_a_rest(
    beat: float, pickup: float
) -> None:
    tune = beginning_at(beat)
    assert (tune.pickup_beats, tune.first_bar, tune.opening_beats) == (pickup, 1, beat)


@pytest.mark.parametrize(
    "tune",
    [
        beginning_at(0.0),
        beginning_at(1.5),  # more than half a bar
        beginning_at(3.0, chords=(ChordSpan(parse_chord("Dm"), 0.0, 16.0),)),  # a band plays
        replace(beginning_at(3.0), melody=()),
    ],
)
def test_other_beginnings_are_none(tune: LeadSheet) -> None:
    assert (tune.pickup_beats, tune.first_bar, tune.opening_beats) == (0.0, 0, 0.0)


def test_a_midi_file_says_where_the_pickup_begins_and_its_bar_is_whole() -> None:
    piece = replace(band_with_pickup(), pickup_beats=1.0)
    song = read_midi(write_midi(piece))
    assert (song.opening_beats, song.length_beats) == (3.0, 20.0)
    assert piece.length_seconds == pytest.approx(17 * 60 / piece.tempo_bpm)
    assert read_midi(write_midi(band_piece())).opening_beats == 0.0


def test_a_cue_after_the_first_note_is_no_beginning() -> None:
    piece = replace(band_piece(), pickup_beats=1.0)  # its band plays from the first beat on
    assert read_midi(write_midi(piece)).opening_beats == 0.0


def band_with_pickup(first: float = 3.0) -> Piece:
    """The band piece a bar later, its tune from an upbeat on."""
    piece = band_piece()
    later = [
        replace(t, notes=tuple(replace(n, start_beats=n.start_beats + 4) for n in t.notes))
        for t in piece.tracks
    ]
    tune = replace(later[0], notes=(Note(67, first, 4.0 - first), *later[0].notes))
    chords = tuple(replace(c, start_beats=c.start_beats + 4) for c in piece.chords)
    return replace(piece, bars=piece.bars + 1, tracks=(tune, *later[1:]), chords=chords)


def test_every_part_of_a_score_has_the_short_bar() -> None:
    text = write_score(band_with_pickup())
    parts = list(ET.fromstring(text).iter("part"))
    assert len(parts) > 1
    for part in parts:
        first, second = list(part.iter("measure"))[:2]
        assert (first.get("number"), first.get("implicit")) == ("0", "yes")
        assert set(bar_ticks(first)) == {12}
        assert (second.get("number"), set(bar_ticks(second))) == ("1", {48})
    assert verovio_log(text) == ""


def test_where_somebody_plays_before_it_the_bar_is_full() -> None:
    piece = band_with_pickup()
    early = replace(piece.tracks[1], notes=(Note(48, 0.0, 1.0), *piece.tracks[1].notes))
    root = ET.fromstring(write_score(replace(piece, tracks=(piece.tracks[0], early))))
    assert next(root.iter("measure")).get("implicit") is None
