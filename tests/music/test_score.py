"""The band's score: every player's notes on staves fit for reading, in full bars."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import music21
import pytest
import verovio
from hypothesis import given, settings
from hypothesis import strategies as st

from music.key import Key
from music.leadsheet import Note
from music.meter import KNOWN_METERS
from music.musicxml import write_musicxml, write_score
from music.percussion import drum_sign
from music.piece import Piece, Track
from music.staves import BASS, TREBLE, parts_of
from tests.music.pieces import band_piece


def with_track(role: str, program: int, notes: tuple[Note, ...], bars: int = 4) -> Piece:
    return replace(band_piece(bars=bars), tracks=(Track("Any", role, program, notes),))


def line(*pitches: int, beats: float = 1.0) -> tuple[Note, ...]:
    return tuple(Note(pitch, i * beats, beats) for i, pitch in enumerate(pitches))


def score(piece: Piece) -> ET.Element:
    return ET.fromstring(write_score(piece))


def verovio_log(text: str) -> str:
    verovio.enableLog(verovio.LOG_WARNING)
    toolkit = verovio.toolkit()
    assert toolkit.loadData(text)
    assert toolkit.renderToSVG(1)
    return str(toolkit.getLog())


def bar_ticks(measure: ET.Element) -> list[int]:
    """How long each voice of a measure lasts."""
    lengths: dict[str, int] = {}
    for note in measure.iter("note"):
        if note.find("chord") is None:
            voice = note.findtext("voice") or ""
            lengths[voice] = lengths.get(voice, 0) + int(note.findtext("duration") or 0)
    return list(lengths.values())


def test_music21_reads_every_player(tmp_path: Path) -> None:
    path = tmp_path / "score.musicxml"
    path.write_text(write_score(band_piece()), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        read = music21.converter.parse(path)
    assert [part.partName for part in read.parts] == ["Tenor sax", "Piano", "Bass", "Drums"]
    for part, track in list(zip(read.parts, band_piece().tracks, strict=True))[:3]:
        found = {p.midi for note in part.flatten().notes if not isinstance(
            note, music21.harmony.ChordSymbol) for p in note.pitches}  # fmt: skip
        assert found == {note.pitch for note in track.notes}


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_voice_of_every_bar_is_full(meter: str) -> None:
    piece = band_piece(meter=meter, bars=6)
    text = write_score(piece)
    assert verovio_log(text) == ""
    for measure in ET.fromstring(text).iter("measure"):
        assert set(bar_ticks(measure)) == {piece.meter.bar_ticks}


@pytest.mark.parametrize("key", ["C# major", "Cb major", "A# minor", "Ab minor", "E phrygian"])
def test_every_key_opens_without_a_warning(key: str) -> None:
    assert verovio_log(write_score(replace(band_piece(), key=Key.parse(key)))) == ""


notes = st.builds(
    Note,
    pitch=st.integers(30, 100),
    start_beats=st.integers(0, 180).map(lambda tick: tick / 12),
    length_beats=st.floats(0.1, 6),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(notes, max_size=40),
    st.sampled_from(["melody", "chords", "inner", "bass"]),
    st.sampled_from([0, 19, 24, 40, 48]),
)
def test_whatever_a_player_does_the_bars_are_full(
    played: list[Note], role: str, program: int
) -> None:
    root = score(with_track(role, program, tuple(played)))
    for measure in root.iter("measure"):
        assert set(bar_ticks(measure)) == {48}


def test_articulation_is_not_written_as_rests() -> None:
    short = tuple(replace(n, length_beats=n.length_beats * 0.93) for n in line(48, 50, 52, 53, 55))
    exact, held = (score(with_track("bass", 32, p)) for p in (line(48, 50, 52, 53, 55), short))
    assert len(list(held.iter("rest"))) == len(list(exact.iter("rest")))


def test_a_note_that_sounds_on_has_a_voice_of_its_own() -> None:
    left = tuple(Note(48, bar * 4.0, 4.0) for bar in range(4))
    right = tuple(Note(64, bar * 4.0 + beat, 1.0) for bar in range(4) for beat in (1, 2, 3))
    root = score(with_track("chords", 48, (*left, *right)))
    wholes = [note for note in root.iter("note") if note.findtext("type") == "whole"]
    assert len(wholes) == 4
    assert {note.findtext("voice") for note in root.iter("note")} > {wholes[0].findtext("voice")}


def test_two_hands_have_two_staves_and_one_hand_has_one() -> None:
    wide = tuple(Note(p, float(i), 1.0) for i in range(8) for p in (40, 76, 79))
    narrow = tuple(Note(p, float(i), 1.0) for i in range(8) for p in (50, 55, 60))
    assert [s.clef for s in parts_of(with_track("chords", 0, wide))[0].staves] == [TREBLE, BASS]
    assert [s.clef for s in parts_of(with_track("chords", 0, narrow))[0].staves] == [BASS]


def test_a_pianist_who_also_plays_the_tune_reads_one_pair_of_staves() -> None:
    tracks = (
        Track("Melody", "melody", 0, line(72, 74, 76)),
        Track("Chords", "chords", 0, line(48, 50, 52)),
        Track("Bass", "bass", 32, line(36, 38, 40)),
    )
    parts = parts_of(replace(band_piece(), tracks=tracks))
    assert [len(part.staves) for part in parts] == [2, 1]


def test_four_voices_of_an_organ_are_written_as_a_hymn() -> None:
    inner = (*line(65, 65, 67), *line(60, 60, 62))
    tracks = tuple(
        Track(role, role, 19, played)
        for role, played in (
            ("melody", line(72, 74, 76)), ("inner", inner), ("bass", line(48, 50, 52))
        )
    )  # fmt: skip
    (part,) = parts_of(replace(band_piece(), tracks=tracks))
    pitches = [[voice[0].pitches for voice in staff.voices] for staff in part.staves]
    assert pitches == [[(72,), (65,)], [(60,), (48,)]]


def test_high_passages_stand_under_an_octave_line() -> None:
    high = (*line(72, 74, 76, 77), *(replace(n, start_beats=n.start_beats + 4) for n in
            line(84, 86, 88, 91, 91, 89, 88, 86)))  # fmt: skip
    for text in (write_score(with_track("melody", 73, high)),
                 write_musicxml(with_track("melody", 73, high))):  # fmt: skip
        root = ET.fromstring(text)
        assert [mark.get("type") for mark in root.iter("octave-shift")] == ["down", "stop"]
        assert verovio_log(text) == ""
        assert max(int(o.text or 0) for o in root.iter("octave")) == 6


def test_basses_and_guitars_read_an_octave_above_their_sound() -> None:
    bass = score(with_track("bass", 32, line(33, 35, 36)))
    guitar = score(with_track("chords", 24, line(52, 55, 60)))
    assert [root.findtext(".//clef-octave-change") for root in (bass, guitar)] == ["-1", "-1"]


def test_drums_have_their_clef_heads_and_sounds() -> None:
    root = score(replace(band_piece(), tracks=band_piece().tracks[3:]))
    assert root.findtext(".//clef/sign") == "percussion"
    assert {head.text for head in root.iter("notehead")} == {drum_sign(42).head}
    assert {sound.text for sound in root.iter("midi-unpitched")} == {"37", "43"}
    assert not list(root.iter("pitch"))


def test_swing_is_a_word_over_even_eighths() -> None:
    piece = band_piece()
    assert "Swing" not in write_score(piece)
    for text in (write_score(piece, swings=True), write_musicxml(piece, swings=True)):
        assert text.count(">Swing<") == 1


def test_a_silent_piece_is_a_score_of_rests() -> None:
    root = score(replace(band_piece(), tracks=()))
    assert len(list(root.iter("rest"))) == 4
