"""Standard MIDI files: the notes of each track and channel on the grid.

Knows note pairing, metres, signatures, tempo and what is too large to read. Doesn't
know which track is the tune.
"""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from dataclasses import dataclass, field

import mido

from models.corpora.errors import UnreadablePiece
from models.corpora.score import RawNote

_MAX_BYTES = 1024 * 1024
_MAX_TRACKS = 128
_MAX_NOTES = 60_000
_MAX_TICKS = 12 * 4 * 4000
_DRUMS = 9
_SHARPS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5, "F#": 6, "C#": 7, "F": -1, "Bb": -2,
           "Eb": -3, "Ab": -4, "Db": -5, "Gb": -6, "Cb": -7}  # fmt: skip
_MINOR_SHARPS = {"A": 0, "E": 1, "B": 2, "F#": 3, "C#": 4, "G#": 5, "D#": 6, "A#": 7, "D": -1,
                 "G": -2, "C": -3, "F": -4, "Bb": -5, "Eb": -6, "Ab": -7}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """The notes of one channel of one track, in ticks; ``program`` 0 to 127."""

    name: str
    channel: int
    program: int
    notes: tuple[RawNote, ...]


@dataclass(slots=True)
class Song:
    """A file's lines, its signatures by tick, and its first tempo in quarters a minute."""

    lines: list[Line] = field(default_factory=list)
    meters: list[tuple[int, tuple[int, int]]] = field(default_factory=list)
    keys: list[tuple[int, int, str]] = field(default_factory=list)
    tempo_bpm: float | None = None

    @property
    def pitched(self) -> list[Line]:
        return [line for line in self.lines if line.channel != _DRUMS]

    @property
    def end(self) -> int:
        return max(note.end for line in self.lines for note in line.notes)


def read_song(data: bytes) -> Song:
    """A MIDI file's lines. Raises UnreadablePiece for damaged, empty or huge files."""
    if len(data) > _MAX_BYTES:
        raise UnreadablePiece(f"the MIDI file has {len(data) >> 20} MiB")
    if data[:8] == b"MThd\x00\x00\x00\x06" and int.from_bytes(data[10:12], "big") > _MAX_TRACKS:
        raise UnreadablePiece(f"the MIDI file has more than {_MAX_TRACKS} tracks")
    try:
        file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    except (OSError, EOFError, ValueError, IndexError, KeyError, TypeError, struct.error,
            mido.KeySignatureError) as error:  # fmt: skip
        raise UnreadablePiece("it is no MIDI file, or a damaged one") from error
    if file.ticks_per_beat <= 0:
        raise UnreadablePiece("the MIDI file counts time in frames, not beats")
    song = Song()
    total = 0
    for track in file.tracks[:_MAX_TRACKS]:
        total += _read_track(song, track, file.ticks_per_beat)
        if total > _MAX_NOTES:
            raise UnreadablePiece(f"the MIDI file has more than {_MAX_NOTES} notes")
    if not song.pitched:
        raise UnreadablePiece("the MIDI file has no pitched notes")
    if song.end > _MAX_TICKS:
        raise UnreadablePiece(f"the MIDI file lasts {song.end // 12} beats")
    song.meters.sort()
    song.keys.sort()
    return song


def _read_track(song: Song, track: mido.MidiTrack, resolution: int) -> int:
    now = count = 0
    programs: dict[int, int] = {}
    open_notes: dict[tuple[int, int], list[int]] = defaultdict(list)
    found: dict[int, list[RawNote]] = defaultdict(list)
    for message in track:
        now += message.time
        kind = message.type
        if kind == "note_on" and message.velocity:
            open_notes[(message.channel, message.note)].append(now)
        elif kind in ("note_on", "note_off"):
            starts = open_notes.get((message.channel, message.note))
            if starts:
                start = _grid(starts.pop(0), resolution)
                length = max(1, _grid(now, resolution) - start)
                found[message.channel].append(RawNote(start, length, message.note))
                count += 1
        elif kind == "program_change":
            programs.setdefault(message.channel, message.program)
        elif kind == "time_signature":
            song.meters.append((_grid(now, resolution), (message.numerator, message.denominator)))
        elif kind == "key_signature":
            minor = message.key.endswith("m")
            table = _MINOR_SHARPS if minor else _SHARPS
            fifths = table.get(message.key.rstrip("m"), 0)
            song.keys.append((_grid(now, resolution), fifths, "minor" if minor else "major"))
        elif kind == "set_tempo" and song.tempo_bpm is None and message.tempo > 0:
            song.tempo_bpm = round(60e6 / message.tempo, 1)
    for channel, notes in found.items():
        notes.sort(key=lambda n: (n.start, -n.pitch))
        song.lines.append(Line(track.name.strip(), channel, programs.get(channel, 0),
                               tuple(notes)))  # fmt: skip
    return count


def _grid(ticks: int, resolution: int) -> int:
    return (ticks * 24 + resolution) // (2 * resolution)
