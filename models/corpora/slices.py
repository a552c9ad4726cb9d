"""Slices: where a long piece is cut into sheets of at most 64 bars.

Knows silences, sections, choruses, and what the end of a phrase looks like.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from models.corpora.bars import Stretch
from models.corpora.score import RawNote
from music.units import TICKS_PER_BEAT

MAX_BARS = 64
_LONG_SILENCE_BARS = 4


def slices(
    melody: Sequence[RawNote], stretch: Stretch, *, keeps_form: bool = False
) -> Iterator[tuple[int, int]]:
    """(first bar, bar after the last) of each sheet, at most MAX_BARS long.

    With ``keeps_form`` sections are choruses: sheets are whole ones, as many as fit, and
    begin with them though the player rests; one bar of pickup may come before.
    """
    grid = stretch.meter.bar_ticks
    last_bar = -(-melody[-1].end // grid)
    if keeps_form and len(stretch.sections) and stretch.sections[0] < last_bar:
        yield from _choruses(melody, stretch, last_bar)
        return
    for first, stop in _sung(melody, grid, last_bar):
        while stop - first > MAX_BARS:
            cut = _best_cut(melody, stretch, first, grid)
            yield _trimmed(melody, first, cut, grid)
            first = cut
        yield _trimmed(melody, first, stop, grid)


def _choruses(
    melody: Sequence[RawNote], stretch: Stretch, last_bar: int
) -> Iterator[tuple[int, int]]:
    grid = stretch.meter.bar_ticks
    first = stretch.sections[0]
    at = bisect_left(melody, first * grid, key=lambda note: note.start)
    if at and melody[at - 1].start >= (first - 1) * grid:
        first -= 1
    lines = [bar for bar in stretch.sections if first < bar < last_bar]
    while last_bar - first > MAX_BARS:
        fits = bisect_right(lines, first + MAX_BARS)
        whole = lines[fits - 1] if fits else first
        if whole - first <= 1:  # a chorus longer than a sheet
            whole = _best_cut(melody, stretch, first, grid)
        yield first, whole
        first = whole
    yield first, last_bar


def _trimmed(melody: Sequence[RawNote], first: int, stop: int, grid: int) -> tuple[int, int]:
    """The slice without silent bars at its beginning."""
    at = bisect_left(melody, first * grid, key=lambda note: note.start)
    onset = melody[at].start // grid if at < len(melody) else first
    return (onset, stop) if onset < stop else (first, stop)


def _sung(melody: Sequence[RawNote], grid: int, last_bar: int) -> Iterator[tuple[int, int]]:
    """Runs of bars between silences of more than four bars."""
    first = melody[0].start // grid
    end = melody[0].end
    for note in melody:
        silent = note.start // grid - -(-end // grid)
        if silent > _LONG_SILENCE_BARS:
            yield first, -(-end // grid)
            first = note.start // grid
        end = note.end
    yield first, last_bar


def _best_cut(melody: Sequence[RawNote], stretch: Stretch, first: int, grid: int) -> int:
    """The bar line from 32 to MAX_BARS bars on where a phrase most likely ends."""
    onset = {note.start: note for note in melody}
    before: dict[int, RawNote] = {}
    for note in melody:
        before[-(-note.end // grid)] = note
    sections = set(stretch.sections)

    def fitness(bar: int) -> float:
        line = bar * grid
        score = 3.0 if bar in sections else 0.0
        score += 1.0 if (bar - first) % 8 == 0 else 0.4 if (bar - first) % 4 == 0 else 0.0
        last = before.get(bar)
        if last is None:
            score += 1.0
        elif last.end <= line:
            score += min(2.0, last.length / TICKS_PER_BEAT / 2) + (line - last.end) / grid
        else:
            score -= 2.0
        return score + (0.3 if line in onset else 0.0) + (bar - first) / 1000

    return max(range(first + MAX_BARS // 2, first + MAX_BARS + 1), key=fitness)
