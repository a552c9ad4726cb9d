"""The judges hear music, not the marks of the book it stood in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judge.listening import Listened, listen
from models.judge.statistics import count_statistics
from models.judge.turns import bar_means
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter
from tests.models.judge.tunes import runs, strides


def figures(sheet: LeadSheet) -> np.ndarray:
    return count_statistics(listen([sheet]))


def tune(meter: str, *notes: tuple[int, float, float]) -> LeadSheet:
    return LeadSheet(Key("C"), Meter(meter), 4, tuple(Note(p, s, n) for p, s, n in notes))


@given(semitones=st.integers(-24, 24), seed=st.integers(0, 50))
def test_every_key_and_register_sounds_alike(semitones: int, seed: int) -> None:
    sheet = runs(seed)
    moved = sheet.transposed(semitones, sheet.key.transposed(semitones))
    assert np.array_equal(figures(moved), figures(sheet))


@given(seed=st.integers(0, 50), shortening=st.floats(0.1, 0.45))
def test_articulation_is_not_heard(seed: int, shortening: float) -> None:
    sheet = strides(seed)
    last = sheet.melody[-1]
    shorter = tuple(replace(n, length_beats=n.length_beats - shortening) for n in sheet.melody[:-1])
    assert np.array_equal(figures(replace(sheet, melody=(*shorter, last))), figures(sheet))


def test_onsets_a_tick_off_the_beat_are_on_it() -> None:
    exact = tune("4/4", (60, 0, 1), (62, 1, 1), (64, 2, 1), (65, 3, 1))
    loose = tune("4/4", (60, 0, 1), (62, 1 + 1 / 12, 11 / 12), (64, 2, 1), (65, 3, 1))
    assert np.array_equal(figures(loose), figures(exact))


def test_a_chord_that_is_written_again_goes_on_sounding() -> None:
    once = replace(strides(1), chords=(ChordSpan(Chord(0), 0.0, 64.0),))
    often = replace(once, chords=tuple(ChordSpan(Chord(0), 4.0 * b, 4.0) for b in range(16)))
    assert np.array_equal(figures(often), figures(once))


def test_degrees_of_major_and_minor_are_the_same_degrees() -> None:
    major = tune("4/4", (60, 0, 1), (64, 1, 1), (67, 2, 1))
    minor = LeadSheet(Key("A", "minor"), Meter("4/4"), 4, (
        Note(57, 0, 1), Note(60, 1, 1), Note(64, 2, 1),
    ))  # fmt: skip
    assert listen([major]).degree.tolist() == listen([minor]).degree.tolist() == [0, 2, 4]


def test_eighths_of_a_compound_beat_stand_where_triplets_do() -> None:
    jig = tune("6/8", (60, 0, 0.5), (62, 0.5, 0.5), (64, 1, 0.5), (65, 1.5, 0.5))
    triplets = tune("4/4", (60, 0, 1 / 3), (62, 1 / 3, 1 / 3), (64, 2 / 3, 1 / 3), (65, 1, 1 / 3))
    assert listen([jig]).place.tolist() == listen([triplets]).place.tolist() == [0, 2, 4, 0]


def test_tunes_heard_together_are_heard_as_each_alone() -> None:
    sheets = [strides(1), tune("3/4"), runs(2), replace(strides(3), chords=())]
    together = count_statistics(listen(sheets))
    alone = np.concatenate([figures(sheet) for sheet in sheets])
    assert together == pytest.approx(alone, abs=1e-5)


def test_a_tune_without_notes_or_chords_can_be_heard() -> None:
    heard: Listened = listen([tune("3/4")])
    assert heard.bars == 4
    assert np.isfinite(count_statistics(heard)).all()


def test_means_of_bars_count_only_their_own_notes() -> None:
    values = np.array([[2.0], [4.0], [8.0]], np.float32)
    means = bar_means(np.array([1, 1, 0]), values, 3)
    assert means[:, 0].tolist() == [4.0, 2.0, 0.0]  # the reserve counts as one more note of 0
