"""From named genres with shares, degrees and remainders to weights that sum to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.facts import Fact, Remark

MOSTLY = 0.75
DASH = 0.12
SOME = 0.3
ISH = 0.3
_PARTS_UP_TO = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One named genre with what was said of its weight."""

    genre: str
    raw: str
    share: float | None = None
    unit: str = ""
    degree: str = ""
    ish: bool = False


def unit_share(part: Part) -> float:
    """A share as a part of one: 70% and 70 are 0.7, a fraction is itself."""
    value = part.share or 0.0
    if part.unit == "fraction" or (part.unit == "number" and 0 < value <= 1):
        return value
    return 1.0 if part.unit == "part" else value / 100


def whole(parts: Sequence[Part]) -> tuple[dict[str, float], list[Fact]]:
    """Weights that sum to 1 from several parts, and what had to be assumed."""
    numbered = [part for part in parts if part.share is not None]
    if not numbered:
        return _by_degrees(parts), []
    if _is_relative(numbered) and len(numbered) < len(parts):
        # "three parts jazz and blues": a genre without a number is one part more.
        parts = [p if p.share is not None else replace(p, share=1.0, unit="part") for p in parts]
        numbered = list(parts)
    values = _comparable(numbered)
    positive = {genre: max(0.0, value) for genre, value in values.items()}
    open_parts = [part for part in parts if part.share is None]
    total = sum(positive.values())
    below = tuple(genre for genre, value in values.items() if value < 0)
    notes: list[Fact] = [Remark("below_zero", below)] if below and total > 0 else []
    if not open_parts:
        if total <= 0:
            return {}, []
        weights = {genre: value / total for genre, value in positive.items() if value > 0}
        if not _is_relative(numbered) and abs(total - 1) > 0.006:
            notes.append(_scaled([positive[genre] for genre in weights], list(weights.values())))
        return weights, notes
    rest = 1.0 - total
    if rest <= 1e-9:
        notes.append(Remark("no_room", tuple(part.genre for part in open_parts)))
        return {genre: value / total for genre, value in positive.items() if value > 0}, notes
    weights = {}
    for part in parts:
        value = rest / len(open_parts) if part.share is None else positive[part.genre]
        if value > 0:
            weights[part.genre] = value
    return weights, notes


def _is_relative(parts: Sequence[Part]) -> bool:
    return all(p.unit == "part" for p in parts) or (
        all(p.unit in ("number", "part") and (p.share or 0) <= _PARTS_UP_TO for p in parts)
        and not all((p.share or 0) <= 1 for p in parts)
    )


def _comparable(parts: Sequence[Part]) -> dict[str, float]:
    """Shares as parts of one. Small bare numbers (7 and 3) are parts like any ratio."""
    if _is_relative(parts):
        total = sum(max(0.0, part.share or 0.0) for part in parts) or 1.0
        return {part.genre: (part.share or 0.0) / total for part in parts}
    return {part.genre: unit_share(part) for part in parts}


def _by_degrees(parts: Sequence[Part]) -> dict[str, float]:
    mostly = [p for p in parts if p.degree == "mostly"]
    dashes = [p for p in parts if p.degree == "dash" and p not in mostly]
    some = [p for p in parts if p.degree == "some"]
    others = [p for p in parts if p not in mostly and p not in dashes]
    weights: dict[str, float] = {}
    if dashes and others + mostly:
        each = DASH if len(dashes) == 1 else 0.2 / len(dashes)
        weights = {p.genre: each for p in dashes}
    room = 1.0 - sum(weights.values())
    if not weights:
        others += dashes
    if mostly and others:
        weights |= {p.genre: room * MOSTLY / len(mostly) for p in mostly}
        weights |= {p.genre: room * (1 - MOSTLY) / len(others) for p in others}
    elif mostly:
        weights |= {p.genre: room / len(mostly) for p in mostly}
    else:
        weights |= _plain(others, some, room)
    return {p.genre: weights[p.genre] for p in parts}


def _plain(others: Sequence[Part], some: Sequence[Part], room: float) -> dict[str, float]:
    """Nouns share equally; adjectives and "with some" stand behind them."""
    nouns = [p for p in others if not p.ish]
    light = {p.genre for p in others if p.ish and nouns}
    if nouns and any(p.degree != "some" for p in nouns[:1]):
        light |= {p.genre for p in some}
    heavy = [p for p in others if p.genre not in light]
    if not light or not heavy:
        return {p.genre: room / len(others) for p in others}
    share = room * (ISH if len(light) == 1 else 0.45)
    weights = {genre: share / len(light) for genre in light}
    return weights | {p.genre: (room - share) / len(heavy) for p in heavy}


def _scaled(said: Sequence[float], read: Sequence[float]) -> Remark:
    """What was said and what it was read as; more digits where percents hide the change."""
    digits = 1 if _listed(said, 0) == _listed(read, 0) else 0
    side = "more" if sum(said) > 1 else "less"
    return Remark("scaled", (_listed(said, digits), side, _listed(read, digits)))


def _listed(values: Sequence[float], digits: int) -> str:
    return " + ".join(f"{value * 100:.{digits}f}%" for value in values)
