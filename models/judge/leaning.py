"""How far the judges lean on what a composer chooses apart from the genre.

    python -m models.judge.leaning --cache DIR

Held-out works are heard as they are and changed: with bar lines of another metre, in
other note values, without chords, a tick late on some notes. What changes then is what
a judge owes to notation rather than to music.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.judge.judging import INDEPENDENT, SEARCH, Judge
from models.judge.loading import load_judge
from models.judge.measuring import opening
from models.judge.works import read_works
from music.genres import GENRE_NAMES
from music.leadsheet import LeadSheet
from music.meter import Meter
from music.units import TICKS_PER_BEAT

_OTHER_METER = {"4/4": "3/4", "2/2": "3/4", "2/4": "3/4", "3/4": "4/4", "6/8": "4/4"}
_LATE_EVERY = 5
_MOST_WORKS = 60


@dataclass(frozen=True, slots=True)
class Leaning:
    """Of one change: ``right`` is the share heard as their genre, ``share`` the genre's mean."""

    change: str
    right: float
    share: float


def rebarred(sheet: LeadSheet) -> LeadSheet:
    """The same notes under the bar lines of another metre."""
    meter = Meter(_OTHER_METER.get(sheet.meter.name, "4/4"))
    return replace(sheet, meter=meter, bars=max(1, -int(-sheet.length_beats // meter.bar_beats)))


def stretched(sheet: LeadSheet, factor: float) -> LeadSheet:
    """The same tune in other note values; ``factor`` 2 doubles them."""
    melody = tuple(
        replace(n, start_beats=n.start_beats * factor, length_beats=n.length_beats * factor)
        for n in sheet.melody
    )
    chords = tuple(
        replace(c, start_beats=c.start_beats * factor, length_beats=c.length_beats * factor)
        for c in sheet.chords
    )
    bars = max(1, -int(-sheet.bars * factor // 1))
    return replace(sheet, bars=bars, melody=melody, chords=chords)


def late(sheet: LeadSheet) -> LeadSheet:
    """Every fifth note begins a tick late."""
    tick = 1 / TICKS_PER_BEAT
    melody = tuple(
        replace(n, start_beats=n.start_beats + tick, length_beats=n.length_beats - tick)
        if index % _LATE_EVERY == 0 and n.length_beats > 2 * tick
        else n
        for index, n in enumerate(sheet.melody)
    )
    return replace(sheet, melody=melody)


CHANGES: tuple[tuple[str, Callable[[LeadSheet], LeadSheet]], ...] = (
    ("as they are", lambda sheet: sheet),
    ("bar lines of another metre", rebarred),
    ("note values halved", lambda sheet: stretched(sheet, 0.5)),
    ("note values doubled", lambda sheet: stretched(sheet, 2.0)),
    ("without chords", lambda sheet: replace(sheet, chords=())),
    ("notes a tick late", late),
)


def leanings(judge: Judge, openings: dict[str, list[LeadSheet]]) -> list[Leaning]:
    """A row for each change, means over genres."""
    rows = []
    for name, change in CHANGES:
        right, share = [], []
        for genre, sheets in openings.items():
            shares = judge.shares([change(sheet) for sheet in sheets], judge.genres)
            own = judge.genres.index(genre)
            right.append(float((shares.argmax(axis=1) == own).mean()))
            share.append(float(shares[:, own].mean()))
        rows.append(Leaning(name, round(float(np.mean(right)), 3), round(float(np.mean(share)), 3)))
    return rows


def main() -> None:
    """Print the rows of both judges as Markdown tables."""
    parser = argparse.ArgumentParser(description="What the judges owe to notation.")
    parser.add_argument("--cache", type=Path, required=True, help="the built corpus")
    chosen = parser.parse_args()
    openings = {}
    for genre in GENRE_NAMES:
        held_out = [work for work in read_works(chosen.cache, genre) if work.held_out]
        openings[genre] = [opening(work.sheets[0]) for work in held_out[:_MOST_WORKS]]
    for name in (SEARCH, INDEPENDENT):
        print(f"| {name} judge hears | as their genre | mean share |\n|---|---|---|")
        for row in leanings(load_judge(name), openings):
            print(f"| {row.change} | {row.right:.2f} | {row.share:.2f} |")


if __name__ == "__main__":
    main()
