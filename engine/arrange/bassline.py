"""The bass player: degrees, walking lines and approach notes, always under the band.

Chooses pitches for a whole line at once by the cheapest path, so that octaves and
walking notes lead somewhere. Doesn't choose patterns.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.arrange.chart import Chart
from engine.arrange.comping import PLAIN_VELOCITY, Stretch
from engine.arrange.figures import Stroke, split_at_chords
from music.chord import Chord
from music.instruments import Instrument
from music.leadsheet import Note

_TOP = 55  # above this a bass player would be in the others' way
_ARTICULATION = 0.94
# A walking line goes so many semitones up and down around its middle in so many beats.
_WANDERING, _ROUND_BEATS = 6.0, 13.0
_LEAP = (0.0, 0.0, 0.0, 0.2, 0.3, 0.5, 1.2, 0.8, 2.0, 2.0, 2.4, 3.0, 1.2)
_APPROACH = {1: -1.0, 2: -0.6, 5: -0.2, 7: -0.2, 0: 2.5}
_DEGREES = {"1": 0, "3": 1, "5": 2, "8": 0}

Ceiling = Callable[[float, float], int]
VoiceAt = Callable[[float], int]


def play_bass(
    chart: Chart,
    stretches: Sequence[Stretch],
    instrument: Instrument,
    *,
    ceiling: Ceiling,
    sung: VoiceAt,
    rng: random.Random,
) -> list[Note]:
    """The bass part. ``ceiling`` is the highest pitch free of others in a stretch of beats;
    ``sung`` is the pitch of the written bass voice, for patterns that sing it.
    """
    steps: list[tuple[Stroke, str]] = []
    for stretch in stretches:
        for stroke in split_at_chords(chart, stretch.strokes(chart.meter)):
            if stroke.start_beats < chart.closing_beats - 1e-6:
                length = min(stroke.length_beats, chart.closing_beats - stroke.start_beats)
                steps.append((replace(stroke, length_beats=length), stretch.style.genre))
    last = Stroke("s" if steps and steps[-1][0].token == "s" else "1", chart.closing_beats,
                  chart.length_beats - chart.closing_beats)  # fmt: skip
    if chart.closes:
        steps.append((last, stretches[-1].style.genre))
    options = [_options(chart, stroke, instrument, ceiling, sung, rng) for stroke, _ in steps]
    line = _cheapest(options, chart, [stroke for stroke, _ in steps])
    _unrock(line, options, [stroke for stroke, _ in steps])
    onsets = {round(note.start_beats, 4) for note in chart.melody}
    notes: list[Note] = []
    for (stroke, genre), pitch in zip(steps, line, strict=True):
        if pitch is None:
            continue
        start = stroke.start_beats
        new = round(start, 4) in onsets or start % chart.meter.bar_beats < 1e-6 or stroke is last
        if stroke.token == "s" and notes and not new and notes[-1].pitch == pitch:
            notes[-1] = replace(notes[-1], length_beats=stroke.length_beats + start
                                - notes[-1].start_beats)  # fmt: skip
            continue
        share = 1.0 if stroke is last or stroke.token == "s" else _ARTICULATION
        notes.append(Note(pitch, start, stroke.length_beats * share, PLAIN_VELOCITY, genre))
    return notes


def _options(
    chart: Chart,
    stroke: Stroke,
    instrument: Instrument,
    ceiling: Ceiling,
    sung: VoiceAt,
    rng: random.Random,
) -> list[tuple[int, float]]:
    """(pitch, cost) of every pitch the stroke may take; empty where nothing fits."""
    end = stroke.start_beats + stroke.length_beats
    top = min(instrument.high, _TOP, ceiling(stroke.start_beats, end))
    middle = instrument.low + 11.0
    if stroke.token in "w>":
        middle += _WANDERING * math.sin(stroke.start_beats * math.tau / _ROUND_BEATS)
    chord = chart.chord_at(stroke.start_beats)
    if stroke.token == "s":
        pitch = sung(stroke.start_beats)
        if instrument.low <= pitch <= min(instrument.high, ceiling(stroke.start_beats, end)):
            return [(pitch, 0.0)]
    pull = 0.14 if stroke.token in "w>" else 0.06
    wanted = _wanted(chart, stroke, chord)
    lowest_octave = instrument.low + 12 if stroke.token == "8" else 0
    found = [
        (pitch, cost + abs(pitch - middle) * pull + rng.random() * 0.5
         + 2.0 * (pitch < lowest_octave))
        for pitch in range(instrument.low, top + 1)
        if (cost := wanted.get(pitch % 12)) is not None
    ]  # fmt: skip
    if found:
        return found
    # Too little room under the others: any chord note, at worst only under the tune.
    highest = min(instrument.high, chart.melody_floor(stroke.start_beats, end) - 1)
    for limit in (top, highest):
        free = [p for p in range(instrument.low, limit + 1) if p % 12 in chord.pitch_classes]
        if free:
            return [(p, 5.0 + 0.1 * (p - instrument.low)) for p in free]
    return []


def double_bass_line(
    line: Sequence[Note], instrument: Instrument, *, ceiling: Ceiling
) -> list[Note]:
    """The same bass line on a second instrument, by octaves into its range and under the tune."""
    found = []
    for note in line:
        top = min(instrument.high, ceiling(note.start_beats, note.end_beats))
        places = [p for p in range(note.pitch % 12, top + 1, 12) if p >= instrument.low]
        if places:
            nearest = min(places, key=lambda p: (abs(p - note.pitch), p))
            found.append(replace(note, pitch=nearest))
    return found


def _wanted(chart: Chart, stroke: Stroke, chord: Chord) -> dict[int, float]:
    """Cost of each pitch class the stroke may take."""
    root = chord.root if chord.bass is None else chord.bass
    classes = chord.pitch_classes
    token = stroke.token
    if token == "6":
        return {(chord.root + 9) % 12: 0.0}
    if token in _DEGREES:
        span = chart.span_at(stroke.start_beats)
        fresh = abs(span.start_beats - stroke.start_beats) < 1e-6
        degree = 0 if fresh else _DEGREES[token]  # a new chord is heard from its root
        return {root if degree == 0 else classes[degree]: 0.0}
    if token == "d":
        tonic = chart.key.pitch_class
        return {tonic if tonic in (root, classes[2]) else root: 0.0}
    if token == "s":
        return {root: 0.0}
    if token == ">" or _leads_away(chart, stroke):
        costs = dict.fromkeys(range(12), 1.0)
        costs.update(dict.fromkeys(chart.key.scale, 0.6))
        costs.update(dict.fromkeys(classes, 0.4))
        return costs
    return _walking(chart, stroke, chord, root)


def _walking(chart: Chart, stroke: Stroke, chord: Chord, root: int) -> dict[int, float]:
    span = chart.span_at(stroke.start_beats)
    offset = stroke.start_beats - chart.bar_of(stroke.start_beats) * chart.meter.bar_beats
    if abs(stroke.start_beats - span.start_beats) < 1e-6:
        return {root: 0.0}
    strong = any(abs(offset - beat) < 1e-6 for beat in chart.meter.strong_beats)
    costs = {} if strong else dict.fromkeys(chart.key.scale, 0.8)
    costs.update(dict.fromkeys(chord.pitch_classes, 0.2))
    if offset < 1e-6:
        costs[root] = 0.0
    return costs


def _leads_away(chart: Chart, stroke: Stroke) -> bool:
    """Whether the chord changes after this stroke and within its beat's reach."""
    end = stroke.start_beats + stroke.length_beats
    span = chart.span_at(stroke.start_beats)
    return end >= span.end_beats - 1e-6 and stroke.start_beats > span.start_beats + 1e-6


def _cheapest(
    options: Sequence[list[tuple[int, float]]], chart: Chart, line: Sequence[Stroke]
) -> list[int | None]:
    """One pitch per stroke along the cheapest path; None where a stroke has no option."""
    chosen: list[int | None] = [None] * len(options)
    filled = [index for index, choices in enumerate(options) if choices]
    if not filled:
        return chosen
    costs = [cost for _, cost in options[filled[0]]]
    came: list[list[int]] = []
    for before, now in itertools.pairwise(filled):
        leading = line[before].token == ">" or (
            line[before].token == "w" and _leads_away(chart, line[before])
        )
        walking = line[now].token in "w>" or line[before].token in "w>"
        octave = "8" in line[before].token + line[now].token
        table = []
        for pitch, _ in options[now]:
            moves = [
                cost + _move(abs(pitch - old), leading, walking, octave)
                for (old, _), cost in zip(options[before], costs, strict=True)
            ]
            table.append(min(range(len(moves)), key=moves.__getitem__))
        costs = [
            costs[best]
            + _move(abs(pitch - options[before][best][0]), leading, walking, octave)
            + extra
            for best, (pitch, extra) in zip(table, options[now], strict=True)
        ]
        came.append(table)
    at = min(range(len(costs)), key=costs.__getitem__)
    for index, table in zip(reversed(filled[1:]), reversed(came), strict=True):
        chosen[index] = options[index][at][0]
        at = table[at]
    chosen[filled[0]] = options[filled[0]][at][0]
    return chosen


def _unrock(
    line: list[int | None], options: Sequence[list[tuple[int, float]]], strokes: Sequence[Stroke]
) -> None:
    """Move on walking notes that would go back to the pitch before the last."""
    for place in range(2, len(line) - 1):
        old, before, now, after = line[place - 2 : place + 2]
        if strokes[place].token not in "w>" or now != old or before is None or after is None:
            continue
        others = [
            (cost + _move(abs(pitch - before), False, True, False)
             + _move(abs(after - pitch), True, True, False), pitch)
            for pitch, cost in options[place]
            if pitch not in (old, before, after)
        ]  # fmt: skip
        if others:
            line[place] = min(others)[1]


def _move(distance: int, leading: bool, walking: bool, octave: bool) -> float:
    if octave and distance % 12 == 0:
        return 0.0 if distance == 12 else 4.0
    cost = _LEAP[distance] if distance < len(_LEAP) else 4.0
    if leading:
        cost += _APPROACH.get(distance, 1.2)
    if walking and distance == 0:
        cost += 2.5
    return cost
