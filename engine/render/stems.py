"""Stems: what each player of a MIDI file strikes, in seconds, ready for a synth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import RenderError
from music.errors import UnreadableFile
from music.midi import MidiSong, MidiTrack, read_midi

SAMPLE_RATE = 44_100
TAIL_SECONDS = 2.5
MAX_SECONDS = 30 * 60.0

Stereo = NDArray[np.float32]
"""Frames × 2, full scale 1.0."""


@dataclass(frozen=True, slots=True)
class Strike:
    """One note in seconds; ``pitch`` and ``velocity`` are MIDI's."""

    start_seconds: float
    length_seconds: float
    pitch: int
    velocity: int


@dataclass(frozen=True, slots=True)
class Stem:
    """One player's strikes; ``volume``, ``pan`` and ``reverb`` are controllers, 0 to 127."""

    name: str
    program: int
    is_drums: bool
    strikes: tuple[Strike, ...]
    volume: int
    pan: int
    reverb: int


class Synth(Protocol):
    """Turns a stem into sound, dry and in the middle; levels are the mixer's work."""

    @property
    def name(self) -> str: ...

    def play(self, stem: Stem, frames: int) -> Stereo: ...


def stems_of(midi: bytes, *, from_pickup: bool = False) -> tuple[tuple[Stem, ...], int]:
    """The stems of a MIDI file and the frames that they and their tail take.

    The first bar of a pickup is as long as in the file, so that bar lines meet in an editor;
    ``from_pickup`` begins with its first note instead, for listeners.
    Raises RenderError where the bytes aren't MIDI or play longer than MAX_SECONDS.
    """
    try:
        song = read_midi(midi)
    except UnreadableFile as error:
        raise RenderError(f"there is nothing to play: {error}") from error
    begin = song.seconds_at(song.opening_beats) if from_pickup else 0.0
    seconds = song.seconds_at(song.length_beats) - begin + TAIL_SECONDS
    if seconds > MAX_SECONDS:
        limit = MAX_SECONDS / 60
        raise RenderError(
            f"the piece lasts {seconds / 60:.0f} minutes; at most {limit:.0f} can play"
        )
    stems = tuple(_stem(track, song, begin) for track in song.tracks)
    return stems, round(seconds * SAMPLE_RATE)


def _stem(track: MidiTrack, song: MidiSong, begin: float) -> Stem:
    strikes = []
    for note in track.notes:
        start = song.seconds_at(note.start_beats)
        length = song.seconds_at(note.end_beats) - start
        strikes.append(Strike(start - begin, length, note.pitch, note.velocity))
    return Stem(
        name=track.name,
        program=track.program,
        is_drums=track.is_drums,
        strikes=tuple(strikes),
        volume=track.volume,
        pan=track.pan,
        reverb=track.reverb,
    )
