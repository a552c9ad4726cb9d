"""Inner voices and countermelodies: written parts sung in a pattern's rhythm.

Doesn't choose pitches beyond passing notes; those are the part writer's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from engine.arrange.chart import Chart
from engine.arrange.comping import ACCENTS, PLAIN_VELOCITY, Stretch
from engine.arrange.figures import Stroke
from engine.arrange.imitation import imitate
from engine.arrange.partwriting import Sonority
from music.instruments import Instrument
from music.leadsheet import Note

_EPSILON = 1e-6
_GAP_BEATS = 1.5  # a melody note this long, or a rest, leaves room for an answer


def play_inner(
    chart: Chart,
    stretches: Sequence[Stretch],
    parts: Sequence[Sonority],
    instrument: Instrument,
    voices: Sequence[int],
) -> list[Note]:
    """The chosen voices (0 alto, 1 tenor), folded by octaves into the instrument's range."""
    notes: list[Note] = []
    for voice in voices:
        line = [(part.start_beats, (part.alto, part.tenor)[voice]) for part in parts]
        own = [_own(stretch, voice) for stretch in stretches]
        sung = [folded(note, instrument) for note in _sing(chart, own, line)]
        if voice == 0:
            for stretch in stretches:
                if stretch.style.imitates:
                    sung = imitate(chart, stretch.section, sung, instrument, stretch.style.genre)
        notes += sung
    return _without_unisons(sorted(notes, key=lambda n: (n.start_beats, n.pitch)))


def _own(stretch: Stretch, voice: int) -> Stretch:
    """What one voice sings of a stretch: imitating voices each have a figure of their own."""
    if not stretch.style.imitates:
        return stretch
    figure = stretch.answer if voice and stretch.answer is not None else stretch.pattern
    return replace(stretch, pattern=figure, answer=None)


def play_counter(
    chart: Chart,
    stretches: Sequence[Stretch],
    parts: Sequence[Sonority],
    instrument: Instrument,
) -> list[Note]:
    """A second tune: the alto line, moving by step where the melody holds or rests."""
    line = play_inner(chart, stretches, parts, instrument, (0,))
    found: list[Note] = []
    for note, after in zip(line, [*line[1:], None], strict=True):
        passing = _passing(chart, note, after)
        if passing is None:
            found.append(note)
            continue
        half = note.length_beats / 2
        found.append(replace(note, length_beats=half))
        found.append(replace(note, pitch=passing, start_beats=note.start_beats + half,
                             length_beats=half, velocity=note.velocity - 6))  # fmt: skip
    return found


def _passing(chart: Chart, note: Note, after: Note | None) -> int | None:
    """A scale note between two of the line, where the melody leaves room for it."""
    if after is None or note.length_beats < 1 or not 3 <= abs(after.pitch - note.pitch) <= 5:
        return None
    middle = note.start_beats + note.length_beats / 2
    busy = [n for n in chart.melody_in(note.start_beats, note.end_beats)
            if n.length_beats < _GAP_BEATS]  # fmt: skip
    if busy:
        return None
    low, high = sorted((note.pitch, after.pitch))
    between = [p for p in range(low + 1, high) if p % 12 in chart.key.scale]
    tune = [n.pitch for n in chart.melody_in(middle, note.end_beats)]
    between = [p for p in between if all(abs(p - pitch) not in (1, 13) for pitch in tune)]
    return between[0] if between else None


def _sing(
    chart: Chart, stretches: Sequence[Stretch], line: Sequence[tuple[float, int]]
) -> list[Note]:
    starts = [start for start, _ in line]
    onsets = {round(note.start_beats, 4) for note in chart.melody}
    notes: list[Note] = []
    for stretch in stretches:
        section, genre = stretch.section, stretch.style.genre
        played = stretch.strokes(chart.meter)
        if section.start_bar + section.bars >= chart.bars:
            played = _closed(chart, played)
        for stroke in played:
            for start, end, pitch in _pieces(stroke, line, starts):
                held = notes[-1] if notes else None
                joined = held is not None and abs(held.end_beats - start) < _EPSILON
                sung = stroke.token == "s" and start < chart.closing_beats - _EPSILON
                new = round(start, 4) in onsets or start % chart.meter.bar_beats < _EPSILON
                if held and joined and held.pitch == pitch and (
                    start > stroke.start_beats + _EPSILON or (sung and not new)
                ):  # fmt: skip
                    notes[-1] = replace(held, length_beats=end - held.start_beats)
                    continue
                velocity = PLAIN_VELOCITY + ACCENTS.get(stroke.token, 0)
                notes.append(Note(pitch, start, end - start, velocity, genre))
    return notes


def _closed(chart: Chart, played: Sequence[Stroke]) -> list[Stroke]:
    """Strokes up to the last chord, then that chord held."""
    if not chart.closes:
        return list(played)
    close = chart.closing_beats
    kept = [
        replace(s, length_beats=min(s.length_beats, close - s.start_beats))
        for s in played
        if s.start_beats < close - _EPSILON
    ]
    return [*kept, Stroke("x", close, chart.length_beats - close)]


def _pieces(
    stroke: Stroke, line: Sequence[tuple[float, int]], starts: Sequence[float]
) -> list[tuple[float, float, int]]:
    """A stroke cut where the written voice changes."""
    end = stroke.start_beats + stroke.length_beats
    first = max(0, bisect_right(starts, stroke.start_beats + _EPSILON) - 1)
    pieces: list[tuple[float, float, int]] = []
    for index in range(first, len(line)):
        start, pitch = line[index]
        start = max(start, stroke.start_beats)
        if start >= end - _EPSILON:
            break
        stop = min(end, starts[index + 1]) if index + 1 < len(line) else end
        if pieces and pieces[-1][2] == pitch:
            pieces[-1] = (pieces[-1][0], stop, pitch)
        else:
            pieces.append((start, stop, pitch))
    return pieces


def folded(note: Note, instrument: Instrument) -> Note:
    """The note, by octaves into the instrument's range."""
    pitch = note.pitch
    while pitch < instrument.low:
        pitch += 12
    while pitch > instrument.high:
        pitch -= 12
    return replace(note, pitch=pitch)


def _without_unisons(notes: Sequence[Note]) -> list[Note]:
    """Where two voices of one player meet on a pitch, it is played once, the longer one."""
    kept: dict[tuple[float, int], Note] = {}
    for note in notes:
        key = (round(note.start_beats, 4), note.pitch)
        if key not in kept or kept[key].length_beats < note.length_beats:
            kept[key] = note
    return list(kept.values())
