"""The tables of sentences, the words of the fields, and what the log doesn't say."""

import logging
import re
import string

import pytest

from bot.cli.logs import WithoutSecrets
from bot.conversation.dialogue import Dialogue
from bot.discord.buttons import PIECE_BUTTONS
from bot.discord.colours import sign
from bot.discord.commands.fields import Fields, words_of
from bot.discord.limits import BUTTON_LABEL, MODAL_TITLE
from bot.discord.texts import ENGLISH, GERMAN, text
from bot.discord.waiting import seconds_in_words
from engine.render.formats import FORMATS
from engine.steps import AGAIN, STAGES
from music.genres import GENRES

_NAME = re.compile(r"[-_'\w]{1,32}")


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_german_says_all_that_english_says_with_the_same_places() -> None:
    assert GERMAN.keys() == ENGLISH.keys()
    for key, sentence in ENGLISH.items():
        assert _places(GERMAN[key]) == _places(sentence), key


@pytest.mark.parametrize("table", [ENGLISH, GERMAN], ids=["English", "German"])
def test_names_and_descriptions_are_what_discord_takes(table: dict[str, str]) -> None:
    for key, sentence in table.items():
        if key.startswith("name.menu."):
            assert 0 < len(sentence) <= 32, key
        elif key.startswith("name."):
            assert _NAME.fullmatch(sentence), key
            assert sentence == sentence.lower(), key
        elif key.startswith("about."):
            assert 0 < len(sentence) <= 100, key
        elif key.startswith("button."):
            assert len(sentence) <= BUTTON_LABEL, key
        elif key.endswith((".title", ".label")):
            assert len(sentence) <= MODAL_TITLE, key


def test_every_step_format_and_button_has_words() -> None:
    for stage in (*STAGES, AGAIN):
        assert text(f"step.{stage}", "de", position=2, genres="jazz")
    for row in FORMATS:
        assert text(f"format.{row.name}", "de") != text(f"format.{row.name}", "fr")
    for one in PIECE_BUTTONS:
        assert one.key in ("up", "down") or f"button.{one.key}" in ENGLISH


def test_every_genre_has_a_sign_of_its_own() -> None:
    signs = [sign(genre.name) for genre in GENRES]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        (Fields(weights="70% jazz 30% folk", tempo=90), {"tempo_bpm": 90}),
        (Fields("a waltz", "60% jazz 40% folk", key="D minor"), {"key": "D minor", "meter": "3/4"}),
        (Fields("jazz", adventure=10, bars=24), {"temperature": 1.5, "bars": 24}),
        (Fields("jazz", adventure=0, seed=7), {"temperature": 0.5, "seed": 7}),
        (Fields("folk", band="piano and flute"), {"instruments": ["piano", "flute"]}),
        (Fields("folk", band="for solo piano", key="in E dorian"), {"key": "E dorian"}),
    ],
)
def test_fields_are_understood_as_they_are_meant(fields: Fields, seen: dict[str, object]) -> None:
    reading = Dialogue().say(words_of(fields))
    assert reading.error is None
    assert reading.ignored == ()
    assert reading.request is not None
    request = reading.request.to_json()
    assert {name: request[name] for name in seen} == seen


def test_a_preset_and_no_field_at_all_are_words_too() -> None:
    assert words_of(Fields(preset="tea time")) == "use tea time"
    assert words_of(Fields("slower", preset="tea time")) == "use tea time but slower"
    assert words_of(Fields()) == "surprise me"


def test_waits_are_rounded_up() -> None:
    assert seconds_in_words(0.2, "en-US") == "1 s"
    assert seconds_in_words(90.0, "en-US") == "90 s"
    assert seconds_in_words(121.0, "de") == "3 Minuten"


def test_no_secret_is_in_the_log_not_even_in_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    token = "MTk4NjIyNDgz.Cl2FMQ.secret-secret"
    formatter = WithoutSecrets((token,))
    try:
        raise ValueError(f"bad header: Bot {token}")
    except ValueError:
        logging.getLogger("t").warning("PATCH %s", "/webhooks/42/" + "aW50ZXJ" * 9, exc_info=True)
    (record,) = caplog.records
    line = formatter.format(record)
    assert token not in line
    assert "aW50ZXJ" not in line
    assert "ValueError" in line
