"""The mined figures: what accompanists and drummers of the corpora do most, as patterns.

The tables in ``tables/`` are counts over whole corpora, written by
``python -m models.corpora.mining``; a row is a bar's text (or two bars'), how many works
have it, and how many bars. Doesn't know when a figure is played.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from engine.arrange.style import Groove, Pattern

# A groove's table is on sixteenths of 4/4; nothing else was counted.
_ENOUGH = 3  # rows under which a role of a genre is left to the written figures


@cache
def mined_figures(genre: str, role: str, cell: str) -> tuple[Pattern | Groove, ...]:
    """The usual figures of a role in one written metre ("3/4"), the most usual first.

    Empty where the corpora show fewer than three.
    """
    rows = _table(genre).get(role, {}).get(cell, [])
    if len(rows) < _ENOUGH:
        return ()
    if role == "drums":
        return tuple(_groove(lines, works, cell) for lines, works, _ in rows)
    return tuple(_pattern(f"{text} of {works} works", text, cell) for text, works, _ in rows)


@cache
def _table(genre: str) -> dict[str, Any]:
    path = files("engine.arrange") / "tables" / f"{genre.replace(' ', '_')}.json"
    if not path.is_file():
        return {}
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def _pattern(name: str, text: str, cell: str) -> Pattern:
    texts = {other: text if other == cell else "" for other in ("4/4", "3/4", "2/4", "6/8")}
    return Pattern(name, texts["4/4"], texts["3/4"], texts["2/4"], texts["6/8"])


def _groove(lines: dict[str, str], works: int, cell: str) -> Groove:
    kick = lines.get("kick", "")
    return Groove(
        f"kick {kick} of {works} works",
        tuple(_pattern(drum, text, cell) for drum, text in lines.items()),
    )
