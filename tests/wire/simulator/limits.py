"""Discord's documented limits as tables: where in a payload, how little, how much.

One row reads ``Row("embeds[].title", most=256)``: of every embed the title, at most 256. Text is
counted in UTF-16 units, the strictest way any of Discord's clients counts. Rules that look at
more than one place stand in :mod:`payloads`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MIB = 1 << 20
FILE_BYTES = 10 * MIB
REQUEST_BYTES = 25 * MIB
EMBED_TOTAL = 6000
V2_COMPONENTS = 40
V2_TEXT = 4000
COMMAND_TOTAL = 8000
COMMANDS_OF_TYPE = {1: 100, 2: 5, 3: 5}


@dataclass(frozen=True)
class Row:
    """``where`` is a path of keys; ``[]`` after one means every item of it."""

    where: str
    least: int = 0
    most: int = 0


MESSAGE = (
    Row("content", most=2000),
    Row("nonce", most=25),
    Row("embeds", most=10),
    Row("embeds[].title", most=256),
    Row("embeds[].description", most=4096),
    Row("embeds[].fields", most=25),
    Row("embeds[].fields[].name", 1, 256),
    Row("embeds[].fields[].value", 1, 1024),
    Row("embeds[].footer.text", most=2048),
    Row("embeds[].author.name", most=256),
    Row("attachments", most=10),
    Row("attachments[].description", most=1024),
    Row("sticker_ids", most=3),
    Row("allowed_mentions.users", most=100),
    Row("allowed_mentions.roles", most=100),
    Row("poll.question.text", 1, 300),
    Row("poll.answers", 1, 10),
    Row("poll.answers[].poll_media.text", 1, 55),
)
LEGACY = (Row("components", most=5),)
MODAL = (Row("title", 1, 45), Row("custom_id", 1, 100), Row("components", 1, 5))
AUTOCOMPLETE = (
    Row("choices", most=25),
    Row("choices[].name", 1, 100),
    Row("choices[].value", most=100),
)
_CUSTOM_ID = Row("custom_id", 1, 100)
_PLACEHOLDER = Row("placeholder", most=150)
COMPONENT: dict[int, tuple[Row, ...]] = {
    1: (Row("components", 1, 5),),
    2: (_CUSTOM_ID, Row("label", most=80), Row("url", most=512)),
    3: (
        _CUSTOM_ID,
        _PLACEHOLDER,
        Row("options", 1, 25),
        Row("options[].label", 1, 100),
        Row("options[].value", 1, 100),
        Row("options[].description", most=100),
    ),
    4: (
        _CUSTOM_ID,
        Row("label", 1, 45),
        Row("value", most=4000),
        Row("placeholder", most=100),
    ),
    5: (_CUSTOM_ID, _PLACEHOLDER),
    6: (_CUSTOM_ID, _PLACEHOLDER),
    7: (_CUSTOM_ID, _PLACEHOLDER),
    8: (_CUSTOM_ID, _PLACEHOLDER),
    9: (Row("components", 1, 3),),
    10: (Row("content", 1, 4000),),
    11: (Row("description", most=1024),),
    12: (Row("items", 1, 10), Row("items[].description", most=1024)),
    13: (),
    14: (),
    17: (Row("components", 1, V2_COMPONENTS),),
    18: (Row("label", 1, 45), Row("description", most=100)),
    19: (_CUSTOM_ID,),
    21: (_CUSTOM_ID, Row("options", 2, 10), Row("options[].label", 1, 100)),
    22: (_CUSTOM_ID, Row("options", 1, 10), Row("options[].label", 1, 100)),
    23: (_CUSTOM_ID,),
}
COMMAND = (
    Row("name", 1, 32),
    Row("options", most=25),
    Row("choices", most=25),
    Row("choices[].name", 1, 100),
    Row("choices[].value", most=100),
)
DESCRIPTION = (Row("description", 1, 100),)
REQUIRED = {
    3: ("custom_id", "options"),
    4: ("custom_id",),
    9: ("components", "accessory"),
    10: ("content",),
    11: ("media",),
    12: ("items",),
    13: ("file",),
    17: ("components",),
    18: ("label", "component"),
}


def broken(rows: tuple[Row, ...], payload: dict[str, Any], place: str = "") -> list[str]:
    """What of ``payload`` is too short or too long, one sentence each."""
    found = []
    for row in rows:
        for where, value in _values(payload, row.where.split("."), place):
            if isinstance(value, (str, list)) and not row.least <= size(value) <= row.most:
                kind = "characters" if isinstance(value, str) else "items"
                found.append(f"{where}: {size(value)} {kind}, allowed {row.least} to {row.most}")
    return found


def size(value: str | list[Any]) -> int:
    """Items of a list; UTF-16 units of a text."""
    return len(value) if isinstance(value, list) else len(value.encode("utf-16-le")) // 2


def _values(value: Any, path: list[str], place: str) -> Iterator[tuple[str, Any]]:
    if not path:
        yield place, value
        return
    key, rest = path[0].removesuffix("[]"), path[1:]
    if not isinstance(value, dict) or value.get(key) is None:
        return
    here = f"{place}.{key}" if place else key
    if not path[0].endswith("[]"):
        yield from _values(value[key], rest, here)
        return
    for index, item in enumerate(value[key]):
        yield from _values(item, rest, f"{here}[{index}]")
