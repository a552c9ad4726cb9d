"""Loops and intros in words: what leads back, and what comes before the tune."""

from __future__ import annotations

import pytest

from bot.conversation.card import interpretation_card
from bot.conversation.dialogue import Dialogue
from bot.conversation.language import speaking
from bot.conversation.preferences import RememberedPreferences
from bot.conversation.request import ResolvedRequest
from bot.conversation.request_words import request_sentence
from tests.bot.conversation.phrasings import seeds


def after(*lines: str) -> ResolvedRequest:
    """The request that a conversation has come to."""
    dialogue = Dialogue(new_seed=seeds())
    for line in lines:
        reading = dialogue.say(line)
        assert reading.error is None, (line, reading.error)
    assert dialogue.request is not None
    return dialogue.request


@pytest.mark.parametrize(
    "said",
    ["make it loop", "as a loop", "loopable", "seamless loop", "make it a seamless loop", "loop it",
     "it should loop seamlessly", "and it loops", "please make this loopable"],
)  # fmt: skip
def test_a_loop_can_be_asked_for(said: str) -> None:
    assert after("jazz", said).loop
    assert after("jazz", said).bars == after("jazz").bars


@pytest.mark.parametrize(
    "said",
    ["no loop", "not a loop", "don't loop it", "without a loop", "it shouldn't loop", "unloop it"],
)
def test_a_loop_can_be_taken_back(said: str) -> None:
    assert after("jazz as a loop").loop
    assert not after("jazz as a loop", said).loop


@pytest.mark.parametrize(
    ("said", "bars"),
    [("with a 2 bar intro", 2), ("with a four-bar intro", 4), ("add an intro", 2),
     ("1 bar intro", 1), ("with an intro of 3 bars", 3), ("a short introduction please", 1),
     ("with an intro", 2)],
)  # fmt: skip
def test_an_intro_is_not_the_length_of_the_piece(said: str, bars: int) -> None:
    request = after("jazz, 24 bars", said)
    assert (request.intro, request.bars) == (bars, 24)


@pytest.mark.parametrize(
    "said", ["no intro", "without an intro", "drop the intro", "lose the intro"]
)
def test_an_intro_can_be_taken_back(said: str) -> None:
    assert after("jazz with a 4 bar intro", said).intro == 0


def test_an_intro_and_a_length_in_one_sentence_are_told_apart() -> None:
    for text in ("16 bars of jazz with a 2 bar intro", "jazz with a 2 bar intro, 16 bars"):
        assert (after(text).intro, after(text).bars) == (2, 16)
    assert after("jazz with an intro 32 bars").bars == 32


def test_an_intro_out_of_range_is_clamped_with_a_note() -> None:
    reading = Dialogue(new_seed=seeds()).say("jazz with an 8 bar intro")
    assert reading.request is not None
    assert (reading.request.intro, reading.request.bars) == (4, 16)
    assert any("0 to 4" in note for note in reading.notes)


def test_longer_and_shorter_intros_leave_the_length_alone() -> None:
    longer = after("jazz with an intro", "longer intro")
    assert (longer.intro, longer.bars) == (4, 16)
    assert after("jazz with an intro", "make the intro shorter").intro == 1


def test_both_survive_edits_a_new_blend_and_a_record() -> None:
    request = after("jazz as a loop with a 2 bar intro", "slower", "again", "70% folk 30% hymn")
    assert (request.loop, request.intro) == (True, 2)
    kept = ResolvedRequest.from_json(request.to_record())
    assert (kept.loop, kept.intro, kept.stated) == (True, 2, request.stated)
    assert (kept.composition().loop, kept.composition().intro) == (True, 2)


def test_undo_takes_them_back_and_redo_brings_them() -> None:
    assert not after("jazz", "make it loop", "undo").loop
    assert after("jazz", "make it loop", "undo", "redo").loop
    assert after("jazz", "with a 2 bar intro", "undo").intro == 0


def test_the_card_tells_of_them_and_stays_quiet_without() -> None:
    dialogue = Dialogue(new_seed=seeds())
    assert "loop" not in interpretation_card(dialogue.say("jazz"))
    card = interpretation_card(dialogue.say("as a loop with a 3 bar intro"))
    assert "16 bars, after 3 of intro, as a loop" in card


@pytest.mark.parametrize("said", ["as a loop", "with a 4 bar intro", "a loop with a 1 bar intro"])
def test_a_requests_own_wording_keeps_them(said: str) -> None:
    request = after("70% jazz 30% folk, 32 bars", said)
    assert after(request_sentence(request)) == request


def test_they_can_be_preferences() -> None:
    preferences = RememberedPreferences()
    reading = Dialogue(preferences=preferences).say("always with a 3 bar intro")
    assert reading.intent == "set_prefs"
    request = Dialogue(preferences=preferences).say("folk").request
    assert request is not None
    assert request.intro == 3


@pytest.mark.parametrize(
    "said", ["keep me in the loop", "what is an intro", "i am stuck in a loop", "loop me in"]
)
def test_talk_with_these_words_composes_nothing(said: str) -> None:
    assert Dialogue().say(said).intent == "unknown"


def test_a_sentence_to_be_understood_is_english_for_everybody() -> None:
    request = after("jazz for piano and flute")
    with speaking("de"):
        assert "for piano and flute" in request_sentence(request)


@pytest.mark.parametrize(
    "said",
    ["with a pickup", "add a pick-up", "with an upbeat", "starting with an anacrusis",
     "it should begin with an upbeat", "with a pickup bar"],
)  # fmt: skip
def test_a_pickup_can_be_asked_for(said: str) -> None:
    request = after("folk, 16 bars", said)
    assert (request.pickup, request.bars) == (True, 16)
    assert request.composition().pickup is True


@pytest.mark.parametrize(
    "said", ["no pickup", "without a pickup", "without an upbeat", "don't want a pickup"]
)
def test_or_none(said: str) -> None:
    assert after("folk with a pickup", said).pickup is False
    assert after("folk").pickup is None


@pytest.mark.parametrize(
    "said",
    ["upbeat", "with an upbeat tempo", "with an upbeat feel", "with an upbeat and happy mood",
     "pick up the pace", "with upbeat drums"],
)  # fmt: skip
def test_an_upbeat_mood_and_a_picked_up_pace_are_none(said: str) -> None:
    assert after(f"jazz {said}").pickup is None


def test_both_kinds_of_upbeat_in_one_sentence() -> None:
    request = after("an upbeat hymn with an upbeat")
    assert (request.mood, request.pickup) == ("energetic", True)


@pytest.mark.parametrize("said", ["folk as a loop with a pickup", "folk with a pickup, as a loop"])
def test_a_loop_has_no_pickup_and_says_so(said: str) -> None:
    reading = Dialogue(new_seed=seeds()).say(said)
    assert reading.request is not None
    assert (reading.request.loop, reading.request.pickup) == (True, None)
    assert any("a loop has no pickup" in note for note in reading.notes)


def test_a_pickup_survives_edits_a_new_blend_a_record_and_its_own_wording() -> None:
    request = after("folk with a pickup", "slower", "again", "70% jazz 30% hymn")
    assert request.pickup is True
    assert ResolvedRequest.from_json(request.to_record()).pickup is True
    assert after(request_sentence(request)) == request
    assert after(request_sentence(after("folk, no pickup"))).pickup is False
    assert "16 bars, with a pickup" in interpretation_card(
        Dialogue(new_seed=seeds()).say("folk with a pickup")
    )


def test_a_pickup_can_be_a_preference() -> None:
    preferences = RememberedPreferences()
    assert Dialogue(preferences=preferences).say("always with a pickup").intent == "set_prefs"
    request = Dialogue(preferences=preferences).say("jazz").request
    assert request is not None
    assert request.pickup is True
