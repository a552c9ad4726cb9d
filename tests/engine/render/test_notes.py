"""The notes file: what a MIDI file can't say, and melodies that can be played from it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.render.notes import FUSED, melody_midi, write_notes
from engine.render.work import Work
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter
from music.midi_read import read_midi
from music.piece import Piece, Track

METER = Meter("3/4")


def sheet(pitch: int, genre: str | None = None) -> LeadSheet:
    notes = tuple(Note(pitch + n, 1.5 * n, 1.0, genre=genre) for n in range(3))
    return LeadSheet(Key("D", "minor"), METER, 2, notes)


def record(intro: int = 1) -> dict[str, Any]:
    tune = sheet(70, "jazz")
    played = Piece(
        "a waltz", Key("D", "minor"), METER, 90, 2 + intro,
        (Track("Melody", "melody", 73, tune.melody), Track("Drums", "drums", 0, (), True)),
        chords=(ChordSpan(Chord(2, "m7"), 0.0, 9.0),),
    )  # fmt: skip
    work = Work(
        b"", played, played, tune=tune, melodies={"jazz": sheet(60), "folk": sheet(65)}, intro=intro
    )
    return dict(json.loads(write_notes(work)))


def test_every_note_knows_its_genre_and_melodies_begin_after_the_intro() -> None:
    found = record(intro=1)
    assert found["genres"] == ["jazz", "folk"]
    assert found["tracks"][0]["notes"][1] == [71, 1.5, 1, 80, 0]
    assert found["melodies"]["folk"][0] == [65, 3, 1, 80, -1]
    assert found[FUSED][0] == [70, 3, 1, 80, 0]
    assert found["chords"] == [["Dm7", 0, 9, [2, 5, 9, 0]]]
    assert record(intro=0)["melodies"]["folk"][0][1] == 0


@pytest.mark.parametrize("name", ["jazz", "folk", FUSED])
def test_a_melody_is_played_over_its_chords_at_the_pieces_tempo(name: str) -> None:
    song = read_midi(melody_midi(record(), name))
    tune, chords = song.tracks
    assert [note.start_beats for note in tune.notes] == [3.0, 4.5, 6.0]
    assert {note.pitch % 12 for note in chords.notes} == {2, 5, 9, 0}
    assert max(note.pitch for note in chords.notes) < min(note.pitch for note in tune.notes) + 12
    assert round(song.tempos[0].quarter_bpm) == 90


def test_there_is_no_melody_of_a_genre_that_took_no_part() -> None:
    with pytest.raises(KeyError):
        melody_midi(record(), "hymn")
