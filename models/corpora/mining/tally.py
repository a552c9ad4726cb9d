"""The tally: which lines of pattern text occur, in how many works, and which are typical.

A line is only kept where several works share it: then it is a manner of playing and no
longer anybody's composition. Doesn't know what the text means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

LEAST_WORKS = 3
_MOST_SINGLE, _MOST_PAIRS = 12, 6
_LEAST_SHARE = 0.12  # of the works of the commonest line; rarer ones are nobody's habit

_SAME = str.maketrans({"-": ".", "X": "x", "o": "x"})

Place = tuple[str, str, str]  # genre, role, cell ("3/4")


@dataclass(slots=True)
class Tally:
    """Lines by place. Lengths and accents don't part two lines; the usual ones are kept."""

    works: dict[Place, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    bars: dict[Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    written: dict[Place, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, place: Place, text: str, work: str) -> None:
        """One bar, or two parted by ``|``, of a work."""
        key = text.translate(_SAME)
        self.works[place][key].add(work)
        self.bars[place][key] += 1
        self.written[place][key][text] += 1

    def add_piece(self, place: Place, bars: list[str | None], work: str) -> None:
        """A piece's bars in order; two different ones that follow each other count as a pair."""
        for index, text in enumerate(bars):
            if text is None:
                continue
            self.add(place, text, work)
            after = bars[index + 1] if index + 1 < len(bars) else None
            if index % 2 == 0 and after is not None and after != text:
                self.add(place, f"{text}|{after}", work)

    def typical(self, place: Place) -> list[tuple[str, int, int]]:
        """(text, works, bars) of the most usual lines, single bars first."""
        found = [
            (self.written[place][key].most_common(1)[0][0], len(works), self.bars[place][key])
            for key, works in self.works[place].items()
            if len(works) >= LEAST_WORKS and is_figure(place[1], key)
        ]
        found.sort(key=lambda row: (-row[1], -row[2], row[0]))
        single = [row for row in found if "|" not in row[0]]
        pairs = [row for row in found if "|" in row[0]]
        least = _LEAST_SHARE * (single[0][1] if single else 0)
        return [row for row in single[:_MOST_SINGLE] if row[1] >= least] + pairs[:_MOST_PAIRS]

    def rows(self, genre: str) -> dict[str, Any]:
        """A genre's table: {role: {cell: [[text, works, bars], …]}}."""
        table: dict[str, Any] = {}
        for place in sorted(self.works):
            rows = self.typical(place)
            if place[0] == genre and rows:
                table.setdefault(place[1], {})[place[2]] = [list(row) for row in rows]
        return table


def is_figure(role: str, text: str) -> bool:
    """Whether a line is one that a player of the role could go on playing.

    Chords are struck twice a bar at least, and broken ones have three notes; a bass
    begins on the root.
    """
    if role == "drums":
        return True
    bars = text.split("|")
    if role == "bass":
        return all(bar[0] in "1s" for bar in bars)
    if role == "chords":
        return bars[0][0] not in "fF" and all(_is_comping(bar) for bar in bars)
    return True


def _is_comping(bar: str) -> bool:
    struck = [token for token in bar if token != "."]
    early = any(token != "." for token in bar[: len(bar) // 2])
    return len(struck) > 1 and early and ("x" in struck or len(set(struck)) > 2)
