"""Weights: from shares, degrees and remainders to a blend that sums to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.facts import (
    AddGenre,
    Blend,
    EvenOut,
    Fact,
    OneShare,
    Problem,
    Remark,
    Reweigh,
    SetTempo,
)  # fmt: skip
from bot.conversation.meanings.meter import meter_of
from bot.conversation.meanings.weight_binding import bind
from bot.conversation.meanings.weight_items import Item
from bot.conversation.words_foreign import EVERYDAY
from music.meter import KNOWN_METERS

MOSTLY = 0.75
DASH = 0.12
SOME = 0.3
ISH = 0.3
ADDED = 0.25
_BARE_TEMPO = (40, 240)
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


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of the weights, and the places in the message that they used."""

    facts: tuple[Fact, ...]
    used: frozenset[int]
    unbound: tuple[Item, ...] = field(default=())


def read_weights(items: Sequence[Item]) -> Reading:
    """What a message's items say about the blend."""
    used: set[int] = set()
    facts: list[Fact] = []
    items = [_resolve_slash(item, items, facts, used) for item in items]
    items = [item for item in items if item.kind != "gone"]
    items = _spread_ratio(items)
    bound = bind(items)
    problem = _strange_with_share(items, bound)
    if problem is not None:
        _use(used, items)
        return Reading((problem,), frozenset(used))
    parts, unbound = _parts(items, bound, facts)
    for item in items:
        if item.kind in ("genre", "ish", "rest", "equal", "mostly", "dash", "some"):
            used.update(range(item.start, item.end))
    for index, item in enumerate(items):
        if index in bound or (item.kind == "ratio" and item.unit == "spread"):
            used.update(range(item.start, item.end))
    left: list[Item] = []
    for item in unbound:
        tempo = _bare_tempo(item)
        if tempo is None:
            left.append(item)
            continue
        facts.append(tempo)
        used.update(range(item.start, item.end))
    facts += _blend_facts(parts, items, used)
    return Reading(tuple(facts), frozenset(used), tuple(left))


def blend_of(items: Sequence[Item]) -> tuple[dict[str, float], bool, Problem | None]:
    """The blend at one point of a path, whether it is whole, and what is unknown in it."""
    items = _spread_ratio(list(items))
    bound = bind(items)
    strange = next((item for item in items if item.kind == "strange"), None)
    if strange is not None:
        return {}, False, Problem("unknown_genre", strange.raw)
    parts, _ = _parts(items, bound, [])
    if len(parts) == 1 and parts[0].share is not None and 0 < _unit_share(parts[0]) < 1:
        return {parts[0].genre: _unit_share(parts[0])}, False, None
    weights, _ = whole(parts)
    return weights, True, None


def _use(used: set[int], items: Sequence[Item]) -> None:
    for item in items:
        used.update(range(item.start, item.end))


def _resolve_slash(item: Item, items: Sequence[Item], facts: list[Fact], used: set[int]) -> Item:
    """``70/30`` is a ratio, ``1/3`` a fraction, ``3/4`` a metre unless fractions surround it."""
    if item.kind != "slash":
        return item
    part, whole_ = item.values
    others = [i for i in items if i is not item]
    fractions = any(
        (i.kind == "slash" and i.values[0] < i.values[1])
        or i.kind == "rest"
        or i.unit == "fraction"
        for i in others
    )
    names = sum(i.kind in ("genre", "ish", "strange") for i in items)
    if part + whole_ in (10, 100) and (names != 1 or part + whole_ == 100) and not fractions:
        return Item("ratio", item.start, item.end, values=item.values, text=item.text)
    if part < whole_ and (fractions or item.text not in KNOWN_METERS):
        return Item("share", item.start, item.end, value=part / whole_, unit="fraction")
    if item.text in KNOWN_METERS or (whole_ in (4, 8, 16) and part > 4 and names != 2):
        facts.append(meter_of(item.text))
        used.update(range(item.start, item.end))
        return Item("gone", item.start, item.end)
    return Item("ratio", item.start, item.end, values=item.values, text=item.text)


def _spread_ratio(items: list[Item]) -> list[Item]:
    """A ratio with as many numbers as genres gives each genre its share, in order."""
    names = [i for i, item in enumerate(items) if item.kind in ("genre", "ish", "strange")]
    ratios = [item for item in items if item.kind == "ratio"]
    if not ratios or not names or len(ratios[0].values) != len(names):
        return items
    ratio = ratios[0]
    unit = "percent" if sum(ratio.values) > 50 else "part"
    spread: list[Item] = []
    values = iter(ratio.values)
    for index, item in enumerate(items):
        if item is ratio:
            spread.append(Item("ratio", item.start, item.end, values=item.values, unit="spread"))
            continue
        if index in names:
            place = item.start
            spread.append(Item("share", place, place, value=next(values), unit=unit))
        spread.append(item)
    return spread


def _strange_with_share(
    items: Sequence[Item], bound: Mapping[int, tuple[int, float]]
) -> Problem | None:
    for share, (name, _) in bound.items():
        if items[name].kind == "strange" and _is_meant(items, items[share], items[name]):
            return Problem("unknown_genre", items[name].raw)
    degrees = ("mostly", "dash", "some", "equal")
    names = [i for i, item in enumerate(items) if item.kind in ("genre", "ish", "strange")]
    for index in names:
        item = items[index]
        if item.kind == "strange" and item.unit == "foreign":
            before = items[index - 1].kind if index else ""
            has_equal = any(i.kind == "equal" for i in items)
            if before in degrees or (has_equal and item.text not in EVERYDAY):
                return Problem("unknown_genre", item.raw)
    return None


def _is_meant(items: Sequence[Item], share: Item, name: Item) -> bool:
    """A bare number beside an unknown word is a share only among genres."""
    if share.unit != "number" or name.unit == "foreign":
        return True
    return any(item.kind in ("genre", "ish") for item in items)


def _parts(
    items: Sequence[Item], bound: Mapping[int, tuple[int, float]], facts: list[Fact]
) -> tuple[list[Part], list[Item]]:
    shares = {name: items[share] for share, (name, _) in bound.items()}
    # A lone bare number behind a comma is no share: "jazz, 120".
    for share, (name, price) in bound.items():
        item = items[share]
        if len(bound) == 1 and item.unit == "number" and price >= 2 and item.value >= 20:
            del shares[name]
    parts: list[Part] = []
    degree = ""
    for index, item in enumerate(items):
        if item.kind in ("mostly", "dash", "some"):
            degree = item.kind
        elif item.kind in ("genre", "ish"):
            said = shares.get(index)
            parts.append(Part(
                item.text, item.raw, share=said.value if said else None,
                unit=said.unit if said else "", degree=item.unit or degree, ish=item.kind == "ish",
            ))  # fmt: skip
            degree = ""
        elif item.kind == "word" and item.text in (",", "and", "&", "+"):
            degree = "" if degree != "mostly" else degree
    used = {id(item) for item in shares.values()}
    unbound = [i for i in items if i.kind == "share" and id(i) not in used]
    return _merged(parts), unbound


def _merged(parts: Sequence[Part]) -> list[Part]:
    """One part a genre: "swing and jazz" is jazz, shares of one genre add up."""
    merged: dict[str, Part] = {}
    for part in parts:
        old = merged.get(part.genre)
        if old is None:
            merged[part.genre] = part
        elif part.share is not None:
            share = part.share + (old.share or 0.0)
            merged[part.genre] = Part(part.genre, part.raw, share, part.unit, "", False)
        elif old.ish and not part.ish:
            merged[part.genre] = part
        elif part.degree and not old.degree:
            # "jazz and folk, heavy on the jazz"
            merged[part.genre] = replace(old, degree=part.degree)
    return list(merged.values())


def _bare_tempo(item: Item) -> Fact | None:
    low, high = _BARE_TEMPO
    if item.unit == "number" and low <= item.value <= high:
        return SetTempo(item.value, word="bare")
    return None


def _blend_facts(parts: list[Part], items: Sequence[Item], used: set[int]) -> list[Fact]:
    ratio = next((item for item in items if item.kind == "ratio" and item.unit != "spread"), None)
    if not parts:
        if ratio is not None and len(ratio.values) >= 2:
            used.update(range(ratio.start, ratio.end))
            return [Reweigh(ratio.values)]
        return [EvenOut()] if any(item.kind == "equal" for item in items) else []
    if len(parts) == 1:
        joins = _follows_a_join(items) and parts[0].share is None
        return [_joining(parts[0])] if joins else _one(parts[0])
    weights, notes = whole(parts)
    return [*notes, Blend(weights)] if weights else [Problem("nothing_left", parts[0].raw)]


def _follows_a_join(items: Sequence[Item]) -> bool:
    """Whether the genre comes in with "and", "with" or "plus" at the head of the message."""
    heads = [item for item in items if item.kind not in ("some", "dash")]
    return heads[0].text in ("and", "with", "plus", "+", "but") if heads else False


def _joining(part: Part) -> Fact:
    return AddGenre(part.genre, DASH if part.degree == "dash" else ADDED)


def _unit_share(part: Part) -> float:
    """A share as a part of one: 70% and 70 are 0.7, a fraction is itself."""
    value = part.share or 0.0
    if part.unit == "fraction" or (part.unit == "number" and 0 < value <= 1):
        return value
    return 1.0 if part.unit == "part" else value / 100


def _one(part: Part) -> list[Fact]:
    if part.share is None:
        if part.degree == "mostly":
            return [OneShare(part.genre, MOSTLY)]
        if part.degree == "dash":
            return [OneShare(part.genre, DASH)]
        return [Blend({part.genre: 1.0})]
    share = _unit_share(part)
    if share <= 0:
        return [Problem("nothing_left", part.raw), OneShare(part.genre, 0.0)]
    if share > 1:
        return [Remark("over_100", (part.raw, f"{share * 100:g}")), Blend({part.genre: 1.0})]
    return [Blend({part.genre: 1.0})] if share == 1 else [OneShare(part.genre, share)]


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
    notes: list[Fact] = []
    if not open_parts:
        if total <= 0:
            return {}, []
        weights = {genre: value / total for genre, value in positive.items() if value > 0}
        if not _is_relative(numbered) and abs(total - 1) > 0.006:
            notes.append(Remark("scaled", (_listed(numbered, positive), _listed_weights(weights))))
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
    return {part.genre: _unit_share(part) for part in parts}


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


def _listed(parts: Sequence[Part], values: Mapping[str, float]) -> str:
    return " + ".join(f"{round(values[p.genre] * 100)}%" for p in parts)


def _listed_weights(weights: Mapping[str, float]) -> str:
    return " + ".join(f"{round(w * 100)}%" for w in weights.values())
