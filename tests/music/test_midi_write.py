"""A written MIDI file says what the piece says, to every library that people use."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import mido
import music21
import pretty_midi
import pytest
import symusic
from hypothesis import given, settings
from hypothesis import strategies as st

from music.key import Key
from music.leadsheet import Note
from music.meter import KNOWN_METERS
from music.midi import write_midi
from music.piece import Piece, Track
from tests.music.pieces import band_piece

NAMES = ["Melody", "Piano", "Double bass", "Drums"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "piece.mid"
    path.write_bytes(write_midi(band_piece()))
    return path


def parsed(piece: Piece) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(write_midi(piece)))


def metas(midi: mido.MidiFile, kind: str) -> list[mido.MetaMessage]:
    return [message for track in midi.tracks for message in track if message.type == kind]


def test_same_piece_gives_same_bytes() -> None:
    assert write_midi(band_piece()) == write_midi(band_piece())


def test_another_note_gives_other_bytes() -> None:
    piece = band_piece()
    track = piece.tracks[0]
    other = replace(track, notes=(replace(track.notes[0], pitch=75), *track.notes[1:]))
    assert write_midi(replace(piece, tracks=(other,))) != write_midi(
        replace(piece, tracks=(track,))
    )


def test_mido_reads_conductor_and_tracks(file: Path) -> None:
    midi = mido.MidiFile(file)
    assert (midi.type, midi.ticks_per_beat) == (1, 480)
    assert [track.name for track in midi.tracks] == ["Test Tune", *NAMES]
    assert [message.text for message in metas(midi, "marker")] == ["A", "B"]
    texts = [message.text for message in metas(midi, "text")]
    assert texts == ["recipe: 70% jazz 30% classical seed=7", "Dm7", "Cmaj7", "Am7", "Dm"]
    assert metas(midi, "key_signature")[0].key == "Dm"
    channels = [
        {message.channel for message in track if hasattr(message, "channel")}
        for track in midi.tracks[1:]
    ]
    assert channels == [{0}, {1}, {2}, {9}]


def test_pretty_midi_reads_the_same(file: Path) -> None:
    midi = pretty_midi.PrettyMIDI(str(file))
    assert midi.get_tempo_changes()[1] == pytest.approx([120.0])
    assert [(s.numerator, s.denominator) for s in midi.time_signature_changes] == [(4, 4)]
    numbers = [signature.key_number for signature in midi.key_signature_changes]
    assert [pretty_midi.key_number_to_key_name(number) for number in numbers] == ["D minor"]
    found = [(part.name, part.program, part.is_drum) for part in midi.instruments]
    assert found == list(zip(NAMES, (66, 0, 32, 0), (False, False, False, True), strict=True))


def test_symusic_reads_the_same(file: Path) -> None:
    score = symusic.Score(str(file))
    assert [round(tempo.qpm, 3) for tempo in score.tempos] == [120.0]
    assert [(s.numerator, s.denominator) for s in score.time_signatures] == [(4, 4)]
    assert [(s.key, s.tonality) for s in score.key_signatures] == [(-1, 1)]
    found = [(track.name, track.program, track.is_drum) for track in score.tracks]
    assert found == list(zip(NAMES, (66, 0, 32, 0), (False, False, False, True), strict=True))


def test_music21_reads_the_same(file: Path) -> None:
    score = music21.converter.parse(file)
    assert [part.partName for part in score.parts] == NAMES
    melody = score.parts[0].flatten()
    assert melody.getElementsByClass(music21.instrument.Instrument).first().midiProgram == 66
    assert score.flatten().getElementsByClass(music21.tempo.MetronomeMark).first().number == 120
    assert melody.getElementsByClass(music21.meter.TimeSignature).first().ratioString == "4/4"
    key = melody.getElementsByClass(music21.key.Key).first()
    assert (key.tonic.name, key.mode) == ("D", "minor")


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("Eb major", "Eb"),
        ("F# minor", "F#m"),
        ("D dorian", "Am"),
        ("G mixolydian", "C"),
        ("F lydian", "C"),
        ("Cb major", "Cb"),
        ("A# minor", "A#m"),
    ],
)
def test_modes_have_the_signature_of_their_notes(key: str, signature: str) -> None:
    midi = parsed(replace(band_piece(), key=Key.parse(key)))
    assert metas(midi, "key_signature")[0].key == signature


def test_tempo_counts_felt_beats() -> None:
    midi = parsed(band_piece(meter="6/8", tempo_bpm=100))
    assert mido.tempo2bpm(metas(midi, "set_tempo")[0].tempo) == pytest.approx(150, abs=0.01)


@pytest.mark.parametrize("meter", KNOWN_METERS)
def test_every_track_ends_on_the_last_bar_line(meter: str) -> None:
    piece = band_piece(meter=meter)
    for track in parsed(piece).tracks:
        assert sum(message.time for message in track) == round(piece.length_beats * 480)


notes = st.builds(
    Note,
    pitch=st.integers(58, 62),
    start_beats=st.floats(0, 20),
    length_beats=st.floats(0.001, 9),
    velocity=st.integers(1, 127),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(notes, max_size=30))
def test_every_strike_is_released_before_the_next_and_before_the_end(played: list[Note]) -> None:
    piece = replace(band_piece(), tracks=(Track("Any", "chords", 0, tuple(played)),))
    now, sounding = 0, set()
    for message in parsed(piece).tracks[1]:
        now += message.time
        if message.type == "note_on":
            assert message.note not in sounding
            assert now < 4 * 4 * 480
            sounding.add(message.note)
        elif message.type == "note_off":
            sounding.remove(message.note)
    assert not sounding
    starts = {(n.pitch, round(n.start_beats * 480)) for n in played if n.start_beats * 480 < 7679}
    struck = [message for message in parsed(piece).tracks[1] if message.type == "note_on"]
    assert len(struck) >= len(starts)


def test_a_title_in_any_script_survives() -> None:
    midi = mido.MidiFile(
        file=io.BytesIO(write_midi(replace(band_piece(), title="Größe 夜想曲"))), charset="utf-8"
    )
    assert midi.tracks[0].name == "Größe 夜想曲"


def test_twenty_parts_fit_into_sixteen_channels() -> None:
    part = band_piece().tracks[1]
    midi = parsed(replace(band_piece(), tracks=(part,) * 20))
    used = {m.channel for track in midi.tracks for m in track if hasattr(m, "channel")}
    assert used == set(range(16)) - {9}
