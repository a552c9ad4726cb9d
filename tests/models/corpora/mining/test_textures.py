"""A bar of a hand, a bass or a section becomes a line of pattern text."""

from __future__ import annotations

import pytest

from models.corpora.mining.textures import (
    BarView,
    bass_text,
    chord_text,
    left_hand,
    lowest_line,
    rhythm_text,
    without,
)
from models.corpora.score import RawNote
from music.chord import Chord, parse_chord

C = ((0, Chord(0)),)


def _bar(
    notes: str, *, ticks: int = 48, tune: str = "", chords: tuple[tuple[int, Chord], ...] = C
) -> BarView:
    """``0:48+52/12 24:55/24``: at a tick, pitches, a length, all in ticks."""
    return BarView(ticks, 12, _notes(notes), _notes(tune), chords)


def _notes(text: str) -> tuple[RawNote, ...]:
    found = []
    for group in text.split():
        at, _, rest = group.partition(":")
        pitches, _, length = rest.partition("/")
        found += [RawNote(int(at), int(length or 12), int(p)) for p in pitches.split("+")]
    return tuple(found)


def test_stride_is_low_roots_and_fifths_under_chords() -> None:
    stride = _bar("0:36 12:52+55+60 24:43 36:52+55+60")
    assert chord_text(stride, with_bass=True) == "bxfx"


def test_octaves_are_capitals() -> None:
    assert chord_text(_bar("0:36+48 12:55+60+64", ticks=24), with_bass=True) == "Bx"


def test_a_waltz_holds_its_second_chord() -> None:
    waltz = _bar("0:36 12:52+55+60/24", ticks=36)
    assert chord_text(waltz, with_bass=True) == "bx-"


def test_alberti_is_numbered_from_below() -> None:
    alberti = _bar(" ".join(f"{6 * i}:{p}/6" for i, p in enumerate((48, 55, 52, 55) * 2)))
    assert chord_text(alberti, with_bass=True) == "13231323"


def test_a_new_chord_is_numbered_anew() -> None:
    chords = ((0, Chord(0)), (24, parse_chord("F")))
    bar = _bar("0:48 12:52 24:53 36:57", chords=chords)
    assert chord_text(bar, with_bass=True) == "1212"


@pytest.mark.parametrize(
    "notes",
    ["", "0:49 12:51 24:54 36:56", "1:48+52+55 13:48+52+55"],
    ids=["nothing", "not the chord", "off every grid"],
)
def test_bars_that_cannot_be_believed_are_passed_over(notes: str) -> None:
    assert chord_text(_bar(notes), with_bass=True) is None


def test_what_the_tunes_hand_strikes_is_not_the_left_hands() -> None:
    bar = _bar("0:36/24 0:67/12 24:48+52/24", tune="0:72/12")
    assert {note.pitch for note in left_hand(bar).notes} == {36, 48, 52}


def test_a_bass_line_is_read_in_degrees() -> None:
    bar = _bar("0:36+60/12 12:40/12 24:43/12 36:48/12")
    assert bass_text(bar, lowest_line(bar)) == "1358"
    passing = _bar("0:36/24 24:38/12 36:40/12")
    assert bass_text(passing, lowest_line(passing)) == "1-w3"


def test_a_bass_that_misses_the_downbeat_or_the_chord_is_none() -> None:
    late, strange = _bar("12:36/12"), _bar("0:37 12:39 24:42")
    assert bass_text(late, lowest_line(late)) is None
    assert bass_text(strange, lowest_line(strange)) is None


def test_notes_over_a_held_bass_are_not_the_bass() -> None:
    assert [n.pitch for n in lowest_line(_bar("0:36/48 12:52/12 24:55/12"))] == [36]


def test_the_rest_of_a_section_is_a_rhythm() -> None:
    bar = _bar("0:36/48 0:60+64/12 12:60+64/36")
    inner = without(bar, lowest_line(bar))
    assert rhythm_text(inner, "x") == "xx--"


def test_triplets_have_their_own_grid() -> None:
    triplets = _bar(" ".join(f"{4 * i}:{p}/4" for i, p in enumerate((48, 52, 55) * 2)), ticks=24)
    assert chord_text(triplets, with_bass=True) == "123123"
