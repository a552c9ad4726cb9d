"""How notes fit their chords, how many ideas a tune has, how chords lead; counted by hand."""

import pytest

from engine.metrics import fitting, harmony, ideas
from tests.engine.metrics.tunes import tune

C4, G4 = (0, "maj", 4.0), (7, "7", 4.0)


def test_first_beats_count_where_their_note_is_of_the_chord() -> None:
    assert fitting.first_beat_chord_share(tune("C4 D4", chords=(C4, C4))) == 0.5
    assert fitting.first_beat_chord_share(tune("C2 D2 G4", chords=(C4, G4))) == 1
    assert fitting.first_beat_chord_share(tune("C4")) == 0


@pytest.mark.parametrize(
    ("notes", "hanging"),
    [
        ("D2 E2 C4", 0),  # led on by step
        ("D2 G2 C4", 1 / 3),
        ("D0.5 G0.5 C1 C2", 0),  # too short to hang
        ("C4 D4", 1 / 2),  # nothing leads the last one on
    ],
)
def test_a_long_foreign_note_hangs_unless_a_step_leads_it_on(notes: str, hanging: float) -> None:
    sheet = tune(notes, chords=((0, "maj", 8.0),))
    assert fitting.hanging_note_share(sheet) == pytest.approx(hanging)


def test_a_bar_that_comes_back_under_other_chords_should_fit_them() -> None:
    assert fitting.unfitted_returns(tune("C2 E2 C2 E2", chords=(C4, C4))) == 0
    assert fitting.unfitted_returns(tune("C2 E2 C2 E2", chords=(C4, G4))) == 1
    assert fitting.unfitted_returns(tune("G2 G2 G2 G2", chords=(C4, G4))) == 0
    assert fitting.unfitted_returns(tune("C2 E2 D2 F2", chords=(C4, G4))) == 0


def test_a_last_note_is_leapt_to_from_a_fourth_on() -> None:
    assert fitting.ends_by_leap(tune("G2 C2"))
    assert not fitting.ends_by_leap(tune("E2 C2"))
    assert not fitting.ends_by_leap(tune("C4"))


A, B = "C1 D1 E1 F1 " * 4, "G2 E1 C1 " * 4


def test_phrases_are_new_unless_two_bars_have_an_earlier_ones_rhythm_and_turns() -> None:
    assert ideas.new_phrase_share(tune(A + B + A + B)) == pytest.approx(1 / 3)
    assert ideas.new_phrase_share(tune(A + A)) == 0
    assert ideas.new_phrase_share(tune(A + "D1 E1 F1 G1 " * 4)) == 0  # the same a step higher
    assert ideas.new_phrase_share(tune(A)) == 1


def test_dominants_of_other_degrees_should_lead_where_they_point() -> None:
    def lost(*chords: tuple[int, str, float]) -> int:
        return harmony.unresolved_dominants(tune("C4 " * len(chords), chords=chords))

    assert lost((2, "7", 4.0), (7, "7", 4.0)) == 0  # D7 to G7
    assert lost((2, "7", 4.0), (1, "maj", 4.0)) == 0  # in the place of G, a semitone below
    assert lost((2, "7", 4.0), (0, "maj", 4.0)) == 1  # D7 to C
    assert lost((10, "maj", 4.0), (0, "maj", 4.0)) == 0  # B flat is no dominant of a degree
    assert lost((2, "maj", 4.0), (2, "7", 4.0), (7, "maj", 4.0)) == 0


def test_a_tune_closes_from_the_dominant_or_its_leading_note_chord() -> None:
    assert harmony.closes_from_dominant(tune("C4 C4", chords=(G4, C4)))
    assert harmony.closes_from_dominant(tune("C4 C4", chords=((11, "dim", 4.0), C4)))
    assert not harmony.closes_from_dominant(tune("C4 C4", chords=((5, "maj", 4.0), C4)))
    assert not harmony.closes_from_dominant(tune("C4 C4", chords=(C4, G4)))
    assert not harmony.closes_from_dominant(tune("C4"))
