"""A message being read: its tokens, and which of them a meaning has claimed already."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.conversation.facts import Fact
from bot.conversation.pattern import Found, Row, anchors_of, compiled, degrees
from bot.conversation.tokens import Token

_CLAIMED = "_~x "


@lru_cache(maxsize=64)
def _by_anchor(rows: tuple[Row, ...]) -> dict[str, list[int]]:
    """The places of the rows that each anchor calls for."""
    index: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for anchor in anchors_of(row.pattern):
            index.setdefault(anchor, []).append(place)
    return index


class Sheet:
    """Tokens in order. A token is claimed at most once; claimed ones block patterns."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self._claimed = [False] * len(tokens)
        self._encode()

    def is_claimed(self, index: int) -> bool:
        return self._claimed[index]

    def claim(self, start: int, end: int) -> None:
        """Mark the tokens from start up to end as understood."""
        for index in range(start, end):
            self._claimed[index] = True
        self._encode()

    def open_tokens(self) -> list[tuple[int, Token]]:
        """What nobody has claimed, with places; hesitations left out."""
        return [
            (index, token)
            for index, token in enumerate(self.tokens)
            if not self._claimed[index] and token.kind != "filler"
        ]

    def _encode(self) -> None:
        pieces: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        position = 0
        present: set[str] = {"<any>", "END"}
        for index, token in enumerate(self.tokens):
            if token.kind == "filler":
                continue
            piece = _CLAIMED if self._claimed[index] else token.encoded
            if not self._claimed[index]:
                present.add(token.text)
                present.add(f"<{token.kind}>")
                if token.kind == "word" and token.text[0] in "abcdefg" and len(token.text) < 6:
                    present.update(("<tonic>", "<keyname>"))
            starts.append(position)
            places.append(index)
            pieces.append(piece)
            position += len(piece)
        self._encoded = "".join(pieces)
        self._starts = starts
        self._places = places
        self._present = present
        self._degree_places: list[tuple[int, int, str]] | None = None

    def find(self, pattern: str, whole: bool = False) -> Found | None:
        """The first place where a pattern matches unclaimed tokens."""
        return next(iter(self.find_all(pattern, whole=whole)), None)

    def find_all(self, pattern: str, whole: bool = False) -> Iterable[Found]:
        """Every place where a pattern matches, left to right, not overlapping."""
        if anchors_of(pattern).isdisjoint(self._present):
            return
        row = compiled(pattern)
        for match in row.expression.finditer(self._encoded):
            if match.end() == match.start():
                continue
            if whole and (match.start() > 0 or match.end() < len(self._encoded)):
                continue
            low, high = match.start(), match.end()
            named: dict[str, tuple[Token, ...]] = {}
            if row.degree_before:
                low = self._degree_before(low, named)
            if row.degree_after:
                high = self._degree_after(high, named)
            start, end = self._span(low, high)
            for name in row.names:
                if match.start(name) >= 0 and match.end(name) > match.start(name):
                    first, last = self._span(match.start(name), match.end(name))
                    named[name] = tuple(
                        token for token in self.tokens[first:last] if token.kind != "filler"
                    )
            yield Found(self.tokens[start:end], named, start, end)

    def _degree_before(self, low: int, named: dict[str, tuple[Token, ...]]) -> int:
        for start, end, name in self._degrees():
            if end == low:
                named[name] = self.tokens[slice(*self._span(start, end))]
                return start
        return low

    def _degree_after(self, high: int, named: dict[str, tuple[Token, ...]]) -> int:
        by = "by~w "
        skipped = high + len(by) if self._encoded.startswith(by, high) else high
        for start, end, name in self._degrees():
            if start == skipped:
                named[name + "2"] = self.tokens[slice(*self._span(start, end))]
                return end
        return high

    def _degrees(self) -> list[tuple[int, int, str]]:
        """Where degrees stand in the encoded message: start, end, small or big."""
        if self._degree_places is None:
            found = degrees().finditer(self._encoded)
            self._degree_places = [
                (match.start(), match.end(), match.lastgroup or "small")
                for match in found
                if match.end() > match.start()
            ]
        return self._degree_places

    def _span(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return self._places[first], self._places[last] + 1

    def read_rows(self, rows: tuple[Row, ...]) -> list[tuple[int, Fact]]:
        """Facts of all rows that match, with their places; what matches is claimed."""
        facts: list[tuple[int, Fact]] = []
        index = _by_anchor(rows)
        places = {place for word in self._present for place in index.get(word, ())}
        for place in sorted(places):
            row = rows[place]
            for found in list(self.find_all(row.pattern)):
                meaning = row.action(found)
                if meaning is None:
                    continue
                self.claim(found.start, found.end)
                several = (meaning,) if isinstance(meaning, Fact) else meaning
                facts.extend((found.start, fact) for fact in several)
        return facts
