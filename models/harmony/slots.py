"""Progressions as the chord network reads and writes them: one chord per slot.

A slot is a beat as it is felt: a quarter in 4/4, 2/2 and 3/4, three eighths in 6/8; in an
uneven metre the whole bar. Chords are classes of models/vocabulary.py, in C major or A minor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.features import BARS_LEFT, PHRASE_BARS
from models.vocabulary import CHORDS, METERS, MODES, chord_number
from music.leadsheet import LeadSheet
from music.meter import Meter

Ints = NDArray[np.int32]

VERSION = 2  # of how progressions are read; a built corpus' features are kept by it
_MOST_SLOTS = 5
GENRE_SLOTS = 64
SLOTS_AGO_BARS = (1, 2, 4, 8)

COLUMNS: tuple[tuple[str, int], ...] = (
    ("chord", CHORDS),
    ("chord_before", CHORDS),
    *((f"ago{bars}", CHORDS) for bars in SLOTS_AGO_BARS),
    ("slot", _MOST_SLOTS),
    ("phrase_bar", PHRASE_BARS + 1),
    ("bars_left", BARS_LEFT),
    ("meter", len(METERS)),
    ("mode", len(MODES)),
    ("genre", GENRE_SLOTS),
)

# Where each column's classes start in the one table of all columns.
OFFSETS = tuple(sum(size for _, size in COLUMNS[:index]) for index in range(len(COLUMNS)))
ROWS = sum(size for _, size in COLUMNS)
GENRE_OFFSET = OFFSETS[[name for name, _ in COLUMNS].index("genre")]


def slots_per_bar(meter: Meter) -> int:
    """How many chords a bar may have: its felt beats; one where it isn't made of them (7/8)."""
    beats = meter.bar_beats / meter.pulse_beats
    return round(beats) if beats.is_integer() else 1


@dataclass(frozen=True, slots=True)
class Progression:
    """Chord classes [slots] of whole bars, 0 where none is known."""

    chords: Ints
    per_bar: int
    meter: int
    mode: int

    @classmethod
    def of(cls, sheet: LeadSheet) -> Progression:
        """The progression of a lead sheet that is in C major or A minor."""
        per_bar = slots_per_bar(sheet.meter)
        step = sheet.meter.bar_beats / per_bar
        numbers = np.zeros(sheet.bars * per_bar, np.int32)
        for span in sheet.chords:
            first = math.ceil(span.start_beats / step - 1e-3)
            last = math.ceil(span.end_beats / step - 1e-3)
            numbers[first:last] = chord_number(span.chord)
        mode = MODES.index("minor" if sheet.key.is_minor else "major")
        return cls(numbers, per_bar, METERS.index(sheet.meter.name), mode)


def slot_row(
    past: Ints, slot: int, *, per_bar: int, bars: int, meter: int, mode: int, genre: int
) -> list[int]:
    """The classes seen before slot number ``slot``; ``past`` holds at least the slots before."""
    bar = slot // per_bar

    def ago(slots: int) -> int:
        return int(past[slot - slots]) if slot >= slots else 0

    return [
        ago(1),
        ago(2),
        *(ago(count * per_bar) for count in SLOTS_AGO_BARS),
        slot % per_bar,
        bar % PHRASE_BARS + 1,
        min(bars - bar, BARS_LEFT - 1),
        meter,
        mode,
        genre,
    ]


def progression_rows(progression: Progression, genre: int) -> Ints:
    """[slots, columns]: what is seen before each chord of a real progression."""
    p = progression
    bars = len(p.chords) // p.per_bar
    rows = [
        slot_row(
            p.chords, slot, per_bar=p.per_bar, bars=bars, meter=p.meter, mode=p.mode, genre=genre
        )
        for slot in range(len(p.chords))
    ]
    return np.array(rows, np.int32).reshape(len(p.chords), len(COLUMNS))
