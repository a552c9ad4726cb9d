"""The dialogue: history, replies to older pieces, presets, preferences, added genres."""

from __future__ import annotations

import pytest

from bot.conversation import wording
from bot.conversation.dialogue import Dialogue
from bot.conversation.preferences import RememberedPreferences, Usual
from bot.conversation.presets import RememberedPresets
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from music.genres import GENRES, Genre
from tests.bot.conversation.phrasings import seeds


@pytest.fixture
def dialogue() -> Dialogue:
    return Dialogue(new_seed=seeds())


def test_an_edit_keeps_everything_that_was_not_named(dialogue: Dialogue) -> None:
    before = dialogue.say("60% jazz 40% folk in Eb, 24 bars, for sax").request
    after = dialogue.say("slower").request
    assert before is not None
    assert after is not None
    assert after.tempo_bpm < before.tempo_bpm
    changed = {name for name, value in after.to_json().items() if before.to_json()[name] != value}
    assert changed == {"tempo_bpm"}


def test_undo_walks_back_through_every_kind_of_change(dialogue: Dialogue) -> None:
    seen = [dialogue.say(line).request for line in ("jazz", "slower", "again", "blues", "in E")]
    for earlier in reversed(seen[:-1]):
        assert dialogue.say("undo").request == earlier
    assert dialogue.say("undo").error is not None
    for later in seen[1:]:
        assert dialogue.say("redo").request == later


def test_a_new_change_forgets_what_was_undone(dialogue: Dialogue) -> None:
    for line in ("jazz", "slower", "undo", "faster"):
        dialogue.say(line)
    assert dialogue.say("redo").error is not None


def test_a_reply_talks_about_the_older_piece(dialogue: Dialogue) -> None:
    older = dialogue.say("70% hymn 30% game at 80").request
    dialogue.say("jazz at 150")
    answered = dialogue.say("slower", about=older).request
    assert older is not None
    assert answered is not None
    assert answered.weights == older.weights
    assert answered.tempo_bpm == 68
    assert dialogue.request == answered


def test_a_new_blend_keeps_the_stated_and_implies_the_rest_anew(dialogue: Dialogue) -> None:
    first = dialogue.say("jazz in Bb, no drums").request
    second = dialogue.say("renaissance").request
    assert first is not None
    assert second is not None
    assert str(second.key) == "Bb major"
    assert second.without == ("drums",)
    assert (second.tempo_bpm, second.meter.name) == (84, "2/2")
    assert second.seed != first.seed


def test_a_wish_without_a_genre_stays_with_the_blend_that_is_there(dialogue: Dialogue) -> None:
    dialogue.say("70% hymn 30% game")
    reading = dialogue.say("write something")
    assert reading.request is not None
    assert set(reading.request.weights) == {"hymn", "game"}


def test_presets_outlive_the_conversation_and_ignore_case() -> None:
    presets = RememberedPresets()
    first = Dialogue(presets=presets, new_seed=seeds())
    kept = first.say("75% hymn 25% blues at 70 for organ").request
    first.say("save this as Sunday Morning")
    second = Dialogue(presets=presets, new_seed=lambda: 5)
    used = second.say("use sunday morning")
    assert kept is not None
    assert used.intent == "use_preset"
    assert used.request is not None
    assert used.request.preset == "Sunday Morning"
    assert {**used.request.to_json(), "seed": 0, "preset": None} == {
        **kept.to_json(),
        "seed": 0,
        "preset": None,
    }


@pytest.mark.parametrize(
    "name", ["jazz", "bebop", "Again", "help", "x" * 41, "a/b", "<b>", "my presets"]
)
def test_names_that_cannot_be_presets_are_refused(dialogue: Dialogue, name: str) -> None:
    before = dialogue.say("jazz").request
    reading = dialogue.say(f"save this as {name}")
    assert reading.error is not None
    assert reading.request == before


def test_preferences_fill_what_a_new_user_leaves_open() -> None:
    preferences = RememberedPreferences()
    Dialogue(preferences=preferences).say("always use 24 bars")
    Dialogue(preferences=preferences).say("my default temperature is 1.2")
    Dialogue(preferences=preferences).say("i usually want 60% folk 40% hymn")
    assert preferences.usual() == Usual(
        bars=24, temperature=1.2, weights={"folk": 0.6, "hymn": 0.4}
    )
    reading = Dialogue(preferences=preferences).say("write something a bit wilder")
    assert reading.request is not None
    assert reading.request.bars == 24
    assert reading.request.temperature == pytest.approx(1.275)
    assert dict(reading.request.weights) == {"folk": 0.6, "hymn": 0.4}


def test_preferences_do_not_change_the_piece_that_is_there(dialogue: Dialogue) -> None:
    before = dialogue.say("jazz at 100").request
    reading = dialogue.say("from now on always in D minor")
    assert reading.intent == "set_prefs"
    assert reading.request == before
    assert Usual.from_json(dialogue.preferences.usual().to_json()) == Usual(key="D minor")


def test_a_genre_added_later_is_language_at_once() -> None:
    samba = Genre("samba", ("batucada",), 104, "2/4", "minor", "#123456", "from a folder")
    grown = Dialogue(genres=(*GENRES, samba), new_seed=lambda: 3)
    reading = grown.say("60% samba 40% jazz")
    assert reading.request is not None
    assert reading.request.weights["samba"] == pytest.approx(0.6)
    assert _request(grown, "batucada").weights == {"samba": 1.0}
    assert set(_request(grown, "sambaish jazz").weights) == {"samba", "jazz"}
    assert Dialogue().say("60% samba 40% jazz").error is not None


def _request(dialogue: Dialogue, text: str) -> ResolvedRequest:
    request = dialogue.say(text).request
    assert request is not None
    return request


def test_the_same_line_and_seed_give_the_same_request() -> None:
    lines = ["jazz and folk, dreamy", "slower", "again", "up a tone"]

    def talk() -> list[Reading]:
        dialogue = Dialogue(new_seed=seeds())
        return [dialogue.say(line) for line in lines]

    assert talk() == talk()


@pytest.mark.parametrize(
    "asked", ["what instruments do you have", "which instruments can you play?", "list instruments"]
)
def test_who_asks_for_instruments_is_told_instruments(asked: str) -> None:
    reading = Dialogue(new_seed=lambda: 1).say(asked)
    assert reading.intent == "genres"
    assert "vibraphone" in wording.reply(reading)
    assert "mazurka" not in wording.reply(reading)
