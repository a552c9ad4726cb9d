"""Reading the tables of phrasings and checking a dialogue against what they expect.

A row is a conversation (lines apart by ``||``), a tab, and what its last line must
mean: ``compose; w jazz 70, blues 20..40; tempo 90; key D minor; note jaz``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bot.conversation.dialogue import Dialogue

HERE = Path(__file__).parent
_INTENT_TEXT = """
compose edit repeat undo reset save_preset use_preset delete_preset list_presets show_prefs
set_prefs privacy genres history help unknown
"""
INTENTS = frozenset(_INTENT_TEXT.split())


@dataclass(frozen=True)
class Phrasing:
    """One row of a table."""

    lines: tuple[str, ...]
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return " || ".join(self.lines)


def read_table(name: str) -> list[Phrasing]:
    rows = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            said, expected = line.split("\t")
            items = tuple(item.strip() for item in expected.split(";"))
            rows.append(Phrasing(tuple(said.split(" || ")), items))
    return rows


def seeds() -> Callable[[], int]:
    """Seeds that differ from call to call, the same in every run."""
    numbers = count(1000, 37)
    return lambda: next(numbers) % 2**31


def misreadings(phrasing: Phrasing) -> list[str]:
    """What the last line got wrong; empty where it was read as expected."""
    dialogue = Dialogue(new_seed=seeds())
    *before, last = phrasing.lines
    for line in before:
        dialogue.say(line)
    earlier = None if dialogue.request is None else dialogue.request.to_json()
    reading = dialogue.say(last).to_json()
    return [wrong for item in phrasing.expected if (wrong := _check(item, reading, earlier))]


def _check(item: str, reading: dict[str, Any], earlier: dict[str, Any] | None) -> str | None:
    name, _, value = item.partition(" ")
    request = reading["request"]
    if name in INTENTS:
        return None if reading["intent"] == name else f"intent {reading['intent']}, not {name}"
    if name == "error":
        missed = reading["error"] is None or value.lower() not in reading["error"].lower()
        return f"error {reading['error']!r}, not {value!r}" if missed else None
    if name in ("note", "ignored"):
        texts = " | ".join(reading["notes" if name == "note" else "ignored"]).lower()
        return None if texts and value.lower() in texts else f"{name} {texts!r}, not {value!r}"
    if reading["error"] is not None and name != "stays" and name != "noreq":
        return f"error {reading['error']!r}"
    if name == "noreq":
        return None if request is None else "a request where none should be"
    if name == "stays":
        same = _without_preset(request) == _without_preset(earlier)
        return None if same else "the request changed"
    if request is None:
        return f"no request for {item}"
    return _CHECKS[name](request, value, earlier)


def _without_preset(request: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if request is None else {**request, "preset": None}


def _within(number: float, said: str, tolerance: float) -> bool:
    low, _, high = said.partition("..")
    return float(low) - tolerance <= number <= float(high or low) + tolerance


def _weights(request: dict[str, Any], value: str, _: Any) -> str | None:
    got = {genre: weight * 100 for genre, weight in request["weights"].items()}
    wanted = dict(part.strip().rsplit(" ", 1) for part in value.split(","))
    names = {name.replace("_", " "): said for name, said in wanted.items()}
    if got.keys() != names.keys():
        return f"weights {got}"
    right = all(_within(got[name], said, 0.6) for name, said in names.items())
    return None if right else f"weights {got}"


def _number(name: str, tolerance: float) -> Callable[[dict[str, Any], str, Any], str | None]:
    def check(request: dict[str, Any], value: str, _: Any) -> str | None:
        return None if _within(request[name], value, tolerance) else f"{name} {request[name]}"

    return check


def _names(name: str) -> Callable[[dict[str, Any], str, Any], str | None]:
    def check(request: dict[str, Any], value: str, _: Any) -> str | None:
        wanted = {one.strip() for one in value.split(",")}
        return None if set(request[name]) == wanted else f"{name} {request[name]}"

    return check


def _text(name: str) -> Callable[[dict[str, Any], str, Any], str | None]:
    def check(request: dict[str, Any], value: str, _: Any) -> str | None:
        wanted = None if value == "none" else value
        return None if request[name] == wanted else f"{name} {request[name]}"

    return check


def _mode(request: dict[str, Any], value: str, _: Any) -> str | None:
    return None if request["key"].endswith(" " + value) else f"key {request['key']}"


def _seed(request: dict[str, Any], value: str, earlier: dict[str, Any] | None) -> str | None:
    if value in ("same", "new"):
        kept = earlier is not None and request["seed"] == earlier["seed"]
        return None if kept == (value == "same") else f"the seed is not {value}"
    return None if request["seed"] == int(value) else f"seed {request['seed']}"


def _path(request: dict[str, Any], value: str, _: Any) -> str | None:
    if not request["path"]:
        return "no path"
    heaviest = [max(p["weights"], key=p["weights"].get) for p in request["path"]]
    return None if heaviest == value.split(">") else f"path {heaviest}"


def _nowithout(request: dict[str, Any], value: str, _: Any) -> str | None:
    return f"without {request['without']}" if value in request["without"] else None


_CHECKS: dict[str, Callable[[dict[str, Any], str, Any], str | None]] = {
    "w": _weights, "temp": _number("temperature", 0.001), "tempo": _number("tempo_bpm", 0.5),
    "bars": _number("bars", 0.1), "count": _number("count", 0.1), "key": _text("key"),
    "mode": _mode, "meter": _text("meter"), "band": _names("instruments"),
    "without": _names("without"), "nowithout": _nowithout, "seed": _seed, "path": _path,
    "preset": _text("preset"),
}  # fmt: skip
