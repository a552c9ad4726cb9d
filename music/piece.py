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
    which the same piece can be made again.
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

    @property
    def length_beats(self) -> float:
        return self.bars * self.meter.bar_beats

    @property
    def length_seconds(self) -> float:
        return self.length_beats * 60.0 / self.meter.quarter_bpm(self.tempo_bpm)
