"""How much a melody quotes: its longest run of notes that stands in a given tune.

Runs are compared by interval and duration, so that a quotation in another key counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from music.leadsheet import LeadSheet
from music.units import to_ticks

Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """``notes`` in a row stand note for note in the tune called ``title``; 0 where none do."""

    notes: int
    title: str


def longest_quote(sheet: LeadSheet, tunes: Iterable[LeadSheet]) -> Quote:
    """The longest run of a sheet's notes that one of the tunes has too, in any key."""
    mine = steps_of(sheet)
    best = Quote(0, "")
    for tune in tunes:
        run = _longest_common(mine, steps_of(tune))
        if run and run + 1 > best.notes:
            best = Quote(run + 1, tune.title)
    return best


def quotes_between(sheets: Iterable[LeadSheet], tunes: Sequence[LeadSheet]) -> int:
    """The longest quotation of any of the sheets from any of the tunes, in notes."""
    return max((longest_quote(sheet, tunes).notes for sheet in sheets), default=0)


def steps_of(sheet: LeadSheet) -> Steps:
    """(interval to the next note, ticks until it) of each note but the last."""
    notes = sheet.melody
    return tuple(
        (after.pitch - note.pitch, to_ticks(after.start_beats - note.start_beats))
        for note, after in pairwise(notes)
    )


def _longest_common(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> int:
    """Length of the longest common run, by dynamic programming over the pairs of places."""
    before = [0] * (len(other) + 1)
    best = 0
    for step in one:
        now = [0] * (len(other) + 1)
        for place, theirs in enumerate(other, start=1):
            if step == theirs:
                now[place] = before[place - 1] + 1
                best = max(best, now[place])
        before = now
    return best
