"""The judge of payloads: what is at a limit passes, one more is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.simulator import limits
from tests.wire.simulator.limits import Row, broken
from tests.wire.simulator.payloads import judge_commands, judge_message

ALL_ROWS = [
    *limits.MESSAGE,
    *limits.LEGACY,
    *limits.MODAL,
    *limits.AUTOCOMPLETE,
    *limits.COMMAND,
    *limits.DESCRIPTION,
    *{row for rows in limits.COMPONENT.values() for row in rows},
]
LISTS: tuple[str, ...] = (
    "embeds",
    "fields",
    "attachments",
    "answers",
    "components",
    "choices",
    "options",
    "items",
)
LISTS += ("sticker_ids", "users", "roles")


def payload_with(row: Row, count: int) -> dict[str, Any]:
    *outer, last = row.where.split(".")
    value: Any = [{} for _ in range(count)] if last in LISTS else "x" * count
    payload: dict[str, Any] = {last: value}
    for step in reversed(outer):
        key = step.removesuffix("[]")
        payload = {key: [payload] if step.endswith("[]") else payload}
    return payload


@pytest.mark.parametrize("row", ALL_ROWS, ids=lambda row: row.where)
def test_the_limit_itself_passes_and_one_more_does_not(row: Row) -> None:
    assert not broken((row,), payload_with(row, row.most))
    (sentence,) = broken((row,), payload_with(row, row.most + 1))
    assert str(row.most + 1) in sentence
    assert row.least == 0 or broken((row,), payload_with(row, row.least - 1))


def button(**about: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **about}


def row_of(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def text(length: int) -> dict[str, Any]:
    return {"type": 10, "content": "x" * length}


LONG = [{"description": "x" * 3000}, {"description": "x" * 3000}, {"title": "x"}]
PICTURE = [{"image": {"url": "attachment://a.png"}}]
MESSAGES: list[tuple[str, dict[str, Any], bool]] = [
    (
        "6001 characters together",
        {"embeds": LONG},
        False,
    ),
    ("used 2 times", {"components": [row_of(button(), button())]}, False),
    ("a link button has a url", {"components": [row_of(button(style=5))]}, False),
    ("needs a label", {"components": [row_of(button(label=None))]}, False),
    ("type 10 may not stand here", {"components": [text(1)]}, False),
    ("not allowed beside components V2", {"content": "x", "components": [text(1)]}, True),
    ("41 components", {"components": [text(1)] * 41}, True),
    ("4001 characters of text", {"components": [text(2001), text(2000)]}, True),
    (
        "attachment://a.png: there is no such",
        {"embeds": PICTURE},
        False,
    ),
    ("both in parse and listed", {"allowed_mentions": {"parse": ["users"], "users": ["1"]}}, False),
]


@pytest.mark.parametrize(("says", "payload", "v2"), MESSAGES, ids=[row[0] for row in MESSAGES])
def test_rules_over_a_whole_message(says: str, payload: dict[str, Any], v2: bool) -> None:
    found = judge_message(payload, {}, v2=v2, file_bytes=100)
    assert len(found) == 1
    assert says in found[0]


def test_files_have_a_size_and_are_shown_where_components_are_all_there_is() -> None:
    assert not judge_message({}, {"a.mid": bytes(100)}, v2=False, file_bytes=100)
    assert judge_message({}, {"a.mid": bytes(101)}, v2=False, file_bytes=100)
    assert judge_message({"components": [text(1)]}, {"a.mid": b""}, v2=True, file_bytes=100)


def command(name: str = "go", **about: Any) -> dict[str, Any]:
    return {"name": name, "description": "Go.", **about}


NEEDED = {"name": "needed", "description": "Needed.", "type": 3, "required": True}
OPTION = {"name": "where", "description": "Where.", "type": 3}
COMMANDS: list[tuple[str, list[dict[str, Any]]]] = [
    ("101 commands of type 1", [command(f"go{n}") for n in range(101)]),
    ("2 commands of this name", [command(), command()]),
    ("isn't allowed", [command("Go")]),
    ("isn't allowed", [command("go", name_localizations={"de": "los geht's"})]),
    ("two options of one name", [command(options=[OPTION, OPTION])]),
    (
        "after an optional one",
        [command(options=[OPTION, NEEDED])],
    ),
    ("has no description", [command(type=3)]),
]


@pytest.mark.parametrize(("says", "commands"), COMMANDS)
def test_rules_over_all_commands(says: str, commands: list[dict[str, Any]]) -> None:
    assert not judge_commands([command(options=[OPTION])])
    found = judge_commands(commands)
    assert len(found) == 1
    assert says in found[0]
