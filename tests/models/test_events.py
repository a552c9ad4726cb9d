"""Lead sheets become events and notes come back."""

import numpy as np
import pytest

from models.events import events_of, notes_of
from models.vocabulary import CHORDS, chord_number, chord_of, midi_pitch, pitch_class_number
from music.chord import Chord
from tests.models.tunes import sheet_of


def test_notes_come_back_as_they_were() -> None:
    sheet = sheet_of("C1 D1 E2 G4 -2 C2")
    events = events_of(sheet)
    assert notes_of(events.pitch.tolist(), events.ticks.tolist()) == sheet.melody


def test_a_short_gap_belongs_to_the_note_and_a_long_one_is_a_rest() -> None:
    events = events_of(sheet_of("C1 -0.5 D1 -1 E1"))
    assert events.ticks.tolist() == [18, 12, 12, 12]
    assert (events.pitch == 0).tolist() == [False, False, True, False]


def test_a_pickup_starts_where_its_first_note_does() -> None:
    events = events_of(sheet_of("-3 G1 C4"))
    assert events.start.tolist() == [36, 48]


def test_very_long_notes_are_cut_into_what_the_alphabet_holds() -> None:
    events = events_of(sheet_of("C12 D4"))
    assert events.ticks.max() <= 96
    assert events.start[-1] == 12 * 12


@pytest.mark.parametrize("number", range(1, CHORDS))
def test_every_chord_class_is_a_chord(number: int) -> None:
    assert chord_number(chord_of(number)) == number


def test_chords_outside_the_alphabet_fold_into_it() -> None:
    assert chord_of(chord_number(Chord(2, "m6"))) == Chord(2, "min")
    assert chord_of(0) is None


def test_pitches_outside_the_range_fold_by_octaves() -> None:
    folded = np.array([midi_pitch(pitch_class_number(p)) for p in range(128)])
    assert ((folded - np.arange(128)) % 12 == 0).all()
    assert folded.min() >= 36
    assert folded.max() <= 100
