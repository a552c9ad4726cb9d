"""The networks' alphabet: pitches, durations, metres, modes and chords as class numbers.

Melodies are read and written in C major or A minor. Class 0 always means none,
unknown or masked, so that every feature can be withheld. Changing a table here
makes all weights unusable: VERSION goes into every checkpoint.
"""

import numpy as np
from numpy.typing import NDArray

from music.chord import QUALITIES, Chord
from music.meter import KNOWN_METERS

VERSION = 1

# Pitches: class 0 is a rest, class 1 the lowest pitch.
LOWEST_PITCH = 36
HIGHEST_PITCH = 100
REST = 0
PITCHES = HIGHEST_PITCH - LOWEST_PITCH + 2

# Durations in ticks (12 a quarter) are their own class; 0 is none.
LONGEST_TICKS = 96
DURATIONS = LONGEST_TICKS + 1

LONGEST_BAR_TICKS = 72
METERS: tuple[str, ...] = ("", *KNOWN_METERS)
MODES: tuple[str, ...] = ("", "major", "minor")

# Chords hold for slots of half a beat.
CHORD_SLOT_TICKS = 6
CHORD_QUALITIES = ("maj", "min", "7", "maj7", "m7", "dim", "m7b5")
CHORDS = 1 + 12 * len(CHORD_QUALITIES)
_FOLDED = {"6": "maj", "m6": "min", "dim7": "dim", "aug": "maj", "sus4": "maj"}


def pitch_class_number(pitch: int) -> int:
    """The class of a MIDI pitch, octaves folded into the range: ``60 -> 25``."""
    while pitch < LOWEST_PITCH:
        pitch += 12
    while pitch > HIGHEST_PITCH:
        pitch -= 12
    return pitch - LOWEST_PITCH + 1


def midi_pitch(number: int) -> int:
    """The MIDI pitch of a class from 1 up."""
    return number + LOWEST_PITCH - 1


def chord_number(chord: Chord | None) -> int:
    """The class of a chord, 0 for none; qualities outside the set fold into it."""
    if chord is None:
        return 0
    quality = _FOLDED.get(chord.quality, chord.quality)
    return 1 + chord.root * len(CHORD_QUALITIES) + CHORD_QUALITIES.index(quality)


def chord_of(number: int) -> Chord | None:
    """The chord of a class, None for 0."""
    if number == 0:
        return None
    root, quality = divmod(number - 1, len(CHORD_QUALITIES))
    return Chord(root, CHORD_QUALITIES[quality])


def chord_chroma() -> NDArray[np.float32]:
    """[CHORDS, 24]: one-hot root, then the chord's pitch classes; row 0 is all zeros."""
    table = np.zeros((CHORDS, 24), np.float32)
    for number in range(1, CHORDS):
        root, quality = divmod(number - 1, len(CHORD_QUALITIES))
        table[number, root] = 1
        for step in QUALITIES[CHORD_QUALITIES[quality]][0]:
            table[number, 12 + (root + step) % 12] = 1
    return table


def description() -> dict[str, object]:
    """What a checkpoint stores, so that weights for another alphabet are refused."""
    return {
        "version": VERSION,
        "lowest_pitch": LOWEST_PITCH,
        "highest_pitch": HIGHEST_PITCH,
        "longest_ticks": LONGEST_TICKS,
        "meters": list(METERS),
        "modes": list(MODES),
        "chord_qualities": list(CHORD_QUALITIES),
        "chord_slot_ticks": CHORD_SLOT_TICKS,
    }
