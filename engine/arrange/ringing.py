"""Plucked strings: which instruments they are, and how their single notes ring on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from engine.arrange.chart import Chart
from music.instruments import Instrument
from music.leadsheet import Note

_PLUCKED = ("guitar", "banjo", "mandolin", "harp", "lute", "ukulele")  # a name's last word
_RING_BEATS = 2.0
_DAMPED_BEATS = 0.1  # stopped this much before a new chord


def is_plucked(instrument: Instrument) -> bool:
    """Whether an instrument's chords are strummed and its notes ring."""
    return instrument.name.split()[-1] in _PLUCKED


def let_ring(chart: Chart, notes: Sequence[Note]) -> list[Note]:
    """Single notes left to ring until the chord or the bar changes, two beats at most."""
    struck = Counter(note.start_beats for note in notes)
    found = []
    for note in notes:
        bar_end = (chart.bar_of(note.start_beats) + 1) * chart.meter.bar_beats
        stop = min(bar_end, chart.span_at(note.start_beats).end_beats) - _DAMPED_BEATS
        rings = min(_RING_BEATS, stop - note.start_beats)
        alone = struck[note.start_beats] == 1
        found.append(replace(note, length_beats=max(note.length_beats, rings)) if alone else note)
    return found
