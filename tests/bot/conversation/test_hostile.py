"""Hostile and strange text: refused or ignored politely, never echoed alive."""

import json

import pytest

from bot.conversation.dialogue import Dialogue
from bot.conversation.normalise import clean
from bot.conversation.quoting import quoted
from bot.conversation.wording import reply

HOSTILE = [
    "@everyone @here <@123456789012345678> <@&1234567890>",
    "'; DROP TABLE presets; --",
    "70% **bold** 30% jazz",
    "80% `rm -rf /` 20% jazz",
    "90% [x](http://evil.example) 10% jazz",
    "\u202e70% zzaj\u202c \u200b\u200b",
    "\x00\x01\x02\x1b[31m70% flurble\x07",
    "<script>alert(1)</script> 50% <img src=x>",
    "||spoiler|| ~~strike~~ __under__ > quote",
    "почему музыка молчит",
    "一些 爵士 音乐",
    "ما هي الموسيقى",
    "Z̸̢͝a̶l̷g̸o̴ 40% g̴r̷i̵n̷d̶",
    "%s %d {0} {x.__class__} $(id)",
    "save this as @everyone",
    "use <@1234>",
    "🎷" * 200,
]
_ALIVE = set("@<>`*|~[]\x00\x01\x02\x07\x1b\u202e\u202c\u200b")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_never_echoed_alive(text: str) -> None:
    dialogue = Dialogue()
    for line in (text, "jazz", text):
        reading = dialogue.say(line)
        said = [*reading.notes, *reading.ignored, reading.error or "", reply(reading)]
        assert not _ALIVE & set("".join(said)), said


@pytest.mark.parametrize("text", [one for one in HOSTILE if "%" not in one])
def test_hostile_text_without_an_order_composes_nothing(text: str) -> None:
    assert Dialogue().say(text).request is None


@pytest.mark.parametrize("length", [501, 10_000, 1_000_000])
def test_long_messages_are_refused_with_the_limit(length: int) -> None:
    reading = Dialogue().say("jazz " + "x" * (length - 5))
    assert reading.request is None
    assert reading.error is not None
    assert "500" in reading.error


def test_five_hundred_code_points_after_trimming_are_read() -> None:
    text = "70% jazz 30% folk" + " please" * 69
    assert len(text) == 500
    assert Dialogue().say(f"   {text}   ").request is not None


def test_the_limit_counts_code_points_and_not_bytes() -> None:
    assert Dialogue().say("jazz " + "é" * 495).error is None


def test_readings_are_plain_json_whatever_was_typed() -> None:
    for text in HOSTILE:
        json.loads(json.dumps(Dialogue().say(text).to_json()))


def test_quoting_leaves_no_markup_and_no_length() -> None:
    assert quoted("**a** @b <c> `d`") == '"a b c d"'
    assert len(quoted("x" * 300)) < 50


def test_cleaning_makes_unicode_forms_plain() -> None:
    assert clean("７０％ Jazz \u200b½ “Folk”") == '70% Jazz 1/2 "Folk"'
