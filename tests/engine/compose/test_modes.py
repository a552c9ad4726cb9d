"""Every key and mode is reached from C major or A minor."""

import pytest

from engine.compose.modes import alter_chord, alter_pitch, altered_degrees, written_key
from music.chord import Chord
from music.key import MODES, TONICS, Key


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tonic", TONICS)
def test_the_written_scale_becomes_the_asked_scale(tonic: str, mode: str) -> None:
    key = Key(tonic, mode)
    altered = altered_degrees(key)
    home = written_key(key)
    moved = [alter_pitch(60 + pc, altered) + key.shift_from_normal for pc in home.scale]
    assert sorted(pitch % 12 for pitch in moved) == sorted(key.scale)


def test_lydian_raises_the_fourth_and_dorian_the_sixth() -> None:
    assert altered_degrees(Key("D", "lydian")) == {5: 6}
    assert altered_degrees(Key("D", "dorian")) == {5: 6}
    assert altered_degrees(Key("D", "mixolydian")) == {11: 10}


def test_a_chord_follows_its_mode() -> None:
    assert alter_chord(Chord(7, "maj"), {11: 10}) == Chord(7, "min")
    assert alter_chord(Chord(11, "dim"), {11: 10}).root == 10
