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
from bot.conversation.meanings.weight_whole import DASH, MOSTLY, Part, unit_share, whole
from bot.conversation.words_foreign import EVERYDAY
from music.meter import KNOWN_METERS

ADDED = 0.25
_BARE_TEMPO = (40, 240)


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
        if item.kind in ("genre", "ish", "rest", "equal", "mostly", "dash", "some", "lots"):
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
    if len(parts) == 1 and parts[0].share is not None and 0 < unit_share(parts[0]) < 1:
        return {parts[0].genre: unit_share(parts[0])}, False, None
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
        if len(bound) == 1 and item.unit == "number" and price >= 0.5 and item.value >= 20:
            del shares[name]
    parts: list[Part] = []
    degree = ""
    for index, item in enumerate(items):
        if item.kind in ("mostly", "dash", "some"):
            degree = item.kind
        elif item.kind == "lots":
            # "lots of jazz and some folk" is mostly jazz; "jazz with lots of folk" is both.
            degree = "" if parts else "mostly"
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


def _one(part: Part) -> list[Fact]:
    if part.share is None:
        if part.degree == "mostly":
            return [OneShare(part.genre, MOSTLY)]
        if part.degree == "dash":
            return [OneShare(part.genre, DASH)]
        return [Blend({part.genre: 1.0})]
    share = unit_share(part)
    if share <= 0:
        return [Problem("nothing_left", part.raw), OneShare(part.genre, 0.0)]
    if share > 1:
        return [Remark("over_100", (part.raw, f"{share * 100:g}")), Blend({part.genre: 1.0})]
    return [Blend({part.genre: 1.0})] if share == 1 else [OneShare(part.genre, share)]
