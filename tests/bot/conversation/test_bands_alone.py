"""Words that say nobody else plays: solo, only, just, a duo."""

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.request import ResolvedRequest


def _asked(*messages: str) -> ResolvedRequest:
    dialogue = Dialogue(new_seed=lambda: 1)
    for message in messages:
        reading = dialogue.say(message)
        assert reading.error is None
    assert reading.request is not None
    return reading.request


@pytest.mark.parametrize(
    ("said", "players"),
    [
        ("solo piano jazz", ("piano",)),
        ("classical, just the piano please", ("piano",)),
        ("jazz, only violin and cello", ("violin", "cello")),
        ("jazz for piano only", ("piano",)),
        ("jazz for a piano and bass duo", ("piano", "bass")),
        ("a cappella hymn", ("choir",)),
        ("celtic, only drums", ("drums",)),
    ],
)
def test_players_named_alone_play_alone(said: str, players: tuple[str, ...]) -> None:
    asked = _asked(said)
    assert asked.only == players
    assert asked.composition().only == players
    assert asked.instruments == players


@pytest.mark.parametrize(
    "said", ["jazz for violin and cello", "jazz with a piano solo", "only jazz", "blues with sax"]
)
def test_other_wishes_leave_the_band_open(said: str) -> None:
    assert _asked(said).only == ()


def test_edits_of_a_lone_player_keep_the_rest_silent() -> None:
    assert _asked("solo guitar jazz", "make it violin").only == ("violin",)
    assert _asked("solo guitar jazz", "add drums").only == ("guitar", "drums")
    assert _asked("solo piano jazz", "swap the piano for organ").only == ("organ",)
    assert _asked("solo guitar jazz", "full band").only == ()


def test_a_record_keeps_who_plays_alone() -> None:
    asked = _asked("solo piano jazz")
    assert ResolvedRequest.from_json(asked.to_record()) == asked
