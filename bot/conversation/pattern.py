"""A small pattern language over tokens, so that meanings are rows and not ifs.

``"{small}? !(slower|slow it down)"`` reads: an optional degree, then one of these
phrases. ``word`` is a literal, ``(a|b c)`` alternatives, ``?`` and ``*`` as usual,
``<number:n>`` a token of that kind under a name, ``<any:n>`` any word, ``{name}`` a
shared part from MACROS; ``{degree}`` and ``{after}`` let a degree (a bit, much) stand
before or after the whole, ``@n(...)`` a group under a name, ``END`` the end of the
message; what follows ``~`` must come next but is not taken. ``!`` marks the anchor: a row
is only tried where the message holds the first word (or the kind) of one of the
anchor's alternatives. Rows are compiled when they are first tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.facts import Fact
from bot.conversation.tokens import KIND_CODES, Token

_NOUNS = (
    "bit|touch|hint|dash|pinch|splash|sprinkle|sprinkling|smidge|smidgen|smidgeon|taste|drop|"
    "whiff|shade|trace|tinge|tad|hair|dab|dose|suggestion|sliver|spoonful|drizzle|nudge|notch|"
    "dusting|flavour|flavor|accent|undertone|undertones|glimpse|spot|mite|soupcon|wee|flash|spice"
)
_TINY = (
    "tiny|tiniest|teeny|little|littlest|lil|wee|small|smallest|slight|slightest|faint|subtle|"
    "mere|light|gentle"
)
_BLEND = (
    "(pure|purely|all|only|mostly|mainly|full|fully|some|a|the|just|straight|something)* "
    "(<percent|number:_> (of|percent|parts|part)*)? <genre|genreish|foreign:_> "
    "((:|=)? <percent:_>)? (music|style|piece|and|&|+|plus|/|,|with)*"
)
_ARTICLES = "a|an|the|some|my|that|those|solo|lead|<number:_>"
_PLAYER = "<instrument|absent:_>"
MACROS: dict[str, str] = {
    "pref_what": (
        "(tempo|key|length|temperature|temp|band|weights|blend|mix|bars|adventurousness|adventure|"
        "metre|meter|genre|genres|count|instruments|instrument|versions|speed|style|number of "
        "bars)?"
    ),
    "list": (f"({_ARTICLES})* {_PLAYER} ((,|and|&|+|plus|/|with)* ({_ARTICLES})* {_PLAYER})*"),
    "orlist": f"({_ARTICLES})* {_PLAYER} ((and|&|or|nor|no)* ({_ARTICLES})* {_PLAYER})*",
    "stop": "(END|_|,|<stop:_>|-|and|at|with|for|but|on|please|then|to|by|over|not|no|from|tempo|"
    "about)",
    "some": "(some|any|the|a|an|all|that|those|of|in|more|my|kind of|bits of|bit of)",
    "blend": f"{_BLEND} ({_BLEND})*",
    "small": (
        f"(just|only|maybe)? (((a|the|an|one)? ({_TINY})* ({_NOUNS}))"
        "|(a|ever so)? (slightly|little|somewhat|subtly|marginally|lightly))"
    ),
    "big": (
        "(a (great|good)? (lot|deal|whole lot)|a whole lot|lots|much|way|far|loads|tons|heaps"
        "|plenty|considerably|significantly|drastically|dramatically|substantially|massively"
        "|hugely|really|very) (much|way)?"
    ),
    "very": "(very|super|really|extremely|incredibly|insanely|ultra|mega|highly|so|crazy|hella|"
    "totally|as)",
    "it": "(it|that|this|things|them|the (piece|tune|song|track|music|whole thing))",
    "make": "(make|have|get|let|put|set|keep|want|turn|bring|change|switch|take|go|do)",
    "is": "(=|:|is|of|to|at|is at|equals|equal to)",
}
_TOKEN = re.compile(r"\{\w+\}|<[^>]+>|@\w+\(|[()|?*!~]|[^\s()|?*!~<>{}]+")
# Slots for words of a certain shape: C, f#, Bb as a tonic; Gm and c#min as a key.
_SHAPES = {"tonic": "[a-g][#b]?", "keyname": "[a-g][#b]?(?:m|min|maj)"}
_ANY = ("word", "unknown", "genre", "instrument", "absent", "mode", "foreign", "genreish")
# Nobody repeats a connecting word more often; unbounded repeats could take for ever.
_REPEATED = "{0,7}"
_BEFORE, _AFTER = "{degree}", "{after}"
_START = r"(?<![^ ])"


@dataclass(frozen=True)
class Found:
    """A place where a row matched: its tokens, and those under each name."""

    tokens: tuple[Token, ...]
    named: dict[str, tuple[Token, ...]]
    start: int
    end: int

    def has(self, name: str) -> bool:
        return bool(self.named.get(name))

    def token(self, name: str) -> Token:
        """The first token under a name."""
        return self.named[name][0]

    def number(self, name: str) -> float:
        """The value of the number under a name."""
        return float(self.named[name][0].value)

    def text(self, name: str) -> str:
        """The words under a name, blanks between."""
        return " ".join(token.text for token in self.named.get(name, ()))

    @property
    def steps(self) -> float:
        """The degree said: half a step for ``a bit``, two for ``much``, else one."""
        if self.has("small") or self.has("small2"):
            return 0.5
        return 2.0 if self.has("big") or self.has("big2") else 1.0


Action = Callable[[Found], "Fact | Sequence[Fact] | None"]


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern and what it means; an action that gives None did not mean it after all."""

    pattern: str
    action: Action


@dataclass(frozen=True, slots=True)
class Compiled:
    """The regular expression of a row, its names, and where a degree may stand."""

    expression: re.Pattern[str]
    names: tuple[str, ...]
    degree_before: bool
    degree_after: bool


@lru_cache(maxsize=1024)
def anchors_of(pattern: str) -> frozenset[str]:
    """Words (or ``<kind>``) one of which a message must hold for the pattern to match."""
    plain = pattern.replace(_BEFORE, "").replace(_AFTER, "")
    after = plain.split("!", 1)[1] if "!" in plain else plain
    firsts, _, _ = _firsts(_TOKEN.findall(after), 0)
    return frozenset(firsts)


def _firsts(pieces: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    """What can come first from a place on, whether nothing must, and where that ends."""
    firsts: set[str] = set()
    nullable_any, nullable = False, True
    while at < len(pieces) and pieces[at] != ")":
        if pieces[at] == "|":
            nullable_any, nullable, at = nullable_any or nullable, True, at + 1
            continue
        found, can_be_empty, at = _first_of(pieces, at)
        if at < len(pieces) and pieces[at] in "?*":
            can_be_empty, at = True, at + 1
        if nullable:
            firsts |= found
            nullable = can_be_empty
    return firsts, nullable_any or nullable, at + 1


def _first_of(pieces: Sequence[str], at: int) -> tuple[set[str], bool, int]:
    piece = pieces[at]
    if piece == "(" or (piece[0] == "@" and piece[-1] == "("):
        return _firsts(pieces, at + 1)
    if piece[0] == "{":
        found, can_be_empty, _ = _firsts(_TOKEN.findall(MACROS[piece[1:-1].rstrip("2")]), 0)
        return found, can_be_empty, at + 1
    if piece[0] == "<":
        return {f"<{kind}>" for kind in piece[1:-1].split(":")[0].split("|")}, False, at + 1
    return {piece}, piece == "~", at + 1


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Compiled:
    """The regular expression of a pattern."""
    names: list[str] = []
    before, after = _BEFORE in pattern, _AFTER in pattern
    plain = pattern.replace("!", "").replace(_BEFORE, "").replace(_AFTER, "")
    body = _translate(plain, names)
    return Compiled(re.compile(_START + body), tuple(names), before, after)


@lru_cache(maxsize=1)
def degrees() -> re.Pattern[str]:
    """A degree anywhere (``small`` or ``big``): one expression shared by all rows."""
    return re.compile(_START + _translate("({small}|{big})", []))


def _translate(pattern: str, names: list[str]) -> str:
    out: list[str] = []
    closing = ""
    pieces = _TOKEN.findall(pattern)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece[0] == "{":
            out.append(_macro(piece[1:-1], names))
        elif piece[0] == "<":
            out.append(_slot(piece[1:-1], names))
        elif piece[0] == "@" and piece[-1] == "(":
            names.append(piece[1:-1])
            out.append(f"(?P<{piece[1:-1]}>")
        elif piece == "(":
            out.append("(?:")
        elif piece == "~":
            out.append("(?=")
            closing = ")"
        elif piece == "END":
            out.append(r"\Z")
        elif piece == "*":
            out.append(_REPEATED)
        elif piece in ")|?":
            out.append(piece)
        else:
            literal = re.escape(piece) + "~. "
            out.append(f"(?:{literal})" if following in ("?", "*") else literal)
    return "".join(out) + closing


def _macro(name: str, names: list[str]) -> str:
    base = name.rstrip("2")
    body = _translate(MACROS[base], [])
    if base in ("small", "big", "very"):
        names.append(name)
        return f"(?P<{name}>{body})"
    return f"(?:{body})"


def _slot(spec: str, names: list[str]) -> str:
    kinds, _, name = spec.partition(":")
    name = name or kinds.split("|")[0]
    if kinds in _SHAPES:
        names.append(name)
        return rf"(?P<{name}>{_SHAPES[kinds]}~{KIND_CODES['word']} )"
    said = [one for kind in kinds.split("|") for one in (_ANY if kind == "any" else (kind,))]
    codes = "".join(KIND_CODES[kind] for kind in said)
    if name == "_":
        return f"[^ ~]+~[{codes}] "
    names.append(name)
    return f"(?P<{name}>[^ ~]+~[{codes}] )"


def words_of(pattern: str) -> set[str]:
    """The literal words of a pattern with its shared parts spelled out."""
    words: set[str] = set()
    for piece in _TOKEN.findall(pattern):
        if piece in (_BEFORE, _AFTER):
            words.add("by")
        elif piece[0] == "{":
            words |= words_of(MACROS[piece[1:-1].rstrip("2")])
        elif piece[0].isalpha() and piece != "END":
            words.add(piece)
    return words
