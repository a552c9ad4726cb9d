"""Imitation: an inner voice that enters with the tune's own beginning, later and lower.

Tries a few delays and intervals and keeps the one that sounds best against the tune and
its chords, or none. Doesn't write the rest of the voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.arrange.chart import Chart
from music.instruments import Instrument
from music.leadsheet import Note, Section

_STEPS_DOWN = (7, 3, 4)  # scale steps below the tune: an octave, a fourth, a fifth
_CONSONANT = frozenset({0, 3, 4, 5, 7, 8, 9})
_LEAST_BARS = 4
_LEAST_NOTES = 3
_GOOD_ENOUGH = 0.75
_EPSILON = 1e-6


def imitate(
    chart: Chart, section: Section, line: Sequence[Note], instrument: Instrument, genre: str
) -> list[Note]:
    """The voice with the section's opening imitated, where that fits.

    The head of the tune (a bar of it, two where one has few notes) comes a bar after the
    tune, and the voice is silent until then. Sections under four bars stay as they are.
    """
    size = chart.meter.bar_beats
    start = section.start_bar * size
    head = _head(chart, start, size)
    if section.bars < _LEAST_BARS or len(head) < _LEAST_NOTES:
        return list(line)
    tries = [
        (_fit(chart, answer), -index, answer)
        for index, steps in enumerate(_STEPS_DOWN)
        if (answer := _answer(chart, head, size, steps, instrument, genre)) is not None
    ]
    best = max(tries, key=lambda entry: entry[:2], default=None)
    if best is None or best[0] < _GOOD_ENOUGH:
        return list(line)
    answer = best[2]
    opening, ending = start, max(note.end_beats for note in answer)
    around = [
        note for note in (_outside(note, start + size, ending) for note in line) if note is not None
    ]
    # The voice has been silent since the section began, so that its entry is heard.
    kept = [n for n in around if not opening - _EPSILON <= n.start_beats < start + size - _EPSILON]
    return sorted([*kept, *answer], key=lambda note: note.start_beats)


def _head(chart: Chart, start: float, size: float) -> list[Note]:
    for end in (start + size, start + 2 * size):
        head = [n for n in chart.melody_in(start, end) if n.start_beats >= start - _EPSILON]
        if len(head) >= _LEAST_NOTES:
            break
    return head


def _answer(
    chart: Chart,
    head: Sequence[Note],
    delay: float,
    steps: int,
    instrument: Instrument,
    genre: str,
) -> list[Note] | None:
    """The head moved down the scale; None where the instrument or the tune leaves no room."""
    scale = [p for p in range(128) if p % 12 in chart.key.scale]
    found = []
    for note in head:
        under = [place for place, pitch in enumerate(scale) if pitch <= note.pitch]
        place = (under[-1] if under else 0) - steps
        if place < 0 or not instrument.low <= scale[place] <= instrument.high:
            return None
        start = note.start_beats + delay
        moved = replace(note, pitch=scale[place], start_beats=start, genre=genre, velocity=84)
        if scale[place] >= chart.melody_floor(start, moved.end_beats):
            return None
        found.append(moved)
    return found


def _fit(chart: Chart, answer: Sequence[Note]) -> float:
    """The share of an answer's time that agrees with the tune and the chords."""
    good = total = 0.0
    for note in answer:
        strong = 2.0 if abs(note.start_beats - round(note.start_beats)) < _EPSILON else 1.0
        weight = note.length_beats * strong
        tune = chart.melody_in(note.start_beats, note.end_beats)
        agrees = all((n.pitch - note.pitch) % 12 in _CONSONANT for n in tune)
        in_chord = note.pitch % 12 in chart.chord_at(note.start_beats).pitch_classes
        total += weight
        good += weight * (0.5 * agrees + 0.5 * in_chord)
    return good / total


def _outside(note: Note, start: float, end: float) -> Note | None:
    """What of a note lies before a stretch, or else after it."""
    if note.end_beats <= start + _EPSILON or note.start_beats >= end - _EPSILON:
        return note
    if note.start_beats < start - _EPSILON:
        return replace(note, length_beats=start - note.start_beats)
    if note.end_beats > end + _EPSILON:
        return replace(note, start_beats=end, length_beats=note.end_beats - end)
    return None
