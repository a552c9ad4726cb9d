"""A small band piece for tests, written as text one could play.

A melody line is a row of words, one per beat or part of it: ``D5`` a beat, ``D5/2``
half a beat, ``-`` a rest, with the genre switching at ``|jazz`` marks.
"""

from __future__ import annotations

from music.chord import parse_chord
from music.key import Key
from music.leadsheet import ChordSpan, Note, Section
from music.meter import Meter
from music.piece import Piece, Track

_TUNE = """
|jazz D5 F5/2 A5/2 G5 E5 |classical C5 E5 G5/2 F5/2 E5
|jazz A4/2 C5/2 E5 G5 - |classical F5 E5 D5 -
"""
_CHORDS = ("Dm7", "Cmaj7", "Am7", "Dm")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def tune(text: str = _TUNE) -> tuple[Note, ...]:
    """The notes of a melody line."""
    notes: list[Note] = []
    beat, genre = 0.0, None
    for word in text.split():
        if word.startswith("|"):
            genre = word[1:]
            continue
        name, _, part = word.partition("/")
        length = 1 / int(part) if part else 1.0
        if name != "-":
            pitch = 12 * (int(name[-1]) + 1) + _LETTERS[name[0]]
            pitch += {"#": 1, "b": -1}.get(name[1:-1], 0)
            notes.append(Note(pitch, beat, length, 92, genre))
        beat += length
    return tuple(notes)


def band_piece(
    *, key: str = "D minor", meter: str = "4/4", tempo_bpm: float = 120.0, bars: int = 4
) -> Piece:
    """Melody, chords, bass and drums, four bars long unless said otherwise."""
    bar_beats = Meter(meter).bar_beats
    chords = tuple(
        ChordSpan(parse_chord(_CHORDS[bar % 4]), bar * bar_beats, bar_beats) for bar in range(bars)
    )
    melody = tuple(note for note in tune() if note.end_beats <= bars * bar_beats)
    comping = tuple(
        Note(48 + (pitch_class - 48) % 12, span.start_beats, 1.0, 64, "jazz")
        for span in chords
        for pitch_class in span.chord.pitch_classes
    )
    bass = tuple(
        Note(36 + span.chord.root % 12, span.start_beats, span.length_beats, 80, "classical")
        for span in chords
    )
    drums = tuple(Note(42 if beat % 2 else 36, float(beat), 0.25, 70) for beat in range(bars * 3))
    return Piece(
        title="Test Tune",
        key=Key.parse(key),
        meter=Meter(meter),
        tempo_bpm=tempo_bpm,
        bars=bars,
        tracks=(
            Track("Tenor sax", "melody", 66, melody),
            Track("Piano", "chords", 0, comping),
            Track("Double bass", "bass", 32, bass),
            Track("Drums", "drums", 0, drums, is_drums=True),
        ),
        chords=chords,
        sections=(Section("A", 0, bars // 2), Section("B", bars // 2, bars - bars // 2)),
        recipe="70% jazz 30% classical seed=7",
    )
