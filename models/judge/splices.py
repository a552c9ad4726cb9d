"""Splices: stretches of real pieces joined in known proportions, as figures of bars.

A judge's figures are sums over bars, so a splice needs no notes: the bars of its pieces
are drawn and their figures added up. Judges learn on such splices what a blend sounds
like, and are measured on others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Figures = NDArray[Any]  # float32, or whole numbers that name bars

_FEWEST_BARS = 8
_SUBSET_CHANCES = (0.3, 0.5, 0.2)  # one, two or three genres
_BAR_SUBSET_CHANCES = (0.4, 0.5, 0.1)
_EVEN_CHANCE = 0.5  # of weights in quarters rather than any


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pieces of one genre as figures [bars, figures], each with its chance to be drawn."""

    pieces: tuple[Figures, ...]
    chances: NDArray[np.float64]

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, Figures]]) -> Shelf:
        """From (work, figures); slices of one work share its chance by square roots."""
        long = [piece for piece in pieces if len(piece[1]) >= _FEWEST_BARS] or list(pieces)
        slices = Counter(name for name, _ in long)
        weights = np.array([1 / np.sqrt(slices[name]) for name, _ in long])
        return cls(tuple(rows for _, rows in long), weights / weights.sum())

    def draw(self, bars: int, rng: np.random.Generator) -> Figures:
        """[bars, figures]: a stretch of a piece, which begins again where it is too short."""
        piece = self.pieces[int(rng.choice(len(self.pieces), p=self.chances))]
        first = int(rng.integers(0, max(1, len(piece) - bars + 1)))
        return piece[(first + np.arange(bars)) % len(piece)]


@dataclass(frozen=True, slots=True)
class Examples:
    """sums [n, figures]; shares [n, genres], the truth; asked [n, genres], which count."""

    sums: Floats
    shares: Floats
    asked: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BarExamples:
    """bars [n, longest], the numbers of a splice's bars, -1 after its end; else as Examples."""

    bars: NDArray[np.int32]
    shares: Floats
    asked: NDArray[np.bool_]


def splice(
    shelves: Sequence[Shelf],
    weights: Sequence[float],
    bars: int,
    unit: int,
    rng: np.random.Generator,
) -> tuple[Floats, NDArray[np.float64]]:
    """One splice of ``bars`` bars in units of ``unit``: its sums, and the shares it has.

    The shares are the weights rounded to whole units, at random where they don't fit.
    """
    rows, shares = splice_rows(shelves, weights, bars, unit, rng)
    return rows.sum(axis=0, dtype=np.float64).astype(np.float32), shares


def splice_rows(
    shelves: Sequence[Shelf],
    weights: Sequence[float],
    bars: int,
    unit: int,
    rng: np.random.Generator,
) -> tuple[Figures, NDArray[np.float64]]:
    """The same as ``splice``, its bars [bars, figures] one by one."""
    units = bars // unit
    wanted = np.asarray(weights, float) * units
    counts = np.floor(wanted + 1e-9).astype(int)
    left = units - int(counts.sum())
    if left:
        rest = np.maximum(wanted - counts, 0)
        counts += rng.multinomial(left, rest / rest.sum())
    owner = np.repeat(rng.permutation(np.repeat(np.arange(len(shelves)), counts)), unit)
    first = shelves[0].pieces[0]
    rows = np.zeros((len(owner), first.shape[1]), first.dtype)
    for index, shelf in enumerate(shelves):
        if counts[index]:
            rows[owner == index] = shelf.draw(len(owner), rng)[owner == index]
    return rows, counts / units


def draw_examples(
    shelves: Mapping[str, Shelf],
    count: int,
    rng: np.random.Generator,
    *,
    lengths: Sequence[int] = (4, 8, 16, 16, 32),
    units: Sequence[int] = (1, 2, 4),
) -> Examples:
    """Splices of one to three genres in any proportions, lengths and units."""
    figures = next(iter(shelves.values())).pieces[0].shape[1]
    sums = np.zeros((count, figures), np.float32)
    shares = np.zeros((count, len(shelves)), np.float32)
    asked = np.zeros((count, len(shelves)), bool)
    for row in range(count):
        chosen, drawn, shares[row, chosen] = _drawn(
            list(shelves.values()), _SUBSET_CHANCES, lengths, units, rng
        )
        sums[row] = drawn.sum(axis=0, dtype=np.float64)
        asked[row, chosen] = True
    return Examples(sums, shares, asked)


def draw_bars(
    shelves: Mapping[str, Shelf],
    count: int,
    rng: np.random.Generator,
    *,
    lengths: Sequence[int] = (4, 8, 16, 16),
    units: Sequence[int] = (1, 2, 4),
) -> BarExamples:
    """Splices as the numbers of their bars, which are the shelves' only figure."""
    bars = np.full((count, max(lengths)), -1, np.int32)
    shares = np.zeros((count, len(shelves)), np.float32)
    asked = np.zeros((count, len(shelves)), bool)
    for row in range(count):
        chosen, drawn, shares[row, chosen] = _drawn(
            list(shelves.values()), _BAR_SUBSET_CHANCES, lengths, units, rng
        )
        bars[row, : len(drawn)] = drawn[:, 0]
        asked[row, chosen] = True
    return BarExamples(bars, shares, asked)


def _drawn(
    shelves: Sequence[Shelf],
    chances: Sequence[float],
    lengths: Sequence[int],
    units: Sequence[int],
    rng: np.random.Generator,
) -> tuple[NDArray[np.intp], Figures, NDArray[np.float64]]:
    """The genres of a splice, its bars, and the share of each of these genres."""
    size = min(len(shelves), int(rng.choice((1, 2, 3), p=chances)))
    chosen = rng.choice(len(shelves), size, replace=False)
    rows, shares = splice_rows(
        [shelves[index] for index in chosen],
        _weights(size, rng).tolist(),
        int(rng.choice(lengths)),
        int(rng.choice(units)),
        rng,
    )
    return chosen, rows, shares


def _weights(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    if size == 2 and rng.random() < _EVEN_CHANCE:
        first = int(rng.integers(0, 5)) / 4
        return np.array([first, 1 - first])
    return rng.dirichlet(np.ones(size))
