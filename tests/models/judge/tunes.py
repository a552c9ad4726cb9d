"""Two invented genres whose works a judge must tell apart: striding and running."""

import numpy as np

from models.judge.works import Work
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter

STRIDES, RUNS = "strides", "runs"
_SCALE = (60, 62, 64, 65, 67, 69, 71, 72, 74, 76)


def strides(seed: int, bars: int = 16) -> LeadSheet:
    """Quarters in leaps over a chord a bar."""
    rng = np.random.default_rng((seed, 1))
    pitches = rng.choice((60, 64, 67, 72, 76), bars * 4)
    notes = tuple(Note(int(p), float(i), 1.0) for i, p in enumerate(pitches))
    chords = tuple(ChordSpan(Chord(int(rng.choice((0, 5, 7)))), 4.0 * b, 4.0) for b in range(bars))
    return LeadSheet(Key("C"), Meter("4/4"), bars, notes, chords)


def runs(seed: int, bars: int = 16) -> LeadSheet:
    """Eighths by step over a chord every two bars."""
    rng = np.random.default_rng((seed, 2))
    places = np.abs((np.cumsum(rng.choice((-1, 1), bars * 8)) + 5) % 18 - 9)
    notes = tuple(Note(_SCALE[p], i / 2, 0.5) for i, p in enumerate(places.tolist()))
    chords = tuple(
        ChordSpan(Chord(int(rng.choice((2, 9))), "m7"), 8.0 * b, 8.0) for b in range(bars // 2)
    )
    return LeadSheet(Key("C"), Meter("4/4"), bars, notes, chords)


def works(count: int = 18) -> dict[str, list[Work]]:
    """So many training works of each genre."""
    return {
        STRIDES: [Work(f"s{n}", STRIDES, "book", "train", (strides(n),)) for n in range(count)],
        RUNS: [Work(f"r{n}", RUNS, "book", "train", (runs(n),)) for n in range(count)],
    }
