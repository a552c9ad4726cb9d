"""Figures of pitch, rhythm, structure, phrases and harmony on tunes counted by hand."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.metrics import harmony, ideas, melody, phrases, pitches, rhythm, structure
from engine.metrics.catalogue import METRIC_NAMES, METRICS, measure
from engine.metrics.grid import first_bars, grid_of
from models.vocabulary import CHORDS
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter
from tests.engine.metrics.tunes import tune

BAR = "C1 D1 E1 F1 "
OTHER = "G2 A1 B1 "


def test_windowed_entropy_is_the_mean_of_all_windows() -> None:
    two_bars = tune("C1 C1 C1 C1 C1 D1 E1 F1")
    assert pitches.windowed_entropy(two_bars, 1) == pytest.approx(1.0)  # 0 and 2 bits
    assert pitches.windowed_entropy(tune("C1 C1 C1 C1"), 4) == 0


def test_silent_bars_have_no_entropy_of_their_own() -> None:
    assert pitches.windowed_entropy(tune("C1 D1 E1 F1 -4"), 1) == pytest.approx(2.0)
    assert pitches.windowed_entropy(tune("-4"), 1) == 0


def test_intervals_are_steps_leaps_and_repeats() -> None:
    sheet = tune("C1 C1 D1 G1 c1")
    assert pitches.repeated_pitch_share(sheet) == pytest.approx(1 / 4)
    assert pitches.step_share(sheet) == pytest.approx(1 / 4)
    assert pitches.leap_share(sheet) == pytest.approx(2 / 4)
    assert pitches.interval_histogram(sheet)[[12, 14, 17]].tolist() == [1, 1, 2]


def test_wide_intervals_stand_at_the_ends_of_the_histogram() -> None:
    notes = (Note(40, 0.0, 1.0), Note(80, 1.0, 1.0), Note(40, 2.0, 1.0))
    counts = pitches.interval_histogram(LeadSheet(Key("C"), Meter("4/4"), 1, notes))
    assert (counts[0], counts[-1], counts.sum()) == (1, 1, 2)


def test_grooving_counts_where_two_bars_differ() -> None:
    assert rhythm.grooving_similarity(tune(BAR + BAR)) == 1
    # Quarters against one whole note: three of 48 ticks differ.
    assert rhythm.grooving_similarity(tune(BAR + "C4")) == pytest.approx(1 - 3 / 48)


def test_plain_off_beat_eighths_are_not_off_beat_but_sixteenths_are() -> None:
    assert rhythm.off_beat_share(tune("C0.5 D0.5 E1 F2")) == 0
    assert rhythm.off_beat_share(tune("C0.75 D0.25 E1 F2")) == pytest.approx(1 / 4)


def test_a_note_that_reaches_over_the_beat_is_syncopated() -> None:
    assert rhythm.syncopation_share(tune("C0.5 D1 E0.5 F2")) == pytest.approx(1 / 4)
    assert rhythm.syncopation_share(tune("C0.5 D0.5 E1 F2")) == 0


def test_only_silences_of_a_quarter_count_as_rests() -> None:
    assert rhythm.long_rest_share(tune("C0.5 -0.5 D1 E1 F1")) == 0
    assert rhythm.long_rest_share(tune("C1 -1 D1 E1")) == pytest.approx(1 / 4)
    assert rhythm.long_rest_share(tune("-4")) == 1


def test_durations_run_to_the_next_onset_unless_a_rest_follows() -> None:
    counts = rhythm.duration_histogram(tune("C0.5 -0.5 D0.5 -1.5 E1"))
    assert [int(counts[ticks - 1]) for ticks in (12, 6)] == [2, 1]


def test_a_tune_of_one_phrase_twice_is_explained_by_it() -> None:
    phrase = BAR + OTHER + "c4 " + "E2 D2 "
    once = phrase + "F1 F1 G1 G1 A2 A2 B4 c3 C1 "
    assert structure.structure_indicator(tune(phrase * 2), 4) == pytest.approx(1)
    assert structure.structure_indicator(tune(once), 4) < 0.2


def test_a_tune_shorter_than_two_stretches_has_no_structure_of_that_length() -> None:
    assert structure.structure_indicator(tune(BAR * 3), 2) == 0


def test_repeated_bars_are_found_wherever_they_came_before() -> None:
    assert structure.repeated_content_share(tune(BAR + OTHER + BAR)) == pytest.approx(1 / 2)
    assert structure.repeated_content_share(tune(BAR + OTHER + "C1 D1 E1 G1")) == 0


def test_a_phrase_ends_stably_on_a_long_note_of_the_chord() -> None:
    chords = ((0, "maj", 16.0),)
    assert phrases.stable_end_share(tune(BAR * 3 + "D1 E3", chords=chords)) == 1
    assert phrases.stable_end_share(tune(BAR * 3 + "C1 D3", chords=chords)) == 0
    assert phrases.stable_end_share(tune(BAR * 3 + "C1 B3", chords=((7, "maj", 16.0),))) == 1


def test_an_upbeat_does_not_hide_the_end_of_the_phrase() -> None:
    chords = ((0, "maj", 16.0),)
    assert phrases.stable_end_share(tune(BAR * 3 + "G3 A1", chords=chords)) == 1


def test_without_chords_a_phrase_rests_on_the_tonic_triad() -> None:
    assert phrases.stable_end_share(tune(BAR * 3 + "D1 G3")) == 1
    assert phrases.stable_end_share(tune(BAR * 3 + "D1 A3")) == 0


@pytest.mark.parametrize(
    ("end", "chords", "closing"),
    [
        ("B2 C2", ((7, "7", 2.0), (0, "maj", 2.0)), True),
        ("D2 E2", ((5, "maj", 2.0), (0, "maj", 2.0)), True),
        ("B2 C2", ((4, "min", 2.0), (0, "maj", 2.0)), False),  # no cadence
        ("C2 B2", ((0, "maj", 2.0), (7, "7", 2.0)), False),  # ends on the dominant
        ("B2 D2", ((7, "7", 2.0), (0, "maj", 2.0)), False),  # no note of the chord
        ("B3.5 C0.5", ((7, "7", 2.0), (0, "maj", 2.0)), False),  # too short
        ("B2 C2", (), True),
    ],
)
def test_a_tune_closes_on_a_stable_note_after_a_cadence(
    end: str, chords: tuple[tuple[int, str, float], ...], closing: bool
) -> None:
    assert phrases.closes(tune(end, chords=chords)) is closing


def test_chords_are_rare_that_a_genre_seldom_uses() -> None:
    common = tune("C4 " * 40, chords=((0, "maj", 152.0), (1, "maj", 8.0)))
    usual = harmony.usual_chords({"folk": harmony.chord_times(common)}, {"folk": 1.0})
    odd = tune("C4 C4", chords=((0, "maj", 6.0), (1, "maj", 2.0)))
    assert harmony.rare_chord_share(odd, usual) == pytest.approx(0.25)
    moved = odd.transposed(2, Key("D"))
    assert harmony.rare_chord_share(moved, usual) == pytest.approx(0.25)
    assert harmony.chord_times(odd).shape == (2, CHORDS)


def test_chord_changes_are_counted_by_the_bar() -> None:
    sheet = tune("C4 C4", chords=((0, "maj", 2.0), (0, "maj", 2.0), (5, "maj", 4.0)))
    assert harmony.chord_changes_per_bar(sheet) == pytest.approx(1 / 2)


def test_the_first_bars_of_a_tune_are_cut_at_the_bar_line() -> None:
    sheet = first_bars(tune("C1 D1 E1 F3 G2", chords=((0, "maj", 8.0),)), 1)
    assert (sheet.bars, len(sheet.melody), sheet.melody[-1].length_beats) == (1, 4, 1.0)
    assert sheet.chords[-1].length_beats == 4.0


melodies = st.lists(
    st.tuples(st.integers(48, 84), st.integers(1, 24), st.integers(0, 18)), max_size=40
)


def played(steps: list[tuple[int, int, int]], shift: int = 0) -> LeadSheet:
    notes, now = [], 0
    for pitch, length, rest in steps:
        notes.append(Note(pitch + shift, now / 12, length / 12))
        now += length + rest
    return LeadSheet(Key("C"), Meter("4/4"), max(1, -(-now // 48)), tuple(notes))


@settings(deadline=None, max_examples=40)
@given(melodies)
def test_every_figure_of_any_melody_is_a_finite_number(steps: list[tuple[int, int, int]]) -> None:
    values = measure(played(steps))
    assert np.isfinite(values).all()
    for name, value in zip(METRIC_NAMES, values, strict=True):
        assert value >= 0, name
        if name.startswith(("structure", "in scale", "off-beat", "rests", "grooving")):
            assert value <= 1, name


@settings(deadline=None, max_examples=40)
@given(melodies, st.integers(-12, 12))
def test_figures_do_not_change_with_the_key(steps: list[tuple[int, int, int]], up: int) -> None:
    sheet = played(steps)
    moved = dataclasses.replace(played(steps, up), key=Key.of_pitch_class(up % 12))
    assert measure(moved) == pytest.approx(measure(sheet))


def test_every_metric_has_a_name_of_its_own() -> None:
    assert len(set(METRIC_NAMES)) == len(METRICS)


def test_the_grid_of_an_empty_melody_is_empty() -> None:
    assert len(grid_of(tune("-4"))) == 0


def with_pickup(text: str) -> LeadSheet:
    """The tune a bar later, a quarter before it."""
    return tune("-3 G1 " + text)


@pytest.mark.parametrize(
    "figure",
    [
        phrases.stable_end_share,
        rhythm.grooving_similarity,
        rhythm.long_rest_share,
        structure.repeated_content_share,
        lambda sheet: structure.structure_indicator(sheet, 1),
        lambda sheet: pitches.windowed_entropy(sheet, 1),
        melody.repeated_rhythm_share,
        melody.longest_silence_beats,
        ideas.new_phrase_share,
    ],
)
def test_a_pickups_bar_changes_no_figure_that_counts_bars(
    figure: Callable[[LeadSheet], float],
) -> None:
    text = (BAR + OTHER + BAR + "E4 ") * 2
    assert figure(with_pickup(text)) == pytest.approx(figure(tune(text)), abs=0.03)


def test_the_first_bars_of_a_tune_are_full_ones() -> None:
    sheet = first_bars(with_pickup(BAR * 4), 2)
    assert (sheet.bars, len(sheet.melody)) == (3, 9)


def test_notes_a_beat_count_from_the_pickup_on() -> None:
    assert rhythm.notes_per_beat(with_pickup(BAR * 2)) == pytest.approx(1.0)


def test_phrases_are_lettered_by_what_they_sound() -> None:
    other = OTHER * 4
    assert structure.phrase_letters(tune(BAR * 4 + other + BAR * 4 + other)) == "ABAB"
    varied = BAR * 3 + "C1 D1 E1 G1 "
    assert structure.phrase_letters(tune(BAR * 4 + varied + other + BAR * 2)) == "AAB"
