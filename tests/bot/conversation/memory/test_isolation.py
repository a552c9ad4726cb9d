"""Nobody reads, changes or deletes what is another's, command by command; hostile text too."""

import json

import pytest

from storage.upkeep import check
from tests.bot.conversation.memory.conftest import Town

SECRET = "quiet harbour"
# Everything that names a piece or a preset; {code} is a private piece of Ann's.
COMMANDS = (
    "vote up {code}", "vote down {code}", "unvote {code}", "piece {code}", "remix {code}",
    "remix {code} but slower", "make {code} public", "hide {code}", "publish {code}",
    "delete {code}", "delete piece {code}", "what is {code}", f"use {SECRET}",
    f"{SECRET} but slower", f"delete preset {SECRET}", f"share {SECRET}", f"unshare {SECRET}",
    f"fork {SECRET}", f"fork {SECRET} by ann as mine", f"rename {SECRET} to mine",
    f"export {SECRET}", f"export {SECRET} as json", f"battle {SECRET} against ann",
    "battle ann against bob", "top", "top everywhere", "history", "my presets", "shared presets",
    "my preferences", "my taste", "our taste", "battles", "ratings", "privacy",
    "forget my taste", "freeze my taste", "export my data", "delete my data",
    "delete everything for good",
)  # fmt: skip
HOSTILE = (
    "'; DROP TABLE users; --", '" OR 1=1 --', "x' UNION SELECT token FROM users --",
    "**bold** ||spoiler|| `code`", "@everyone <@123> <#5> <@&7>", "[a](http://evil.example)",
    "../../etc/passwd", "..\\..\\windows", "a\u202eb\u0000c", "<script>alert(1)</script>",
    "%s %d {0} {code}", "𝕬𝖓𝖓" * 12, "\n\n# heading\n- list",
)  # fmt: skip
FORMS = (
    "save this as {}", "use {}", "delete preset {}", "share {}", "fork {}", "fork {} by {}",
    "rename mine to {}", "rename {} to mine", "export {}", "import {}", "battle {} against {}",
    "piece {}", "remix {}", "vote up {}", "my taste is {}", "top {}", "{}",
    'import {{"name":"{}","weights":{{"jazz":1}},"tempo_bpm":99,"key":"C major"}}',
)  # fmt: skip


def state_of(town: Town, user: int) -> str:
    """All that is kept of a user, but for the times."""
    return json.dumps(town.memory.privacy.export(user), sort_keys=True)


@pytest.fixture
def full(town: Town) -> Town:
    """Ann has a private piece, a preset, preferences and a taste of her own."""
    town.ann.say("60% jazz 40% hymn")
    town.ann.say("make it private")
    town.ann.say(f"save this as {SECRET}")
    town.ann.say("always use 24 bars")
    town.ann.say("my taste is all renaissance")
    town.bob.say("folk")
    return town


def test_no_command_touches_or_shows_what_is_anothers(full: Town) -> None:
    ann = full.memory.people.meet_user("test", "ann")
    before = state_of(full, ann)
    for command in COMMANDS:
        for chat in (full.bob, full.carol):
            told = chat.told(command.format(code=full.ann.code))
            if SECRET not in command:
                assert SECRET not in told, command
            assert "renaissance" not in told, command
            assert "hymn" not in told, command
            if "{code}" not in command:
                assert full.ann.code not in told, command
            assert state_of(full, ann) == before, command


def test_a_reply_to_anothers_private_piece_finds_nothing(full: Town) -> None:
    assert full.bob.say("slower", about=full.ann.code).error is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_place_of_every_order_does_nothing(town: Town, text: str) -> None:
    town.ann.say("jazz")
    town.ann.say("save this as mine")
    for form in FORMS:
        reading = town.ann.session.say(form.replace("{{", "{").replace("}}", "}").replace(
            "{}", text))  # fmt: skip
        told = "\n".join([*reading.notes, reading.error or ""])
        for danger in ("@everyone", "<@", "||", "](", "**", "`", "<script", "\u202e", "\u0000"):
            assert danger not in told, (form, told)
    for preset in town.memory.presets.all(town.memory.people.meet_user("test", "ann")):
        assert not set(preset.name) & set("@<>*`|[]()/\\\u202e\u0000\n"), preset.name
    assert check(town.memory.database.path) == []
    assert not [p for p in town.folder.rglob("*") if p.name in ("passwd", "windows")]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_display_name_is_shown_harmlessly(town: Town, name: str) -> None:
    mallory = town.chat(name)
    mallory.say("jazz")
    mallory.say("save this as gift")
    mallory.say("share gift")
    town.ann.say(f"vote up {mallory.code}")
    for asked in ("top", f"piece {mallory.code}", "shared presets", "fork gift"):
        told = town.ann.told(asked)
        for danger in ("@everyone", "<@", "||", "](", "**", "`", "<script", "\u202e", "\u0000"):
            assert danger not in told, asked
