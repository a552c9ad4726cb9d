"""Tunes for the tests of figures, written as text."""

from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter

_PITCHES = {"C": 60, "D": 62, "E": 64, "F": 65, "G": 67, "A": 69, "B": 71, "c": 72}


def tune(
    text: str, *, chords: tuple[tuple[int, str, float], ...] = (), key: str = "C"
) -> LeadSheet:
    """``tune("C1 D1 -1 G1")``: letters from middle C, lengths in quarters, ``-`` a rest; 4/4.

    ``chords`` are (root, quality, beats) in a row.
    """
    notes, now = [], 0.0
    for word in text.split():
        length = float(word[1:])
        if word[0] != "-":
            notes.append(Note(_PITCHES[word[0]], now, length))
        now += length
    spans, at = [], 0.0
    for root, quality, beats in chords:
        spans.append(ChordSpan(Chord(root, quality), at, beats))
        at += beats
    return LeadSheet(
        Key.parse(key), Meter("4/4"), max(1, int(-(-now // 4))), tuple(notes), tuple(spans)
    )
