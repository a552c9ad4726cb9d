"""How a drummer's part is written: place on the staff, notehead and limb, as rows of data.

The places are those of N. Weinberg, *Guide to Standardized Drumset Notation* (1998).
Knows nothing of sound: keys are General MIDI's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrumSign:
    """One row: a staff place by letter and octave in the treble clef, and a notehead.

    ``by_foot`` strokes stand in the lower voice.
    """

    name: str
    letter: str
    octave: int
    head: str = "normal"
    by_foot: bool = False


_SIGNS: dict[int, DrumSign] = {
    35: DrumSign("Bass drum 2", "F", 4, by_foot=True),
    36: DrumSign("Bass drum", "F", 4, by_foot=True),
    37: DrumSign("Side stick", "C", 5, "x"),
    38: DrumSign("Snare", "C", 5),
    39: DrumSign("Hand clap", "C", 5, "x"),
    40: DrumSign("Electric snare", "C", 5),
    41: DrumSign("Low floor tom", "G", 4),
    42: DrumSign("Closed hi-hat", "G", 5, "x"),
    43: DrumSign("Floor tom", "A", 4),
    44: DrumSign("Pedal hi-hat", "D", 4, "x", by_foot=True),
    45: DrumSign("Low tom", "A", 4),
    46: DrumSign("Open hi-hat", "G", 5, "circle-x"),
    47: DrumSign("Mid tom", "D", 5),
    48: DrumSign("High-mid tom", "D", 5),
    49: DrumSign("Crash cymbal", "A", 5, "x"),
    50: DrumSign("High tom", "E", 5),
    51: DrumSign("Ride cymbal", "F", 5, "x"),
    53: DrumSign("Ride bell", "F", 5, "diamond"),
    54: DrumSign("Tambourine", "B", 4, "triangle"),
    56: DrumSign("Cowbell", "E", 5, "triangle"),
    57: DrumSign("Crash cymbal 2", "A", 5, "x"),
    59: DrumSign("Ride cymbal 2", "F", 5, "x"),
    62: DrumSign("Frame drum, high", "C", 5),
    63: DrumSign("Frame drum, slap", "C", 5, "x"),
    64: DrumSign("Frame drum, low", "F", 4),
    70: DrumSign("Maracas", "G", 5, "x"),
    75: DrumSign("Claves", "E", 5, "x"),
    76: DrumSign("Wood block", "E", 5, "triangle"),
    81: DrumSign("Triangle", "A", 5, "triangle"),
}
_OTHER = DrumSign("Percussion", "C", 5, "diamond")


def drum_sign(key: int) -> DrumSign:
    """The row of a General MIDI percussion key; a diamond in the middle for any other."""
    return _SIGNS.get(key, _OTHER)
