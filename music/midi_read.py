"""Reading any MIDI file into tracks of notes: tolerant of mess, firm on limits.

One track here is one channel of one track of the file, because that is one
player. Times are in beats of the file's own grid, unrounded. What is not needed to
play or study the notes (bends, lyrics, system messages) is passed over.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import mido

from music.errors import MusicError, UnreadableFile
from music.key import Key
from music.leadsheet import Note
from music.meter import Meter
from music.midi_write import PICKUP_CUE

MAX_BYTES = 2 * 1024 * 1024
MAX_NOTES = 200_000
MAX_BEATS = 100_000.0
_DRUM_CHANNEL = 9
_DEFAULT_BPM = 120.0


@dataclass(frozen=True, slots=True)
class MidiTrack:
    """One channel's notes. ``volume``, ``pan`` and ``reverb`` are controllers, 0 to 127."""

    name: str
    program: int
    notes: tuple[Note, ...]
    is_drums: bool = False
    volume: int = 100
    pan: int = 64
    reverb: int = 40


@dataclass(frozen=True, slots=True)
class Tempo:
    """From ``start_beats``, which sounds at ``start_seconds``, so many quarters a minute."""

    start_beats: float
    start_seconds: float
    quarter_bpm: float


@dataclass(frozen=True, slots=True)
class MidiSong:
    """What a MIDI file says.

    ``tempos`` are in order, the first at beat 0. ``meter`` is the first time
    signature, None where the file has none or one that Fusebox doesn't play;
    ``key`` likewise. ``length_beats`` is the end of the longest track; ``opening_beats`` is
    where a file of ours says that its pickup begins, else 0.
    """

    tracks: tuple[MidiTrack, ...]
    tempos: tuple[Tempo, ...]
    meter: Meter | None
    key: Key | None
    length_beats: float
    opening_beats: float = 0.0

    def seconds_at(self, beats: float) -> float:
        """When a beat sounds, following every tempo change."""
        index = bisect_right(self.tempos, beats, key=lambda tempo: tempo.start_beats)
        tempo = self.tempos[max(0, index - 1)]
        return tempo.start_seconds + (beats - tempo.start_beats) * 60 / tempo.quarter_bpm


@dataclass(slots=True)
class _Player:
    """What is known so far of one channel of one track."""

    name: str
    program: int = 0
    volume: int = 100
    pan: int = 64
    reverb: int = 40
    pedal: bool = False
    sounding: dict[int, tuple[float, int]] = field(default_factory=dict)
    held: dict[int, tuple[float, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def stop(self, pitch: int, beat: float) -> None:
        struck = self.sounding.pop(pitch, None)
        if struck is None:
            return
        if self.pedal:
            self.held[pitch] = struck
        else:
            self._keep(pitch, struck, beat)

    def strike(self, pitch: int, velocity: int, beat: float) -> None:
        for ringing in (self.sounding, self.held):
            struck = ringing.pop(pitch, None)
            if struck is not None:
                self._keep(pitch, struck, beat)
        self.sounding[pitch] = (beat, velocity)

    def lift_pedal(self, beat: float) -> None:
        self.pedal = False
        for pitch, struck in self.held.items():
            self._keep(pitch, struck, beat)
        self.held.clear()

    def stop_all(self, beat: float) -> None:
        self.lift_pedal(beat)
        for pitch in list(self.sounding):
            self.stop(pitch, beat)

    def _keep(self, pitch: int, struck: tuple[float, int], beat: float) -> None:
        start, velocity = struck
        if beat > start:
            self.notes.append(Note(pitch, start, beat - start, velocity))


@dataclass(slots=True)
class _Reading:
    """What has been gathered from the tracks read so far."""

    tempos: dict[float, float] = field(default_factory=dict)
    meters: list[tuple[float, str]] = field(default_factory=list)
    keys: list[tuple[float, str]] = field(default_factory=list)
    programs: dict[int, int] = field(default_factory=dict)
    tracks: list[MidiTrack] = field(default_factory=list)
    length_beats: float = 0.0
    opening_beats: float = 0.0
    strikes: int = 0


def read_midi(source: Path | bytes) -> MidiSong:
    """Read a MIDI file from a path or its bytes.

    Raises UnreadableFile with one sentence for people where the file is missing,
    empty, over MAX_BYTES, not MIDI, damaged beyond reading, or without any notes.
    """
    name = "the file" if isinstance(source, bytes) else source.name
    content = source if isinstance(source, bytes) else _content(source)
    if not content:
        raise UnreadableFile(f"{name} is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            f"{name} is over {MAX_BYTES // 1024**2} MiB, too large for a MIDI file"
        )
    midi = _parse(content, name)
    reading = _Reading()
    for track in midi.tracks:
        _read_track(track, midi.ticks_per_beat, reading, name)
    if not reading.tracks:
        raise UnreadableFile(f"{name} is a MIDI file without any notes")
    return MidiSong(
        tracks=tuple(reading.tracks),
        tempos=_tempo_map(reading.tempos),
        meter=_first_meter(reading.meters),
        key=_first_key(reading.keys),
        length_beats=reading.length_beats,
        opening_beats=_checked_opening(reading),
    )


def _checked_opening(reading: _Reading) -> float:
    """Where the pickup begins; 0 where something sounds before it."""
    first = min(note.start_beats for track in reading.tracks for note in track.notes)
    return reading.opening_beats if first >= reading.opening_beats else 0.0


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise UnreadableFile(f"{path.name} is over {limit} MiB, too large for a MIDI file")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnreadableFile(f"{path} can't be read: {reason}") from error


def _parse(content: bytes, name: str) -> mido.MidiFile:
    if not content.startswith(b"MThd"):
        raise UnreadableFile(f"{name} is not a MIDI file: it doesn't begin with MThd")
    try:
        midi = mido.MidiFile(file=io.BytesIO(content), clip=True)
    except Exception as error:  # mido leaks KeyError, IndexError … on damaged files
        raise UnreadableFile(f"{name} is a damaged MIDI file") from error
    if midi.type == 2:
        raise UnreadableFile(f"{name} is a type-2 MIDI file; save it as type 0 or 1")
    if not 1 <= midi.ticks_per_beat < 0x8000:
        raise UnreadableFile(f"{name} counts time in film frames; save it with beats")
    return midi


def _read_track(track: mido.MidiTrack, ticks: int, reading: _Reading, name: str) -> None:
    players: dict[int, _Player] = {}
    now = 0
    for message in track:
        now += message.time
        beat = now / ticks
        if beat > MAX_BEATS:
            raise UnreadableFile(f"{name} lasts over {MAX_BEATS:,.0f} beats; that can't be music")
        if message.is_meta:
            _note_meta(message, beat, reading)
        elif hasattr(message, "channel"):
            player = players.setdefault(
                message.channel, _Player(track.name, reading.programs.get(message.channel, 0))
            )
            _play(message, beat, player, reading)
        if reading.strikes > MAX_NOTES:
            raise UnreadableFile(f"{name} has over {MAX_NOTES:,} notes; that is too many to read")
    end = now / ticks
    reading.length_beats = max(reading.length_beats, end)
    reading.tracks.extend(_finished(players, end))


def _note_meta(message: mido.MetaMessage, beat: float, reading: _Reading) -> None:
    if message.type == "set_tempo" and message.tempo > 0:
        reading.tempos[beat] = 60_000_000 / message.tempo
    elif message.type == "time_signature":
        reading.meters.append((beat, f"{message.numerator}/{message.denominator}"))
    elif message.type == "key_signature":
        reading.keys.append((beat, message.key))
    elif message.type == "cue_marker" and message.text == PICKUP_CUE:
        reading.opening_beats = beat


def _play(message: mido.Message, beat: float, player: _Player, reading: _Reading) -> None:
    if message.type == "note_on" and message.velocity > 0:
        reading.strikes += 1
        player.strike(message.note, message.velocity, beat)
    elif message.type in ("note_on", "note_off"):
        player.stop(message.note, beat)
    elif message.type == "program_change":
        player.program = message.program
        reading.programs[message.channel] = message.program
    elif message.type == "control_change":
        _turn(message.control, message.value, beat, player)


def _turn(control: int, value: int, beat: float, player: _Player) -> None:
    if control == 7:
        player.volume = value
    elif control == 10:
        player.pan = value
    elif control == 91:
        player.reverb = value
    elif control == 64 and value >= 64:
        player.pedal = True
    elif control == 64:
        player.lift_pedal(beat)


def _finished(players: dict[int, _Player], end: float) -> Iterator[MidiTrack]:
    for channel, player in sorted(players.items()):
        player.stop_all(end)
        if player.notes:
            yield MidiTrack(
                name=player.name,
                program=player.program,
                notes=tuple(sorted(player.notes, key=lambda n: (n.start_beats, n.pitch))),
                is_drums=channel == _DRUM_CHANNEL,
                volume=player.volume,
                pan=player.pan,
                reverb=player.reverb,
            )


def _tempo_map(changes: dict[float, float]) -> tuple[Tempo, ...]:
    tempos: list[Tempo] = []
    for beat, bpm in sorted({0.0: _DEFAULT_BPM, **changes}.items()):
        seconds = 0.0
        if tempos:
            last = tempos[-1]
            seconds = last.start_seconds + (beat - last.start_beats) * 60 / last.quarter_bpm
        tempos.append(Tempo(beat, seconds, bpm))
    return tuple(tempos)


def _first_meter(meters: list[tuple[float, str]]) -> Meter | None:
    for _, name in sorted(meters):
        try:
            return Meter(name)
        except MusicError:
            return None
    return None


def _first_key(keys: list[tuple[float, str]]) -> Key | None:
    for _, name in sorted(keys):
        try:
            return Key(name.removesuffix("m"), "minor" if name.endswith("m") else "major")
        except MusicError:
            return None
    return None
