"""Lengths by a difference, passages, keys and numbers that were easily misread."""

from __future__ import annotations

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.request import ResolvedRequest
from tests.bot.conversation.phrasings import seeds


@pytest.fixture
def dialogue() -> Dialogue:
    dialogue = Dialogue(new_seed=seeds())
    dialogue.say("70% jazz 30% folk, in C, 16 bars, 100 bpm")
    return dialogue


def _changed(dialogue: Dialogue, line: str) -> ResolvedRequest:
    reading = dialogue.say(line)
    assert reading.error is None
    assert reading.request is not None
    return reading.request


@pytest.mark.parametrize(
    ("line", "bars"),
    [
        ("make it longer by 3 bars", 19),
        ("longer by 3 bars", 19),
        ("3 bars longer", 19),
        ("extend it by 3 bars", 19),
        ("shorter by 3 bars", 13),
        ("cut the last 4 bars", 12),
        ("longer by 50%", 24),
    ],
)
def test_a_difference_in_length_is_exact(dialogue: Dialogue, line: str, bars: int) -> None:
    assert _changed(dialogue, line).bars == bars
    assert not any("range" in note for note in dialogue.say(line).notes)


def test_a_difference_in_seconds_makes_a_piece_longer(dialogue: Dialogue) -> None:
    assert _changed(dialogue, "make it longer by 10 seconds").bars == 20


@pytest.mark.parametrize(
    "line",
    [
        "bars 5 to 8 slower",
        "play bars 5-8 an octave up",
        "bar 4 louder",
        "slow down bar 9",
        "make the first 4 bars slower",
        "make the second half slower",
    ],
)
def test_a_passage_is_refused_and_nothing_changes(dialogue: Dialogue, line: str) -> None:
    before = dialogue.request
    reading = dialogue.say(line)
    assert reading.error is not None
    assert "whole piece" in reading.error
    assert reading.request == dialogue.request == before


@pytest.mark.parametrize("word", ["flats", "sharps", "chords", "scales", "slurs"])
def test_words_of_music_are_never_mended(dialogue: Dialogue, word: str) -> None:
    reading = dialogue.say(f"hymn with {word}")
    assert reading.request is not None
    assert reading.request.instruments == ()
    assert not any("read " in note for note in reading.notes)


@pytest.mark.parametrize(
    ("line", "key"),
    [("H minor", "B minor"), ("jazz in h moll", "B minor"), ("jazz in H dur", "B major")],
)
def test_the_german_h_is_b_and_said_so(dialogue: Dialogue, line: str, key: str) -> None:
    reading = dialogue.say(line)
    assert reading.request is not None
    assert str(reading.request.key) == key
    assert any(key in note for note in reading.notes)


def test_a_seed_too_large_is_named_as_it_was_typed(dialogue: Dialogue) -> None:
    notes = dialogue.say("seed 99999999999999999999").notes
    assert any("99999999999999999999" in note for note in notes)


def test_powers_of_ten_are_not_read_as_their_exponent(dialogue: Dialogue) -> None:
    assert _changed(dialogue, "1e3% jazz").weights == {"jazz": 1.0}
    assert _changed(dialogue, "1e1 bars").bars == 10
    assert _changed(dialogue, "1e999 bars").bars == 128


@pytest.mark.parametrize("line", ["classic rock", "classic pop", "something like a funeral march"])
def test_a_classic_kind_of_an_unlearnt_genre_is_unlearnt(dialogue: Dialogue, line: str) -> None:
    reading = dialogue.say(line)
    assert reading.error is not None
    assert "not learnt" in reading.error


def test_a_swing_feel_adds_no_jazz(dialogue: Dialogue) -> None:
    reading = dialogue.say("12 bar blues in Bb, swing feel")
    assert reading.request is not None
    assert reading.request.weights == {"blues": 1.0}
    assert any("swing feel" in note for note in reading.notes)
    assert not any("jazz" in note for note in reading.notes)


@pytest.mark.parametrize("line", ["jazz in C harmonic minor", "jazz in c melodic minor"])
def test_every_minor_is_minor_and_no_harmonica(dialogue: Dialogue, line: str) -> None:
    reading = dialogue.say(line)
    assert reading.request is not None
    assert (str(reading.request.key), reading.request.instruments) == ("C minor", ())
    assert not reading.ignored
