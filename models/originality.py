"""The originality index: which training work a melody shares its longest run with.

A run is a row of consecutive notes with the same intervals and the same lengths
(rests shorter than a quarter belong to the note before, longer ones don't count).
The index holds no notes: of every four in a row it keeps 16 bits of a hash, in the
order of the works, so that a longer run is a row of equal hashes. Knows nothing of
corpora on disk (that is ``originality_build``) nor of what run is too long.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.corpora.events import REST, melody_events
from models.packed import load_packed
from models.store import SHIPPED
from music.leadsheet import LeadSheet

STEM = "originality"
WINDOW_NOTES = 4  # notes under one hash
SHORTEST_RUN = 8  # a shorter one is not looked for: everybody shares it with somebody

Hashes = NDArray[np.uint16]
Ints = NDArray[np.int64]

_SPAN = SHORTEST_RUN - WINDOW_NOTES + 1  # hashes under one key
_GAP = SHORTEST_RUN  # keeps the melodies of one question apart


@dataclass(frozen=True, slots=True)
class Work:
    """A work of the training corpus."""

    piece_id: str
    title: str
    source: str
    genre: str


@dataclass(frozen=True, slots=True)
class Run:
    """The longest run a melody shares with the index.

    ``notes`` is 0 where no run of SHORTEST_RUN notes is shared, and then ``work`` is None;
    ``first_note`` is the melody's note at which it starts.
    """

    notes: int
    first_note: int
    work: Work | None


NO_RUN = Run(0, 0, None)


class OriginalityIndex:
    """The hashed works, sorted for questions. One question of 64 melodies takes about 20 ms."""

    def __init__(
        self, windows: Sequence[Hashes], work_of_sheet: Sequence[int], works: Sequence[Work]
    ) -> None:
        """``windows`` are ``window_hashes`` of every sheet; each belongs to a work by number."""
        self.works = tuple(works)
        self.windows = tuple(windows)
        self._work_of_sheet = np.asarray(work_of_sheet, np.int64)
        keys, places, self._sheet_ends = _laid_out(windows, gap=0)
        order = np.argsort(keys, kind="stable")
        self._places = places[order]
        self._keys, first = np.unique(keys[order], return_index=True)
        self._first = np.append(first, len(order))

    def longest_run(self, sheet: LeadSheet) -> Run:
        """The longest run of one melody; ties go to the work that comes first."""
        return self.longest_runs([sheet])[0]

    def longest_runs(self, sheets: Sequence[LeadSheet]) -> list[Run]:
        """The longest run of each melody, in any key: a work found here may be transposed."""
        windows = [window_hashes(sheet) for sheet in sheets]
        keys, asked, ends = _laid_out(windows, gap=_GAP)
        if not len(keys) or not len(self._keys):
            return [NO_RUN] * len(sheets)
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[found] == keys
        low = self._first[found[known]]
        count = self._first[found[known] + 1] - low
        nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        there = self._places[np.repeat(low, count) + nth]
        return self._best(np.repeat(asked[known], count), there, ends)

    def _best(self, here: Ints, there: Ints, ends: Ints) -> list[Run]:
        """Runs from equal keys: a run is a row of pairs on one diagonal, step by step."""
        runs = [NO_RUN] * len(ends)
        if not len(here):
            return runs
        stride = int(ends[-1]) + 1
        pairs = np.sort((there - here + stride) * stride + here)
        first = np.flatnonzero(np.diff(pairs, prepend=pairs[0] - 2) != 1)
        length = np.diff(np.append(first, len(pairs)))
        start = pairs[first] % stride
        place = pairs[first] // stride - stride + start
        melody = np.searchsorted(ends, start, side="right")
        order = np.lexsort((start, place, -length, melody))
        _, best = np.unique(melody[order], return_index=True)
        for row in order[best]:
            number = int(melody[row])
            sheet = int(np.searchsorted(self._sheet_ends, place[row], side="right"))
            runs[number] = Run(
                notes=int(length[row]) + SHORTEST_RUN - 1,
                first_note=int(start[row]) - (int(ends[number - 1]) if number else 0),
                work=self.works[int(self._work_of_sheet[sheet])],
            )
        return runs


@functools.lru_cache(maxsize=2)
def load_index(folder: Path = SHIPPED) -> OriginalityIndex:
    """The index of a weights folder, read once (about a second).

    Raises WeightsError where it is missing or damaged.
    """
    arrays, _ = load_packed(
        folder,
        STEM,
        remedy="install Fusebox again or build it with 'python -m models.originality_build'",
    )
    windows = np.split(arrays["windows"], arrays["ends"][:-1])
    works = [Work(*row) for row in json.loads(zlib.decompress(arrays["works"].tobytes()))]
    return OriginalityIndex(windows, arrays["work_of_sheet"].tolist(), works)


def notes_of_sheet(sheet: LeadSheet) -> Ints:
    """[n, 2] pitch and ticks of the sounding notes, short gaps joined to the note before."""
    events = [event[:2] for event in melody_events(sheet) if event[0] != REST]
    return np.array(events, np.int64).reshape(-1, 2)


def window_hashes(sheet: LeadSheet) -> Hashes:
    """[n - 3] hashes of every four notes in a row: their lengths and the intervals between."""
    notes = notes_of_sheet(sheet)
    count = len(notes) - WINDOW_NOTES + 1
    if count < 1:
        return np.zeros(0, np.uint16)
    ticks = notes[:, 1]
    steps = (np.diff(notes[:, 0], prepend=0) + 256) * 128 + ticks
    value = ticks[:count].astype(np.uint64)
    for ahead in range(1, WINDOW_NOTES):
        value = mixed(value, steps[ahead : ahead + count].astype(np.uint64))
    return (value >> np.uint64(48)).astype(np.uint16)


def _laid_out(windows: Sequence[Hashes], *, gap: int) -> tuple[NDArray[np.uint64], Ints, Ints]:
    """(keys, their places, ends of the sheets): places run on through all sheets."""
    sizes = np.array([len(w) + gap for w in windows], np.int64)
    ends = np.cumsum(sizes)
    blank = np.zeros(gap, np.uint16)
    line = np.concatenate([part for w in windows for part in (w, blank)] or [blank])
    last = np.repeat(ends - gap, sizes) - _SPAN  # the last place of the sheet with a whole key
    places = np.flatnonzero(np.arange(len(line)) <= last)
    value = line[places].astype(np.uint64)
    for ahead in range(1, _SPAN):
        value = mixed(value, line[places + ahead].astype(np.uint64))
    return value, places, ends


def mixed(value: NDArray[np.uint64], more: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Both stirred into 64 bits, by the finaliser of SplitMix64 (Steele et al. 2014)."""
    value = value * np.uint64(0x9E3779B97F4A7C15) + more
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
