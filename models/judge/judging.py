"""What a genre judge answers: how much of each genre is heard in a tune.

Knows how figures of bars become shares of genres. What is counted in a bar and how it
is weighed are the business of the two judges themselves: ``search``, which composing may
consult, and ``independent``, which took no part in composing and reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.judge.heads import softmax
from models.judge.listening import Listened, listen
from music.leadsheet import LeadSheet

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

Count = Callable[[Listened], Floats]

SEARCH, INDEPENDENT = "search", "independent"


class UnjudgedGenre(ModelError):
    """A genre that the judges have not learnt."""


class Head(Protocol):
    """From figures summed over a stretch to one logit a genre."""

    def logits(self, sums: Floats) -> Floats:
        """[stretches, genres] for sums [stretches, figures]."""
        ...


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained judge; ``version`` is the start of its weights' checksum.

    Shares are between 0 and 1 and sum to 1. Key, register, length and tempo are not
    heard, nor how finely a corpus writes its rhythms. Every method raises
    UnjudgedGenre for a genre outside ``genres``.
    """

    name: str
    genres: tuple[str, ...]
    count: Count
    head: Head
    version: str
    card: Mapping[str, object]

    def knows(self, genres: Sequence[str]) -> bool:
        """Whether all these genres can be judged."""
        return all(genre in self.genres for genre in genres)

    def heard(self, sheet: LeadSheet, genres: Sequence[str] | None = None) -> dict[str, float]:
        """How much of each genre is heard; with ``genres`` the shares among these alone."""
        return self.heard_many([sheet], genres)[0]

    def posterior(self, sheet: LeadSheet) -> dict[str, float]:
        """The shares of all genres that the judge knows, whatever was asked for."""
        return self.heard(sheet)

    def heard_many(
        self, sheets: Sequence[LeadSheet], genres: Sequence[str] | None = None
    ) -> list[dict[str, float]]:
        """``heard`` for many sheets at once, which is much faster than one by one."""
        names = tuple(genres) if genres is not None else self.genres
        return [dict(zip(names, row.tolist(), strict=True)) for row in self.shares(sheets, names)]

    def shares(self, sheets: Sequence[LeadSheet], genres: Sequence[str]) -> Floats:
        """[sheets, genres] shares among these genres."""
        return self.among(self.sums(sheets), genres)

    def sums(self, sheets: Sequence[LeadSheet]) -> Floats:
        """[sheets, figures] what was counted; ``among`` hears any genres in it at little cost."""
        listened = listen(sheets)
        return _summed(self.count(listened), listened.first_bars)

    def sums_by_window(
        self, sheets: Sequence[LeadSheet], *, bars: int = 4
    ) -> tuple[Floats, list[Floats]]:
        """``sums``, and of each sheet [windows, figures] of so many bars, to the end.

        What is left over of a window's half or more is a window, less belongs to the last. A
        pickup belongs to the first.
        """
        listened = listen(sheets)
        rows = self.count(listened)
        parts = np.split(rows, listened.first_bars[1:])
        windows = [
            _summed(part, _window_starts(len(part), bars, sheet.first_bar))
            for part, sheet in zip(parts, sheets, strict=True)
        ]
        return _summed(rows, listened.first_bars), windows

    def by_window(
        self, sheet: LeadSheet, genres: Sequence[str] | None = None, *, bars: int = 4
    ) -> list[dict[str, float]]:
        """The shares in each window of so many bars, a pickup before them, to the end."""
        names = tuple(genres) if genres is not None else self.genres
        rows = self.count(listen([sheet]))
        starts = _window_starts(len(rows), bars, sheet.first_bar)
        shares = self.among(_summed(rows, starts), names)
        return [dict(zip(names, row.tolist(), strict=True)) for row in shares]

    def among(self, sums: Floats, genres: Sequence[str]) -> Floats:
        """[stretches, genres] shares for figures summed over the bars of each stretch."""
        if not self.knows(genres):
            missing = ", ".join(sorted(set(genres) - set(self.genres)))
            raise UnjudgedGenre(
                f"the {self.name} judge has not learnt {missing}; it knows {', '.join(self.genres)}"
            )
        columns = [self.genres.index(genre) for genre in genres]
        return softmax(self.head.logits(sums)[:, columns])


def figures_of(count: Count, sheets: Sequence[LeadSheet]) -> list[Floats]:
    """[bars, figures] of each sheet, listened to together."""
    listened = listen(sheets)
    rows = count(listened)
    return [np.asarray(part) for part in np.split(rows, listened.first_bars[1:])]


def _window_starts(bars: int, window: int, pickup: int) -> Ints:
    """The first bars of windows; ``pickup`` is 1 where the first bar is none to count."""
    starts = pickup + np.arange(0, max(1, bars - pickup - window // 2), window)
    starts[0] = 0
    return starts


def _summed(rows: Floats, starts: Ints) -> Floats:
    return np.asarray(np.add.reduceat(rows, starts, axis=0), np.float32)
