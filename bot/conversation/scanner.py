"""The scanner: a clean message becomes typed tokens, with spelling mended.

Knows numbers, phrases of the lexicon and hesitations. What tokens mean together is
decided later.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.lexicon import Lexicon
from bot.conversation.numbers import read_number_words
from bot.conversation.tokens import Token
from bot.conversation.words_english import HESITATION

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|[01],\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+)"
_PIECE = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)\S+)
  | (?P<science>(?<![\w.])\d+(?:\.\d+)?e[+-]?\d+(?!\w)(?:\s?%)?)
  | (?P<ratio>\d+(?:\.\d+)?(?:\s?[:/]\s?\d+(?:\.\d+)?){{2,}}(?![\d.])
      | \d+(?:-\d+){{1,}}(?![\d.]|\s*%)
      | \d+(?:\.\d+)?\s?:\s?\d+(?:\.\d+)?(?![\d.]))
  | (?P<slash>\d+(?:\.\d+)?\s*/\s*\d+(?:\.\d+)?)
  | (?P<percent>(?P<psign>(?<![\w)])-)?(?P<pvalue>{_NUMBER})\s?(?:%|percent\b|per\s?cent\b|pct\b))
  | (?P<number>(?P<nsign>(?<![\w)])-)?(?P<nvalue>{_NUMBER}))
  | (?P<tonic>(?<![^\W_])[A-Ga-g](?:\#(?:m|min|maj)?|b(?:m|min|maj)|(?:min|maj))(?![^\W_]))
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<glue>(?<=\w)-(?=\w))
  | (?P<arrow>->|=>|>+)
  | (?P<double>::+)
  | (?P<plus>\+(?=\d))
  | (?P<punct>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens of a message and the spellings that were mended (typed, read as)."""

    tokens: tuple[Token, ...]
    mended: tuple[tuple[str, str], ...]


def scan(text: str, lexicon: Lexicon) -> Scan:
    """The tokens of a clean text; never raises."""
    found = _PIECE.finditer(text)
    pieces = [_piece(match) for match in found if match.lastgroup != "glue"]
    return _Scanner(pieces, lexicon).run()


def _piece(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "punct"
    raw = match.group()
    if match.group("percent"):
        value = _value(match.group("pvalue"))
        return Token("percent", "%", raw, -value if match.group("psign") else value)
    if match.group("number"):
        value = _value(match.group("nvalue"))
        return Token("number", f"{value:g}", raw, -value if match.group("nsign") else value)
    if match.group("ratio") or match.group("slash"):
        kind = "ratio" if match.group("ratio") else "slash"
        text = re.sub(r"\s", "", raw)
        return Token(kind, text, raw, tuple(float(part) for part in re.split(r"[:/-]", text)))
    if kind in ("arrow", "double", "plus"):
        return Token("punct", {"arrow": "arrow", "double": "::", "plus": "plus_sign"}[kind], raw)
    if kind == "url":
        return Token("unknown", "link", raw)
    if kind == "science":
        value = min(float(raw.rstrip("% ")), 1e12)
        return Token(*(("percent", "%") if "%" in raw else ("number", f"{value:g}")), raw, value)
    if raw in ".!?;":
        return Token("stop", raw, raw)
    return Token("word" if kind in ("word", "tonic") else "punct", raw.lower(), raw)


def _value(text: str) -> float:
    if re.fullmatch(r"[01],\d{1,2}", text):
        return float(text.replace(",", "."))
    return min(float(text.replace(",", "")), 1e12)


class _Scanner:
    """One pass over the pieces: number words, phrases, typos, plain words."""

    def __init__(self, pieces: Sequence[Token], lexicon: Lexicon) -> None:
        self._pieces = pieces
        self._lexicon = lexicon
        self._mended: dict[str, str] = {}
        self._words = [piece.text for piece in pieces]

    def run(self) -> Scan:
        tokens: list[Token] = []
        at = 0
        while at < len(self._pieces):
            token, used = self._read(at)
            if token is not None:
                tokens.append(token)
            at += used
        return Scan(tuple(tokens), tuple(self._mended.items()))

    def _ahead(self, at: int, limit: int = 5) -> tuple[list[str], list[int]]:
        """The next words, and how many pieces each of them ends."""
        words: list[str] = []
        ends: list[int] = []
        for index in range(at, min(len(self._pieces), at + 2 * limit)):
            piece = self._pieces[index]
            if piece.kind not in ("word", "number") and piece.text != "&":
                break
            words.append(self._words[index])
            ends.append(index - at + 1)
            if len(words) == limit:
                break
        return words, ends

    def _read(self, at: int) -> tuple[Token | None, int]:
        piece = self._pieces[at]
        if piece.kind not in ("word", "number"):
            return (None if piece.text in ("'", '"') else piece), 1
        words, ends = self._ahead(at)
        found = self._lexicon.longest(words)
        if found is not None and not (piece.kind == "number" and found[1] == 1):
            entry, count = found
            used = ends[count - 1]
            return self._token(entry.kind, entry.name, at, used, entry.value), used
        if piece.kind == "number":
            return piece, 1
        number = read_number_words(words)
        if number is not None:
            value, count = number
            return self._number(value, words, at, ends[count - 1], ends)
        return self._single(at)

    def _number(
        self, value: int, words: list[str], at: int, used: int, ends: list[int]
    ) -> tuple[Token, int]:
        following = words[ends.index(used) + 1 : ends.index(used) + 3]
        if following[:1] in (["percent"], ["pct"]):
            return self._token("percent", "%", at, ends[ends.index(used) + 1], float(value)), ends[
                ends.index(used) + 1
            ]
        if following == ["per", "cent"]:
            last = ends[ends.index(used) + 2]
            return self._token("percent", "%", at, last, float(value)), last
        text = self._pieces[at].text if used == 1 else str(value)
        return self._token("number", text, at, used, float(value)), used

    def _single(self, at: int) -> tuple[Token, int]:
        piece = self._pieces[at]
        word = piece.text
        if word in HESITATION:
            return Token("filler", word, piece.raw), 1
        if word in self._lexicon.known or (len(word) == 1) or _is_tonic(piece.raw):
            return piece, 1
        mended = self._lexicon.speller.correct(word)
        if mended is None:
            mended = _without_lengthening(word, self._lexicon)
            if mended is None:
                return Token("unknown", word, piece.raw), 1
        else:
            self._mended[piece.raw] = mended
        self._words[at] = mended
        if mended in self._lexicon.known or self._lexicon.longest([mended]):
            words, ends = self._ahead(at)
            found = self._lexicon.longest(words)
            if found is not None:
                entry, count = found
                used = ends[count - 1]
                return self._token(entry.kind, entry.name, at, used, entry.value), used
            if mended in HESITATION:
                return Token("filler", mended, piece.raw), 1
        return Token("word", mended, piece.raw), 1

    def _token(self, kind: str, name: str, at: int, used: int, value: object) -> Token:
        raw = " ".join(piece.raw for piece in self._pieces[at : at + used])
        return Token(kind, name.lower().replace(" ", "_").replace("-", "_"), raw, value)


def _without_lengthening(word: str, lexicon: Lexicon) -> str | None:
    """``slooower`` is slower: a letter typed three times or more counts once or twice."""
    if not re.search(r"(.)\1\1", word):
        return None
    for kept in (r"\1", r"\1\1"):
        plain = re.sub(r"(.)\1{2,}", kept, word)
        if plain in lexicon.known:
            return plain
    return None


def _is_tonic(raw: str) -> bool:
    return bool(re.fullmatch(r"[A-Ga-g](?:#|b|♭)?(?:m|min|maj)?", raw)) and len(raw) <= 5
