"""Pitches and chords are written as a reader of their key expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from music.chord import QUALITIES, Chord, parse_chord
from music.key import MODES, TONICS, Key
from music.spelling import Spelled, chord_symbol, signature_alters, spell

NATURAL = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
keys = st.builds(Key, st.sampled_from(TONICS), st.sampled_from(MODES))
chords = st.builds(Chord, st.integers(0, 11), st.sampled_from(sorted(QUALITIES)))


@given(st.integers(0, 127), keys, st.none() | chords)
def test_a_spelled_pitch_sounds_as_asked(pitch: int, key: Key, chord: Chord | None) -> None:
    spelled = spell(pitch, key, chord)
    assert 12 * (spelled.octave + 1) + NATURAL[spelled.letter] + spelled.alter == pitch
    assert -2 <= spelled.alter <= 2


@given(keys)
def test_the_scale_needs_no_accidental_in_its_own_key(key: Key) -> None:
    signature = signature_alters(key.fifths)
    for pitch_class in key.scale:
        spelled = spell(60 + pitch_class, key)
        assert spelled.alter == signature.get(spelled.letter, 0)


@pytest.mark.parametrize(
    ("pitch", "key", "chord", "written"),
    [
        (68, "A minor", None, Spelled("G", 1, 4)),
        (68, "C major", "Fm", Spelled("A", -1, 4)),
        (68, "C major", "E7", Spelled("G", 1, 4)),
        (59, "Gb major", None, Spelled("C", -1, 4)),
        (60, "C# major", None, Spelled("B", 1, 3)),
        (60, "C# minor", "G#7", Spelled("B", 1, 3)),
        (70, "F major", None, Spelled("B", -1, 4)),
        (73, "D minor", "A7", Spelled("C", 1, 5)),
        (67, "B major", None, Spelled("G", 0, 4)),
    ],
)
def test_names_follow_key_and_chord(
    pitch: int, key: str, chord: str | None, written: Spelled
) -> None:
    assert spell(pitch, Key.parse(key), parse_chord(chord) if chord else None) == written


@pytest.mark.parametrize(
    ("chord", "key", "symbol"),
    [
        ("A#7", "G minor", "Bb7"),
        ("Dbdim7", "C major", "C#dim7"),
        ("Gbm7b5", "A minor", "F#m7b5"),
        ("G#", "A minor", "Ab"),
        ("D7/Gb", "G major", "D7/F#"),
        ("B7/Eb", "E minor", "B7/D#"),
        ("Ebm", "B major", "D#m"),
    ],
)
def test_chord_symbols_fit_their_key(chord: str, key: str, symbol: str) -> None:
    assert chord_symbol(parse_chord(chord), Key.parse(key)) == symbol
