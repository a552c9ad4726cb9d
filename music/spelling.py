"""Spelling: which letter and accidental a pitch is written with, in its key and chord.

Names live on the line of fifths (… Bb -2, F -1, C 0, G 1 …), as in D. Temperley, *The
Cognition of Basic Musical Structures* (2001), chapter 5: a pitch takes the name
nearest to its key, a tone of the sounding chord the name that the chord gives it.
"""

from __future__ import annotations

from dataclasses import dataclass

from music.chord import QUALITIES, Chord
from music.key import Key

_LETTERS = "FCGDAEB"
_LETTER_ORDER = "CDEFGAB"
_NATURAL = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# Lowest place on the line of fifths, counted from the signature; twelve follow it.
_TONES_FROM = {False: -3, True: -2}
_ROOTS_FROM = {False: -5, True: -4}
# Diminished chords lead upwards and are named as the raised step: C#dim7, not Dbdim7.
_LEADING_QUALITIES = ("dim", "dim7", "m7b5")
_LEADING_FROM = -3
# Semitones over a chord's root as steps on the line of fifths.
_CHORD_STEPS = {0: 0, 3: -3, 4: 4, 5: -1, 6: -6, 7: 1, 8: 8, 9: 3, 10: -2, 11: 5}
# How far from the signature a chord may pull a name: beyond lie double accidentals.
_FARTHEST = (-6, 10)
# E sharp and F flat.
_SHARPEST, _FLATTEST = 11, -8


@dataclass(frozen=True, slots=True)
class Spelled:
    """A written pitch: ``Spelled("B", -1, 4)`` is the B flat over middle C."""

    letter: str
    alter: int
    octave: int

    @property
    def diatonic(self) -> int:
        """The staff step: C0 is 0, D0 is 1, C1 is 7."""
        return self.octave * 7 + _LETTER_ORDER.index(self.letter)


def spell(pitch: int, key: Key, chord: Chord | None = None) -> Spelled:
    """How a MIDI pitch is written: ``spell(68, Key("A", "minor")) == Spelled("G", 1, 4)``."""
    place = _plain(_nearest(pitch % 12, key.fifths + _TONES_FROM[key.is_minor]), key)
    if chord is not None and (pitch - chord.root) % 12 in chord.intervals:
        root = _root_place(chord.root, key, chord.quality)
        pulled = root + _CHORD_STEPS[(pitch - chord.root) % 12]
        if key.fifths + _FARTHEST[0] <= pulled <= key.fifths + _FARTHEST[1]:
            place = pulled
    letter, alter = _name(place)
    octave = (pitch - alter - _NATURAL[letter]) // 12 - 1
    return Spelled(letter, alter, octave)


def spell_root(pitch_class: int, key: Key, quality: str = "maj") -> tuple[str, int]:
    """Letter and accidental (-1 flat, 1 sharp) of a chord's root or bass."""
    return _name(_root_place(pitch_class, key, quality))


def spell_bass(chord: Chord, key: Key) -> tuple[str, int]:
    """Letter and accidental of a chord's bass, named as the chord's own tone where it is one."""
    bass = chord.root if chord.bass is None else chord.bass
    interval = (bass - chord.root) % 12
    if interval not in chord.intervals:
        return spell_root(bass, key)
    return _name(_root_place(chord.root, key, chord.quality) + _CHORD_STEPS[interval])


def chord_symbol(chord: Chord, key: Key) -> str:
    """The symbol as a player of this key expects it: ``Bb7``, not ``A#7``, in G minor."""
    text = _written(spell_root(chord.root, key, chord.quality)) + QUALITIES[chord.quality][1]
    if chord.bass is None or chord.bass == chord.root:
        return text
    return f"{text}/{_written(spell_bass(chord, key))}"


def signature_alters(fifths: int) -> dict[str, int]:
    """The accidental that a signature puts on each letter it touches."""
    if fifths >= 0:
        return dict.fromkeys(_LETTERS[:fifths], 1)
    return dict.fromkeys(_LETTERS[fifths:], -1)


def _written(name: tuple[str, int]) -> str:
    letter, alter = name
    return letter + {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}[alter]


def _root_place(pitch_class: int, key: Key, quality: str) -> int:
    lowest = _LEADING_FROM if quality in _LEADING_QUALITIES else _ROOTS_FROM[key.is_minor]
    return _plain(_nearest(pitch_class, key.fifths + lowest), key)


def _plain(place: int, key: Key) -> int:
    """The same sound without double accidentals, unless the key itself leads there."""
    if place in range(key.fifths - 1, key.fifths + 6):
        return place
    if place > _SHARPEST and not (key.is_minor and place == key.fifths + 8):
        return place - 12
    return place + 12 if place < _FLATTEST else place


def _nearest(pitch_class: int, lowest: int) -> int:
    """The one place of twelve, from ``lowest`` up, that sounds as the pitch class."""
    return lowest + (pitch_class * 7 - lowest) % 12


def _name(place: int) -> tuple[str, int]:
    return _LETTERS[(place + 1) % 7], (place + 1) // 7
