"""The matrix products that both phases can't do without, as a list of shapes.

Only the arithmetic of LSTM layers, gates and heads: no lookups, no softmax, no drawing, no rules.
Whatever writes these melodies event by event has at least this to compute.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from models.shape import NetworkSize, sources_of
from models.vocabulary import DURATIONS, PITCHES


@dataclass(frozen=True, slots=True)
class Product:
    """``stacks`` products [rows, inner] @ [inner, columns], each with a matrix of its own."""

    stacks: int
    rows: int
    inner: int
    columns: int

    @property
    def multiplications(self) -> int:
        return self.stacks * self.rows * self.inner * self.columns


@dataclass(frozen=True, slots=True)
class Loop:
    """The products of one event, done ``steps`` times in a row."""

    steps: int
    products: tuple[Product, ...]

    @property
    def multiplications(self) -> int:
        return self.steps * sum(product.multiplications for product in self.products)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def event_products(size: NetworkSize, *, stacks: int, rows: int) -> tuple[Product, ...]:
    """What one event of ``rows`` melodies under each of ``stacks`` networks needs, in order."""
    both = size.units + size.width
    shapes = [
        ((size.width if layer == 0 else size.units) + size.units, 4 * size.units)
        for layer in range(size.layers)
    ]
    shapes += [
        (both, 3 * len(sources_of(size))),
        (both, PITCHES),
        (both, size.head),
        (size.head, DURATIONS),
    ]
    if size.recall:  # keys and queries of two memories, and three gates
        shapes.append((both, 4 * size.recall + 3))
    return tuple(Product(stacks, rows, inner, columns) for inner, columns in shapes)


def phase_loops(
    phase1: NetworkSize,
    phase2: NetworkSize,
    *,
    genres: int,
    candidates: int,
    fused: int,
    events: tuple[int, int],
) -> tuple[Loop, Loop]:
    """Both phases: ``genres`` networks with ``candidates`` melodies each, then ``fused`` tunes.

    A fused tune is asked for under every genre and under none. ``events`` are those of the
    longest melody of each phase.
    """
    first = event_products(phase1, stacks=genres, rows=candidates)
    second = event_products(phase2, stacks=1, rows=fused * (genres + 1))
    return Loop(events[0], first), Loop(events[1], second)


@dataclass(frozen=True, slots=True)
class Events:
    """How many events each melody has: of phase 1 by genre, and of phase 2."""

    first: tuple[tuple[int, ...], ...]
    second: tuple[int, ...]

    @property
    def longest(self) -> tuple[int, int]:
        return max(max(melodies) for melodies in self.first), max(self.second)

    @property
    def together(self) -> tuple[int, int]:
        return sum(sum(melodies) for melodies in self.first), sum(self.second)


def live_loops(phase1: NetworkSize, phase2: NetworkSize, events: Events) -> tuple[Loop, ...]:
    """The same without the rows of melodies that are at their end: the least there is to do."""
    conditions = len(events.first) + 1
    loops = [
        Loop(steps, event_products(phase1, stacks=1, rows=rows))
        for melodies in events.first
        for steps, rows in _alive(melodies)
    ]
    loops += [
        Loop(steps, event_products(phase2, stacks=1, rows=rows * conditions))
        for steps, rows in _alive(events.second)
    ]
    return tuple(loops)


def _alive(lengths: tuple[int, ...]) -> list[tuple[int, int]]:
    """(steps, rows still written) from the first event to the last: ``(3, 5)`` is 3×2, 2×1."""
    steps, before = [], 0
    for length in sorted(set(lengths)):
        if length:
            steps.append((length - before, sum(one >= length for one in lengths)))
            before = length
    return steps
