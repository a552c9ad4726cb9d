"""Small melodies for the tests of the networks, written as text."""

import numpy as np

from models.events import Events, events_of
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter

_PITCHES = {"C": 72, "D": 74, "E": 76, "F": 77, "G": 79, "A": 81, "B": 83, "c": 84}


def sheet_of(text: str, *, meter: str = "4/4") -> LeadSheet:
    """``sheet_of("C1 D1 -1 G1")``: letters over C5, lengths in quarters, ``-`` a rest."""
    notes, now = [], 0.0
    for word in text.split():
        length = float(word[1:])
        if word[0] != "-":
            notes.append(Note(_PITCHES[word[0]], now, length))
        now += length
    bar = Meter(meter).bar_beats
    return LeadSheet(Key("C"), Meter(meter), int(-(-now // bar)), tuple(notes))


def random_events(seed: int, *, bars: int = 8) -> Events:
    """A melody of random quarters and eighths that often repeats a bar."""
    rng = np.random.default_rng(seed)
    motifs = ["C1 E1 G1 E1 ", "D0.5 E0.5 F1 D2 ", "G1 -1 A1 B1 ", "c2 G1 E1 "]
    return events_of(sheet_of("".join(rng.choice(motifs) for _ in range(bars))))
