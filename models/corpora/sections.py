"""Sections: the form of a tune in letters, by its double bars and by what comes back.

Knows written section starts, phrases of eight bars, and when a section is an earlier
one again or a variant of it. Knows no chords.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.corpora.score import RawNote
from music.leadsheet import Section

_PHRASE = 8
_SHORTEST = 4  # bars; shorter sections belong to the one before
_SAME = 0.9  # shares of notes in common
_VARIED = 0.5


def sections_of(
    melody: Sequence[RawNote], bars: int, bar: int, starts: Iterable[int]
) -> tuple[Section, ...]:
    """The sections of a sheet of ``bars`` bars of ``bar`` ticks; they cover it whole.

    ``starts`` are the bars at which sections are written. A pickup bar belongs to the
    first. ``A B A'``: the third is the first with changes.
    """
    pickup = int(bool(melody) and bar // 2 <= melody[0].start < bar and bars > 1)
    found: list[Section] = []
    shapes: list[tuple[str, int, set[tuple[int, int]]]] = []
    for first, length in _stretches(bars, pickup, starts):
        inside = {(n.start - first * bar, n.pitch) for n in melody
                  if first <= n.start // bar < first + length}  # fmt: skip
        label, returns_to = _named(inside, shapes)
        start = 0 if not found else first
        found.append(Section(label, start, first + length - start, returns_to))
        shapes.append((label, start, inside))
    return tuple(found)


def _stretches(bars: int, pickup: int, starts: Iterable[int]) -> list[tuple[int, int]]:
    """(first bar, bars) of each section, the pickup bar left out."""
    lines = [pickup]
    for start in sorted({*starts, bars}):
        if start - lines[-1] >= _SHORTEST and (start == bars or bars - start >= _SHORTEST):
            lines.append(start)
    if lines[-1] != bars:
        lines[-1 if len(lines) > 1 else len(lines) :] = [bars]
    cut: list[tuple[int, int]] = []
    for first, stop in pairwise(lines):
        while stop - first >= 2 * _PHRASE:
            cut.append((first, _PHRASE))
            first += _PHRASE
        if stop - first > _PHRASE + _SHORTEST:
            cut.append((first, _PHRASE))
            first += _PHRASE
        cut.append((first, stop - first))
    return cut


def _named(
    inside: set[tuple[int, int]], earlier: Sequence[tuple[str, int, set[tuple[int, int]]]]
) -> tuple[str, int | None]:
    """The label, and the start of the section it brings back."""
    letters = sorted({label[0] for label, _, _ in earlier})
    best, label, start = 0.0, "", 0
    for name, at, shape in earlier:
        alike = len(inside & shape) / max(1, len(inside), len(shape))
        if alike > best:
            best, label, start = alike, name, at
    if best >= _SAME:
        return label, start
    if best >= _VARIED:
        variants = {name for name, _, _ in earlier if name[0] == label[0]}
        return label[0] + "'" * len(variants), start
    return chr(ord(letters[-1]) + 1) if letters else "A", None
