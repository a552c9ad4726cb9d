"""Figures of melodies on tunes whose figures can be counted by hand."""

import pytest

from engine.metrics import melody
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter

C, D, E, F, G = 60, 62, 64, 65, 67


def tune(*pitches: int | None, key: str = "C", chord: str = "maj") -> LeadSheet:
    """Quarters in 4/4 over a C chord; None is a rest."""
    notes = tuple(
        Note(pitch, float(beat), 1.0) for beat, pitch in enumerate(pitches) if pitch is not None
    )
    bars = -(-len(pitches) // 4)
    spans = (ChordSpan(Chord(0, chord), 0.0, 4.0 * bars),)
    return LeadSheet(Key.parse(key), Meter("4/4"), bars, notes, spans)


def test_one_pitch_has_no_entropy_and_four_even_ones_have_two_bits() -> None:
    assert melody.pitch_class_entropy(tune(C, C, C, C)) == 0
    assert melody.pitch_class_entropy(tune(C, D, E, F)) == pytest.approx(2)


def test_scale_and_chord_shares_are_counted() -> None:
    assert melody.in_scale_share(tune(C, 61, E, 66)) == pytest.approx(0.5)
    # Strong beats are the first and the third: C fits a C chord, F doesn't.
    assert melody.chord_tone_share(tune(C, D, F, D)) == pytest.approx(0.5)


def test_a_loop_is_a_bar_that_is_the_bar_before_again() -> None:
    assert melody.longest_loop_bars(tune(*[C, D, E, F] * 4)) == 3
    assert melody.longest_loop_bars(tune(C, D, E, F, C, D, E, G, C, D, E, F)) == 0


def test_rhythm_repeats_even_where_pitches_differ() -> None:
    assert melody.repeated_rhythm_share(tune(C, D, E, F, G, F, E, D, C, None, E, F)) == (
        pytest.approx(0.5)
    )


def test_rests_range_repeats_and_endings() -> None:
    sheet = tune(C, C, C, None, G, F, E, C)
    assert melody.rest_share(sheet) == pytest.approx(1 / 8)
    assert melody.range_semitones(sheet) == 7
    assert melody.longest_repeated_pitch(sheet) == 3
    assert melody.ends_on_tonic(sheet)
    assert not melody.ends_on_tonic(tune(C, D, E, F))


def test_a_trill_is_a_narrow_stretch() -> None:
    assert melody.narrowest_stretch_beats(tune(C, D, C, D, C, D, E, F)) == 6
    assert melody.narrowest_stretch_beats(tune(C, D, E, F)) == 2


def test_an_empty_melody_has_figures_too() -> None:
    empty = LeadSheet(Key("C"), Meter("4/4"), 2, ())
    assert melody.describe(empty)["notes"] == 0
    assert melody.rest_share(empty) == 1
