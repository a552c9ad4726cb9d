"""Splices: stretches of real pieces joined in known proportions, as figures of bars.

A judge's figures are sums over bars, so a splice needs no notes: the bars of its pieces
are drawn and their figures added up. Judges learn on such splices what a blend sounds
like, and are measured on others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FEWEST_BARS = 8
_SUBSET_CHANCES = (0.3, 0.5, 0.2)  # one, two or three genres
_EVEN_CHANCE = 0.5  # of weights in quarters rather than any


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pieces of one genre as figures [bars, figures], each with its chance to be drawn."""

    pieces: tuple[Floats, ...]
    chances: NDArray[np.float64]

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, Floats]]) -> Shelf:
        """From (work, figures); slices of one work share its chance by square roots."""
        long = [piece for piece in pieces if len(piece[1]) >= _FEWEST_BARS] or list(pieces)
        slices = Counter(name for name, _ in long)
        weights = np.array([1 / np.sqrt(slices[name]) for name, _ in long])
        return cls(tuple(rows for _, rows in long), weights / weights.sum())

    def draw(self, bars: int, rng: np.random.Generator) -> Floats:
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


def splice(
    shelves: Sequence[Shelf],
    weights: Sequence[float],
    bars: int,
    unit: int,
    rng: np.random.Generator,
) -> tuple[Floats, NDArray[np.float64]]:
    """One splice of ``bars`` bars in units of ``unit``: its sums, and the shares it has.

    The shares are the weights rounded to whole units, at random where they don't fit.
    """  # fmt: skip
    units = bars // unit
    wanted = np.asarray(weights, float) * units
    counts = np.floor(wanted + 1e-9).astype(int)
    left = units - int(counts.sum())
    if left:
        rest = np.maximum(wanted - counts, 0)
        counts += rng.multinomial(left, rest / rest.sum())
    owner = np.repeat(rng.permutation(np.repeat(np.arange(len(shelves)), counts)), unit)
    total = np.zeros(shelves[0].pieces[0].shape[1], np.float64)
    for index, shelf in enumerate(shelves):
        if counts[index]:
            total += shelf.draw(len(owner), rng)[owner == index].sum(axis=0)
    return total.astype(np.float32), counts / units


def draw_examples(
    shelves: Mapping[str, Shelf],
    count: int,
    rng: np.random.Generator,
    *,
    lengths: Sequence[int] = (4, 8, 16, 16, 32),
    units: Sequence[int] = (1, 2, 4),
) -> Examples:
    """Splices of one to three genres in any proportions, lengths and units."""
    genres = list(shelves)
    parts = list(shelves.values())
    examples = Examples(
        np.zeros((count, parts[0].pieces[0].shape[1]), np.float32),
        np.zeros((count, len(genres)), np.float32),
        np.zeros((count, len(genres)), bool),
    )
    for row in range(count):
        size = min(len(genres), int(rng.choice((1, 2, 3), p=_SUBSET_CHANCES)))
        chosen = rng.choice(len(genres), size, replace=False)
        examples.sums[row], shares = splice(
            [parts[index] for index in chosen],
            _weights(size, rng).tolist(),
            int(rng.choice(lengths)),
            int(rng.choice(units)),
            rng,
        )
        examples.shares[row, chosen] = shares
        examples.asked[row, chosen] = True
    return examples


def _weights(size: int, rng: np.random.Generator) -> NDArray[np.float64]:
    if size == 2 and rng.random() < _EVEN_CHANCE:
        first = int(rng.integers(0, 5)) / 4
        return np.array([first, 1 - first])
    return rng.dirichlet(np.ones(size))
