"""Which files somebody wants by default, in words."""

from __future__ import annotations

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.preferences import RememberedPreferences, Usual


@pytest.mark.parametrize(
    "said",
    ["my formats are midi and mp3", "prefs formats midi,mp3", "/prefs formats midi, mp3",
     "set my formats to MIDI, MP3", "my default formats: midi + mp3.", "formats midi mp3"],
)  # fmt: skip
def test_formats_are_remembered_and_shown(said: str) -> None:
    preferences = RememberedPreferences()
    reading = Dialogue(preferences=preferences).say(said)
    assert (reading.intent, reading.error) == ("set_prefs", None)
    assert preferences.usual() == Usual(formats=("midi", "mp3"))
    assert "files midi and mp3" in " ".join(Dialogue(preferences=preferences).say("prefs").notes)


def test_a_name_that_is_no_format_is_a_sentence_and_changes_nothing() -> None:
    preferences = RememberedPreferences(Usual(formats=("wav",)))
    reading = Dialogue(preferences=preferences).say("my formats are midi and vinyl")
    assert reading.error is not None
    assert "'vinyl' is no format" in reading.error
    assert "score-pdf" in reading.error
    assert preferences.usual().formats == ("wav",)


@pytest.mark.parametrize(
    "said", ["reset my formats", "my formats are default", "prefs formats reset", "reset my prefs"]
)
def test_formats_can_be_reset(said: str) -> None:
    preferences = RememberedPreferences(Usual(formats=("wav", "score-pdf")))
    assert Dialogue(preferences=preferences).say(said).error is None
    assert preferences.usual().formats is None


def test_formats_stay_when_other_preferences_change_and_touch_no_piece() -> None:
    preferences = RememberedPreferences()
    dialogue = Dialogue(preferences=preferences)
    before = dialogue.say("jazz").request
    dialogue.say("my formats are score-pdf")
    dialogue.say("always use 24 bars")
    assert preferences.usual() == Usual(bars=24, formats=("score-pdf",))
    assert dialogue.request == before
    assert Usual.from_json(preferences.usual().to_json()) == preferences.usual()
