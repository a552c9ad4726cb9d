"""Any MIDI file is read, or refused with one clear sentence."""

from __future__ import annotations

import contextlib
import io
import struct
from pathlib import Path

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from music.errors import UnreadableFile
from music.key import Key
from music.meter import Meter
from music.midi import read_midi, write_midi
from music.midi_read import MAX_BYTES
from tests.music.pieces import band_piece


def content(*tracks: list[mido.Message], kind: int = 1) -> bytes:
    midi = mido.MidiFile(type=kind, ticks_per_beat=480)
    for messages in tracks:
        midi.tracks.append(mido.MidiTrack(messages))
    buffer = io.BytesIO()
    midi.save(file=buffer)
    return buffer.getvalue()


def on(pitch: int, time: int = 0, channel: int = 0, velocity: int = 64) -> mido.Message:
    return mido.Message("note_on", note=pitch, time=time, channel=channel, velocity=velocity)


def off(pitch: int, time: int) -> mido.Message:
    return mido.Message("note_off", note=pitch, time=time)


def test_what_was_written_is_read_again() -> None:
    piece = band_piece()
    song = read_midi(write_midi(piece))
    assert (song.key, song.meter, song.length_beats) == (Key("D", "minor"), Meter("4/4"), 16.0)
    assert song.tempos[0].quarter_bpm == pytest.approx(120)
    for written, read in zip(piece.tracks, song.tracks, strict=True):
        assert read.is_drums == written.is_drums
        assert sorted((n.pitch, n.start_beats, n.velocity) for n in read.notes) == sorted(
            (n.pitch, n.start_beats, n.velocity) for n in written.notes
        )


def test_type_0_channels_become_tracks() -> None:
    song = read_midi(content([on(60), on(40, channel=9), off(60, 480)], kind=0))
    assert [track.is_drums for track in song.tracks] == [False, True]


def test_seconds_follow_tempo_changes() -> None:
    conductor = [
        mido.MetaMessage("set_tempo", tempo=1_000_000),
        mido.MetaMessage("set_tempo", tempo=500_000, time=960),
    ]
    song = read_midi(content(conductor, [on(60), off(60, 1920)]))
    assert [song.seconds_at(beat) for beat in (0, 1, 2, 4)] == [0, 1, 2, 3]


def test_pedal_lengthens_notes() -> None:
    pedal = [mido.Message("control_change", control=64, value=value) for value in (127, 0)]
    pedal[1].time = 480
    song = read_midi(content([pedal[0], on(60), off(60, 480), pedal[1], on(62), off(62, 480)]))
    assert [note.length_beats for note in song.tracks[0].notes] == [2.0, 1.0]


def test_a_note_without_release_ends_with_its_track() -> None:
    song = read_midi(content([on(60), mido.MetaMessage("end_of_track", time=960)]))
    assert song.tracks[0].notes[0].length_beats == 2.0


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (b"", "is empty"),
        (b"RIFF1234WAVE", "not a MIDI file"),
        (b"MThd", "damaged"),
        (content([on(60), off(60, 480)])[:-9], "damaged"),
        (content([mido.MetaMessage("track_name", name="mute")]), "without any notes"),
        (content([on(60), off(60, 480)], kind=2), "type-2"),
        (b"MThd" + struct.pack(">IHHh", 6, 1, 0, -6400), "film frames"),
        (b"MThd" + b"\0" * MAX_BYTES, "too large"),
        (content([on(60), off(60, 200_000_000)]), "can't be music"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(damaged: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_midi(damaged)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.mid", tmp_path):
        with pytest.raises(UnreadableFile, match="can't be read"):
            read_midi(path)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_never_escapes_as_another_error(data: st.DataObject) -> None:
    damaged = bytearray(write_midi(band_piece()))
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    with contextlib.suppress(UnreadableFile):
        assert read_midi(bytes(damaged[: cut or None])).tracks
