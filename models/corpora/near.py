"""Near-duplicates: the same tune in another key, book or edition.

Knows fingerprints of intervals and duration ratios, and finds who shares them.
Doesn't know what is done about it: that is ``split`` and ``compile``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_LENGTH = 7  # steps in a fingerprint's gram
_COMMON = 60  # a gram that so many pieces share says nothing


def fingerprint(notes: Sequence[Sequence[int]]) -> frozenset[int]:
    """Hashes of runs of seven steps of (interval, rhythm), whatever key and note value.

    ``notes`` are (start, length, pitch) rows in order.
    """
    steps: list[int] = []
    for index in range(1, len(notes) - 1):
        before, here, after = notes[index - 1], notes[index], notes[index + 1]
        gap, next_gap = here[0] - before[0], after[0] - here[0]
        ratio = 0 if gap <= 0 or next_gap <= 0 else round(8 * next_gap / gap)
        steps.append((here[2] - before[2] + 128) * 4096 + min(ratio, 4095))
    return frozenset(
        hash(tuple(steps[i : i + _LENGTH])) for i in range(max(0, len(steps) - _LENGTH + 1))
    )


class Fingerprints:
    """An index of pieces by what they sound like."""

    def __init__(self) -> None:
        self._by_gram: dict[int, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._names: list[str] = []

    def add(self, name: str, grams: frozenset[int]) -> None:
        """Put a piece into the index."""
        number = len(self._names)
        self._names.append(name)
        self._sizes.append(len(grams))
        for gram in grams:
            self._by_gram[gram].append(number)

    def like(self, grams: Iterable[int], least: float) -> list[tuple[float, str]]:
        """(share, name) of the pieces that share enough, most alike first.

        The share is that of the smaller fingerprint; grams of very many pieces count
        for nothing.
        """
        mine = set(grams)
        hits: Counter[int] = Counter()
        for gram in mine:
            found = self._by_gram.get(gram, ())
            if len(found) <= _COMMON:
                hits.update(found)
        shares = [
            (count / max(1, min(len(mine), self._sizes[number])), self._names[number])
            for number, count in hits.items()
        ]
        return sorted((row for row in shares if row[0] >= least), reverse=True)
