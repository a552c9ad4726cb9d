"""A small pattern language over tokens, so that meanings are rows and not ifs.

``"{small}? !(slower|slow it down)"`` reads: an optional degree, then one of these
phrases. ``word`` is a literal, ``(a|b c)`` alternatives, ``?`` and ``*`` as usual,
``<number:n>`` a token of that kind under a name, ``<any:n>`` any word, ``{name}`` a
shared part from MACROS, ``@n(...)`` a group under a name, ``END`` the end of the
message; what follows ``~`` must come next but is not taken. ``!`` marks the anchor: a row is only tried where the message
holds the first word (or the kind) of one of the anchor's alternatives. Rows are
compiled when they are first tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.facts import Fact
from bot.conversation.tokens import Token

_NOUNS = (
    "bit|touch|hint|dash|pinch|splash|sprinkle|sprinkling|smidge|smidgen|smidgeon|taste|drop|"
    "whiff|shade|trace|tinge|tad|hair|dab|dose|suggestion|sliver|spoonful|drizzle|nudge|notch|"
    "dusting|flavour|flavor|accent|undertone|undertones|glimpse|spot|mite|soupcon|wee|flash|spice"
)
_TINY = "tiny|tiniest|teeny|little|littlest|lil|wee|small|smallest|slight|slightest|faint|subtle|mere|light|gentle"
_BLEND = (
    "(pure|purely|all|only|mostly|mainly|full|fully|some|a|the|just|straight)* "
    "<percent|number|genre|genreish|foreign:_> (of|and|&|+|plus|/|,|with|music|style|:|=)*"
)
_ARTICLES = "a|an|the|some|my|that|those|solo|lead|one|<number:_>"
MACROS: dict[str, str] = {
    "pref_what": (
        "(tempo|key|length|temperature|temp|band|weights|blend|mix|bars|adventurousness|adventure|"
        "metre|meter|genre|genres|count|instruments|instrument|versions|speed|style|number of bars)?"
    ),
    "list": (
        f"({_ARTICLES})* <instrument:_> "
        f"((,|and|&|+|plus|/|with)* ({_ARTICLES})* <instrument:_>)*"
    ),
    "orlist": f"({_ARTICLES})* <instrument:_> ((and|&|or|nor|no)* ({_ARTICLES})* <instrument:_>)*",
    "stop": "(END|,|<stop:_>|-|and|at|with|for|but|on|please|then|to|by|over|not|no|from|tempo|about)",
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
    "very": "(very|super|really|extremely|incredibly|insanely|ultra|mega|highly|so|crazy|hella|totally|as)",
    "it": "(it|that|this|things|them|the (piece|tune|song|track|music|whole thing))",
    "make": "(make|have|get|let|put|set|keep|want|turn|bring|change|switch|take|go|do)",
    "is": "(=|:|is|of|to|at|is at|equals|equal to)",
}
_TOKEN = re.compile(r"\{\w+\}|<[^>]+>|@\w+\(|[()|?*!~]|[^\s()|?*!~<>{}]+")
# Slots for words of a certain shape: C, f#, Bb as a tonic; Gm and c#min as a key.
_SHAPES = {"tonic": "[a-g][#b]?", "keyname": "[a-g][#b]?(?:m|min|maj)"}
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
    """A row with its regular expression and the anchors that must be in the message."""

    expression: re.Pattern[str]
    names: tuple[str, ...]


@lru_cache(maxsize=1024)
def anchors_of(pattern: str) -> frozenset[str]:
    """First words (or ``<kind>``) of the alternatives of the anchored part."""
    after = pattern.split("!", 1)[1] if "!" in pattern else pattern
    pieces = _TOKEN.findall(after)
    firsts: set[str] = set()
    depth, expecting = 0, True
    for piece in pieces:
        if piece == "(" or piece[0] == "@":
            depth += 1
        elif piece == ")":
            depth -= 1
        elif piece == "|":
            expecting = True
            continue
        elif expecting:
            if piece in ("{list}", "{orlist}"):
                return frozenset({"<instrument>"})
            firsts.add("<" + piece[1:-1].split(":")[0] + ">" if piece[0] == "<" else piece)
            expecting = False
        if depth == 0 and not expecting:
            break
    kinds: set[str] = set()
    for first in firsts:
        if first.startswith("<"):
            kinds |= {f"<{kind}>" for kind in first[1:-1].split("|")}
        else:
            kinds.add(first)
    return frozenset(kinds)


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> Compiled:
    """The regular expression of a pattern."""
    names: list[str] = []
    body = _translate(pattern.replace("!", ""), names)
    return Compiled(re.compile(_START + body), tuple(names))


def _translate(pattern: str, names: list[str]) -> str:
    out: list[str] = []
    closing = ""
    for piece in _TOKEN.findall(pattern):
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
        elif piece in ")|?*":
            out.append(piece)
        else:
            out.append(rf"(?:\w+:{re.escape(piece)} )")
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
        return rf"(?P<{name}>word:{_SHAPES[kinds]} )"
    kind = "(?:word|unknown|genre|instrument|mode|foreign|genreish)" if kinds == "any" else (
        f"(?:{kinds})"
    )
    if name == "_":
        return rf"(?:{kind}:\S+ )"
    names.append(name)
    return rf"(?P<{name}>{kind}:\S+ )"


def words_of(pattern: str) -> set[str]:
    """The literal words of a pattern with its shared parts spelled out."""
    words: set[str] = set()
    for piece in _TOKEN.findall(pattern):
        if piece[0] == "{":
            words |= words_of(MACROS[piece[1:-1].rstrip("2")])
        elif piece[0].isalpha() and piece != "END":
            words.add(piece)
    return words
