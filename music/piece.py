"""Pieces: what a band plays, track by track, ready to be written to a file."""

from __future__ import annotations

from dataclasses import dataclass

from music.key import Key
from music.leadsheet import ChordSpan, Note, Section
from music.meter import Meter


@dataclass(frozen=True, slots=True)
class Track:
    """One player's part: a name, a General MIDI program 0 to 127, and notes.

    Drum tracks ignore the program; their pitches are General MIDI percussion
    keys. ``role`` is what the part does: melody, chords, bass, drums, inner, counter.
    ``instrument`` is its name in the instrument table, empty where only the program is known.
    """

    name: str
    role: str
    program: int
    notes: tuple[Note, ...]
    is_drums: bool = False
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole arrangement: ``bars`` bars of ``meter`` at ``tempo_bpm`` felt beats a minute.

    Track notes carry the provenance (``Note.genre``); ``recipe`` is the text from
    which the same piece can be made again. A ``pickup_beats`` over 0 says that the first bar is
    a pickup's, silent until so many beats before the second.
    """

    title: str
    key: Key
    meter: Meter
    tempo_bpm: float
    bars: int
    tracks: tuple[Track, ...]
    chords: tuple[ChordSpan, ...] = ()
    sections: tuple[Section, ...] = ()
    recipe: str = ""
    pickup_beats: float = 0.0

    @property
    def first_bar(self) -> int:
        """The first full bar: 1 after a pickup, else 0."""
        return int(self.pickup_beats > 0)

    @property
    def opening_beats(self) -> float:
        """Where the music begins: with the pickup, or at 0."""
        return self.meter.bar_beats - self.pickup_beats if self.pickup_beats else 0.0

    @property
    def length_beats(self) -> float:
        return self.bars * self.meter.bar_beats

    @property
    def length_seconds(self) -> float:
        """How long the music lasts, from the pickup on."""
        beats = self.length_beats - self.opening_beats
        return beats * 60.0 / self.meter.quarter_bpm(self.tempo_bpm)
