"""Written values fill their bars, keep the metre readable and sound as they should."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from music.beaming import beams
from music.leadsheet import Note
from music.meter import KNOWN_METERS, Meter
from music.notation import TRIPLET_VALUES, VALUES, Symbol, write_bars
from music.units import to_beats


def written(text: str, meter: str = "4/4", bars: int = 1) -> list[str]:
    """The symbols of a rhythm in ticks: ``12 -6`` is a quarter note and an eighth rest."""
    notes, tick = [], 0
    for word in text.split():
        length = abs(int(word))
        if not word.startswith("-"):
            notes.append(Note(60, to_beats(tick), to_beats(length)))
        tick += length
    result, _ = write_bars(notes, Meter(meter), bars)
    return [name(symbol) for bar in result for symbol in bar]


def name(symbol: Symbol) -> str:
    text = symbol.value + "." * symbol.dots
    text = ("r:" if symbol.pitch is None else "") + text + ("3" if symbol.tuplet else "")
    return text + ("~" if symbol.tied_to else "")


@pytest.mark.parametrize(
    ("rhythm", "symbols"),
    [
        ("48", ["whole"]),
        ("12 24 12", ["quarter", "half", "quarter"]),
        ("6 12 6 24", ["eighth", "quarter", "eighth", "half"]),
        ("18 6 24", ["quarter.", "eighth", "half"]),
        ("6 36 6", ["eighth", "quarter.~", "quarter.", "eighth"]),
        ("18 18 12", ["quarter.", "eighth~", "quarter", "quarter"]),
        ("3 6 3 36", ["16th", "eighth", "16th", "quarter~", "half"]),
        ("9 3 -12 24", ["eighth.", "16th", "r:quarter", "half"]),
        ("4 4 4 36", ["eighth3", "eighth3", "eighth3", "quarter~", "half"]),
        ("8 4 24 12", ["quarter3", "eighth3", "half", "quarter"]),
        ("8 8 8 24", ["quarter3", "quarter3", "quarter3", "half"]),
        ("-36 12", ["r:half", "r:quarter", "quarter"]),
        ("-18 6 24", ["r:quarter", "r:eighth", "eighth", "half"]),
        ("2 2 2 2 2 2 36", ["16th3"] * 6 + ["quarter~", "half"]),
    ],
)
def test_rhythms_in_four_are_written_as_an_engraver_would(rhythm: str, symbols: list[str]) -> None:
    assert written(rhythm) == symbols


@pytest.mark.parametrize(
    ("meter", "rhythm", "symbols"),
    [
        ("6/8", "18 12 6", ["quarter.", "quarter", "eighth"]),
        ("6/8", "24 12", ["quarter.~", "eighth", "quarter"]),
        ("6/8", "36", ["half."]),
        ("6/8", "-18 18", ["r:quarter.", "quarter."]),
        ("3/4", "36", ["half."]),
        ("7/8", "12 12 18", ["quarter", "quarter", "quarter."]),
        ("7/8", "42", ["half~", "quarter."]),
        ("5/4", "24 24 12", ["half", "quarter~", "quarter", "quarter"]),
        ("2/2", "12 24 12", ["quarter", "half", "quarter"]),
    ],
)
def test_every_metre_shows_its_beats(meter: str, rhythm: str, symbols: list[str]) -> None:
    assert written(rhythm, meter) == symbols


def test_a_bar_of_silence_is_one_rest() -> None:
    assert written("48", bars=2) == ["whole", "r:whole"]


def test_notes_are_tied_over_the_bar_line() -> None:
    assert written("-36 24 36", bars=2)[2:4] == ["quarter~", "quarter"]


def test_a_tune_that_swings_is_written_even() -> None:
    swung = [Note(60, to_beats(12 * b + o), to_beats(s)) for b in range(8) for o, s in _PAIR]
    bars, swings = write_bars(swung, Meter("4/4"), 2)
    assert swings
    assert {symbol.value for bar in bars for symbol in bar} == {"eighth"}


_PAIR = ((0, 8), (8, 4))


def test_eighths_in_a_half_bar_share_a_beam_and_rests_end_it() -> None:
    notes = [Note(60, at / 2, 0.5) for at in (0, 1, 2, 3, 4, 6, 7)]
    (bar,), _ = write_bars(notes, Meter("4/4"), 1)
    firsts = [state[0] if state else "" for state in beams(bar, Meter("4/4"))]
    assert firsts == ["begin", "continue", "continue", "end", "", "", "begin", "end"]


def test_a_dotted_pair_has_a_hook() -> None:
    notes = [Note(60, 0, 0.75), Note(60, 0.75, 0.25), Note(60, 1, 3)]
    (bar,), _ = write_bars(notes, Meter("4/4"), 1)
    assert beams(bar, Meter("4/4"))[:2] == [("begin",), ("end", "backward hook")]


@st.composite
def melodies(draw: st.DrawFn) -> tuple[list[Note], Meter, int]:
    meter, bars = Meter(draw(st.sampled_from(KNOWN_METERS))), draw(st.integers(1, 4))
    notes, tick = [], 0
    while True:
        tick += draw(st.sampled_from((0, 0, 0, 2, 3, 4, 6, 12, 40)))
        length = draw(st.sampled_from((1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16, 18, 24, 30, 60)))
        if tick + length > bars * meter.bar_ticks:
            return notes, meter, bars
        notes.append(Note(draw(st.integers(40, 90)), to_beats(tick), to_beats(length)))
        tick += length


@settings(max_examples=300, deadline=None)
@given(melodies())
def test_every_bar_is_full_and_every_value_is_true(music: tuple[list[Note], Meter, int]) -> None:
    notes, meter, bars = music
    result, _ = write_bars(notes, meter, bars)
    assert len(result) == bars
    tied: int | None = None
    for bar in result:
        at = 0
        for symbol in bar:
            assert symbol.start == at
            at += symbol.ticks
            is_whole_bar = len(bar) == 1 and symbol.pitch is None
            table = TRIPLET_VALUES if symbol.tuplet else VALUES
            assert is_whole_bar or table[symbol.ticks] == (symbol.value, symbol.dots)
            assert (tied is not None) == symbol.tied_from
            assert tied in (None, symbol.pitch)
            tied = symbol.pitch if symbol.tied_to else None
        assert at == meter.bar_ticks
        states = [symbol.tuplet for symbol in bar if symbol.tuplet in ("start", "stop")]
        assert states == ["start", "stop"] * (len(states) // 2)
        assert len(beams(bar, meter)) == len(bar)
    assert tied is None
