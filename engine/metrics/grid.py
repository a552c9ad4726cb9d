"""A melody as arrays on the tick grid: what the other figures count on."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from music.leadsheet import LeadSheet
from music.units import to_beats, to_ticks

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Grid:
    """Notes in order, each array [n]: onset and length in ticks, MIDI pitch, bar, place in it.

    ``reach`` is the time to the next onset, for the last note its own length. ``first_bar``
    is 1 after a pickup, whose bar is none of those that figures count bar by bar.
    """

    start: Ints
    length: Ints
    reach: Ints
    pitch: Ints
    bar: Ints
    place: Ints
    bar_ticks: int
    bars: int
    first_bar: int = 0

    @property
    def full_bars(self) -> int:
        """How many bars there are without a pickup's."""
        return self.bars - self.first_bar

    def __len__(self) -> int:
        return len(self.start)


def of_latest(figure: Callable[[LeadSheet], T]) -> Callable[[LeadSheet], T]:
    """Keeps what a function said of the latest tune: figures of one tune are asked in a row."""
    latest: list[tuple[LeadSheet, T]] = []

    @functools.wraps(figure)
    def kept(sheet: LeadSheet) -> T:
        for tune, value in latest:
            if tune is sheet:
                return value
        value = figure(sheet)
        latest[:] = [(sheet, value)]
        return value

    return kept


@of_latest
def grid_of(sheet: LeadSheet) -> Grid:
    """The melody's notes as arrays; what lasts under a tick is one tick long."""
    rows = [(to_ticks(n.start_beats), to_ticks(n.end_beats), n.pitch) for n in sheet.melody]
    start, end, pitch = np.array(rows, np.int64).reshape(-1, 3).T
    bar_ticks = sheet.meter.bar_ticks
    length = np.maximum(1, end - start)
    reach = np.append(np.diff(start), length[-1:])
    bar = np.minimum(start // bar_ticks, sheet.bars - 1)
    place = start - bar * bar_ticks
    return Grid(start, length, reach, pitch, bar, place, bar_ticks, sheet.bars, sheet.first_bar)


def first_bars(sheet: LeadSheet, bars: int) -> LeadSheet:
    """The beginning of a tune: its pickup and ``bars`` bars, the note over the border cut there."""
    bars += sheet.first_bar
    if bars >= sheet.bars:
        return sheet
    end = bars * sheet.meter.bar_beats
    return replace(
        sheet,
        bars=bars,
        melody=tuple(
            note if note.end_beats <= end else replace(note, length_beats=end - note.start_beats)
            for note in sheet.melody
            if note.start_beats < end - to_beats(1) / 2
        ),
        chords=tuple(
            span if span.end_beats <= end else replace(span, length_beats=end - span.start_beats)
            for span in sheet.chords
            if span.start_beats < end
        ),
        sections=tuple(s for s in sheet.sections if s.start_bar + s.bars <= bars),
    )


def bar_contents(grid: Grid) -> list[bytes]:
    """For each bar its onsets and pitches as bytes, equal where the bars' notes are.

    A pickup's bar stands first, if there is one.
    """
    table = np.stack((grid.place, grid.pitch), axis=1)
    return [table[a:b].tobytes() for a, b in pairwise(bar_edges(grid))]


def bar_edges(grid: Grid) -> list[int]:
    """[bars + 1] numbers of the notes with which the bars begin."""
    return list(np.searchsorted(grid.bar, np.arange(grid.bars + 1)).tolist())


def mean_known(values: Iterable[float]) -> float:
    """The mean of the values that are numbers; NaN where none is."""
    known = [value for value in values if math.isfinite(value)]
    return sum(known) / len(known) if known else math.nan
