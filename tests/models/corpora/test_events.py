"""The normal form that likelihoods are measured on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.corpora.events import melody_events, normalised
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter


def sheet(*notes: tuple[int, float, float], key: str = "C", bars: int = 4) -> LeadSheet:
    return LeadSheet(Key.parse(key), Meter("4/4"), bars, tuple(Note(p, s, n) for p, s, n in notes))


def test_short_gap_belongs_to_the_note_before() -> None:
    assert melody_events(sheet((60, 0, 0.5), (62, 1, 1))) == [(60, 12, 0), (62, 12, 12)]


def test_gap_of_a_quarter_is_a_rest() -> None:
    assert melody_events(sheet((60, 0, 1), (62, 2, 1))) == [(60, 12, 0), (0, 12, 12), (62, 12, 24)]


def test_silence_before_the_first_note_is_left_out_but_its_place_is_kept() -> None:
    assert melody_events(sheet((60, 3, 1), (62, 4, 1))) == [(60, 12, 36), (62, 12, 0)]


def test_durations_end_at_two_bars() -> None:
    assert melody_events(sheet((60, 0, 10)))[0] == (60, 96, 0)


@settings(deadline=None)
@given(
    st.lists(st.integers(48, 84), min_size=4, max_size=12),
    st.sampled_from(["D", "Ab", "F#", "E minor", "Bb minor", "G mixolydian", "D dorian"]),
)
def test_normal_form_is_the_same_in_every_key(pitches: list[int], key: str) -> None:
    notes = [(pitch, float(i), 1.0) for i, pitch in enumerate(pitches)]
    moved = normalised(sheet(*notes, key=key))
    assert str(moved.key) in {"C major", "A minor"}
    mean = sum(note.pitch for note in moved.melody) / len(pitches)
    assert 66 - 1e-6 <= mean <= 78 + 1e-6
    again = normalised(moved)
    assert [note.pitch for note in again.melody] == [note.pitch for note in moved.melody]
