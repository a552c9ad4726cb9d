"""The pieces that weights are said with: shares, ratios, genres, degrees, remainders.

Knows the words; which share belongs to which genre is `weight_binding`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.pattern import Found
from bot.conversation.sheet import Sheet
from bot.conversation.tokens import Token

DENOMINATORS: dict[str, int] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_DENOMINATOR = "|".join(DENOMINATORS)
_TWIST = (
    "flavour|flavor|flavours|flavors|flavouring|twist|tinge|touch|touches|hint|hints|edge|"
    "influence|"
    "influences|accent|undertone|undertones|element|elements|spice|flair|seasoning|garnish|"
    "overtone|"
    "overtones|inflection|inflections|lilt|groove|vibe|vibes|feel|notes|bits|leanings|colours|"
    "colors|"
    "shades|details|ornaments|embellishments|licks|ideas|feeling|sprinkles|bits"
)
_LIKE = (
    "ish|like|tinged|flavoured|flavored|inflected|infused|influenced|leaning|esque|inspired|tinted|"
    "laced|coloured|colored|spiced|accented|sounding|based"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece, at the places ``start`` to ``end`` of the tokens.

    ``kind``: ``share`` (with ``unit`` percent, number, fraction or part), ``ratio``,
    ``slash``, ``genre``, ``ish``, ``strange`` (an unlearnt or unknown name), ``rest``,
    ``equal``, ``mostly``, ``dash``, ``some``, ``word``.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    value: float = 0.0
    values: tuple[float, ...] = ()
    unit: str = ""
    raw: str = ""


_Make = Callable[[Found], "Item | None"]


def _marker(kind: str) -> _Make:
    return lambda found: Item(kind, found.start, found.end)


def _fraction(found: Found) -> Item:
    count = found.number("number") if found.has("number") else 1.0
    value = count / DENOMINATORS[found.text("d")]
    return Item("share", found.start, found.end, value=value, unit="fraction")


def _part(found: Found) -> Item:
    value = found.number("number") if found.has("number") else 1.0
    return Item(
        "share", found.start, found.end, value=value, unit="part", text=found.tokens[-1].text
    )


def _spoken_ratio(found: Found) -> Item:
    names = [name for name in ("x", "y", "z") if found.has(name)]
    values = tuple(found.number(name) for name in names)
    return Item("ratio", found.start, found.end, values=values)


def _dashed(found: Found) -> Item:
    token = found.token("genre")
    return Item("genre", found.start, found.end, text=token.value, raw=token.raw, unit="dash")


def _ish(found: Found) -> Item:
    token = found.token("genre")
    return Item("ish", found.start, found.end, text=token.value, raw=token.raw)


@dataclass(frozen=True, slots=True)
class _ItemRow:
    pattern: str
    make: _Make


ROWS: tuple[_ItemRow, ...] = (
    _ItemRow("!(sprinkled|laced|dusted|spiced|tinged|flavoured|flavored|seasoned|touched|tinted|"
             "peppered|infused) with (some|a bit of|a little|a)?", _marker("dash")),
    _ItemRow("!(a lot of|lots of|loads of|tons of|plenty of|much|lot of|heaps of) (the)?",
             _marker("lots")),
    _ItemRow("!(equal parts|equal amounts|equal measure|equal measures|equal shares|equal weights|"
             "half and half|half n half|"
             "half & half|half half|fifty fifty|50 50|even split|evenly split|split evenly|"
             "split equally|(the|in)? (same|equal) (amount|amounts|share|part|weight|proportion) "
             "(of each|each|of both|of all)?|"
             "in equal (measure|parts|proportions|shares)|equally|evenly|equal|even mix|"
             "(the)? same (for|of)? each|as much (of)? (each|one as the other)|balanced) (of|"
             "between|each)*",
             _marker("equal")),
    _ItemRow("(the|is|and)* !other half (of|is)*",
             lambda f: Item("share", f.start, f.end, value=0.5, unit="fraction")),
    _ItemRow(f"!<number> @d({_DENOMINATOR}) (of)?", _fraction),
    _ItemRow(f"(a|one|about|around)* !@d({_DENOMINATOR}) (of|the|it)*", _fraction),
    _ItemRow("!<number> (part|parts|portion|portions|shares|share|measures|scoops|scoop|cups|cup|"
             "helpings|units|dose|doses) (of)?", _part),
    _ItemRow("!(a|another) (part|portion|scoop|cup) (of)?", _part),
    _ItemRow("!<number:x> to <number:y> to <number:z>", _spoken_ratio),
    _ItemRow("!<number:x> to <number:y>", _spoken_ratio),
    _ItemRow("(and|the|all|with|fill|in|up)* !(rest|remainder|remaining|balance|everything else|"
             "what's left|whatever is left|"
             "leftover|fill (it|the rest|up)|the others) (being|is|in|of it|of|goes to|with|as|can"
             " be|should be|split|"
             "shared|divided|between|by|to|for|made up of|made up)*", _marker("rest")),
    _ItemRow("!(mostly|mainly|predominantly|largely|primarily|chiefly|principally|heavy on|"
             "heavily|for the most part|"
             "a lot of|lots of|loads of|tons of|plenty of|dominated by|dominantly|much|lot of|big "
             "on|"
             "the bulk|strongly|overwhelmingly|almost all|nearly all|almost entirely|generally) "
             "(of|the)*", _marker("mostly")),
    _ItemRow("(with|and|plus)? (a|an|some|the|slight|subtle|few|light|strong|clear|{small})* "
             "<genre> "
             f"!({_TWIST}) ~ (END|_|,|<stop:_>|and|in|on|at|for|please|to|but|with|thrown|added|"
             "here)", _dashed),
    _ItemRow(f"<genre> !({_LIKE})", _ish),
    _ItemRow("<genre> !(style|styled|type) ~ <genre:_>", _ish),
    _ItemRow("(ever so)? !{small} (of|more)*", _marker("dash")),
    _ItemRow("!(hint|hints|touch|touches|dash|pinch|splash|trace|traces|sprinkle|sprinkling|"
             "smidgen|bit|"
             "whiff|taste|lick|shades|bits|barely any|barely|hardly any|hardly|minimal|not much|"
             "slightly) (of)?", _marker("dash")),
    _ItemRow("!(some|partly|partially|a few|part|secondarily|additional|added) (of)?",
             _marker("some")),
)  # fmt: skip


def read_items(sheet: Sheet) -> list[Item]:
    """Everything unclaimed as items, in the order of the message."""
    scratch = Sheet(sheet.tokens)
    for index in range(len(sheet.tokens)):
        if sheet.is_claimed(index):
            scratch.claim(index, index + 1)
    items: list[Item] = []
    for row in ROWS:
        for found in list(scratch.find_all(row.pattern)):
            item = row.make(found)
            if item is not None:
                scratch.claim(found.start, found.end)
                items.append(item)
    items += [_single(index, token) for index, token in scratch.open_tokens()]
    items.sort(key=lambda item: item.start)
    return items


def _single(index: int, token: Token) -> Item:
    end = index + 1
    if token.kind in ("percent", "number"):
        return Item("share", index, end, value=float(token.value), unit=token.kind, raw=token.raw)
    if token.kind in ("ratio", "slash"):
        return Item(token.kind, index, end, values=token.value, text=token.text, raw=token.raw)
    if token.kind == "genre":
        return Item("genre", index, end, text=token.value, raw=token.raw)
    if token.kind in ("genreish", "genremore"):
        return Item("ish", index, end, text=token.value, raw=token.raw)
    if token.kind in ("foreign", "unknown"):
        return Item("strange", index, end, text=token.text, raw=token.raw, unit=token.kind)
    return Item("word", index, end, text=token.text, raw=token.raw)
