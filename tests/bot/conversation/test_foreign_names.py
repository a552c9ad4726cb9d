"""Instruments and genres that Fusebox hasn't got: named, left out, and what is near is offered."""

import pytest

from bot.conversation.card import interpretation_card
from bot.conversation.dialogue import Dialogue
from bot.conversation.reading import Reading
from bot.conversation.words_foreign_instruments import FOREIGN_INSTRUMENTS
from music.instruments import INSTRUMENTS


def said(*lines: str) -> Reading:
    dialogue = Dialogue(new_seed=lambda: 1)
    return [dialogue.say(line) for line in lines][-1]


def test_what_is_offered_is_there_and_what_is_foreign_is_not() -> None:
    known = {row.name for row in INSTRUMENTS}
    names = known | {other for row in INSTRUMENTS for other in row.other_names}
    assert {name for near in FOREIGN_INSTRUMENTS.values() for name in near} <= known
    assert not names & FOREIGN_INSTRUMENTS.keys()


@pytest.mark.parametrize(
    ("line", "instruments"),
    [
        ("a jazz tune on a kazoo", ()),
        ("jazz with a kazoo solo", ()),
        ("folk for kazoo and piano", ("piano",)),
        ("folk on piano and kazoos", ("piano",)),
        ("solo kazoo, jazz", ()),
    ],
)
def test_a_player_that_nobody_is_is_left_out_and_said(
    line: str, instruments: tuple[str, ...]
) -> None:
    reading = said(line)
    assert reading.error is None
    assert reading.request is not None
    assert reading.request.instruments == instruments
    (note,) = [note for note in reading.notes if "kazoo" in note]
    assert "harmonica" in note


@pytest.mark.parametrize("line", ["on a kazoo", "add a kazoo", "swap the piano for a kazoo"])
def test_where_nothing_else_was_said_it_is_an_error_and_all_stays(line: str) -> None:
    before = said("folk for piano and flute, seed 3")
    reading = said("folk for piano and flute, seed 3", line)
    assert reading.request is not None
    assert before.request is not None
    assert reading.request.instruments == before.request.instruments
    assert reading.error is not None
    assert "kazoo" in reading.error
    assert "harmonica" in reading.error


def test_talk_of_a_kazoo_asks_for_no_music() -> None:
    assert said("my uncle plays the kazoo").intent == "unknown"


@pytest.mark.parametrize("line", ["jazz and EDM", "jazz on a kazoo"])
def test_what_a_note_tells_is_not_told_again(line: str) -> None:
    reading = said(line)
    assert reading.ignored  # the contract's list is whole
    assert reading.unexplained == ()
    assert "ignored" not in interpretation_card(reading)


def test_what_no_note_tells_is_shown() -> None:
    reading = said("jazz and EDM frobnicate")
    assert reading.unexplained == ("frobnicate",)
    assert 'ignored    "frobnicate"' in interpretation_card(reading)
