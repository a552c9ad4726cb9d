"""Part writing: alto, tenor and bass under a melody, by the rules of four-part harmony.

Finds the cheapest path through every chord's spacings: no parallel fifths or
octaves (not with the melody either), common tones kept, leading notes not
doubled. Doesn't know rhythm beyond the beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.arrange.chart import Chart
from music.chord import Chord

_KEPT = 64  # spacings a chord keeps, the best first
_PARALLEL = 200.0
_ALTO, _TENOR, _BASS = (50, 74), (45, 67), (36, 60)

Voices = NDArray[np.int64]
Costs = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Lowest and highest pitch of the two inner voices' player and of the bass's."""

    inner: tuple[int, int]
    bass: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sonority:
    """What the three lower voices sing from a beat on."""

    start_beats: float
    alto: int
    tenor: int
    bass: int


@dataclass(frozen=True, slots=True)
class _Moment:
    """A beat to harmonise: the melody there, just before it, and its lowest around it."""

    start_beats: float
    chord: Chord
    melody: int | None
    melody_before: int | None
    ceiling: int


def write_parts(
    chart: Chart, ranges: Ranges, *, from_beats: float = 0.0, into: Sonority | None = None
) -> list[Sonority]:
    """The lower voices on every beat and chord change from a beat on, in time order.

    Where they lead ``into`` what is sung already, that is the last of them, as it is.
    """
    moments = [m for m in _moments(chart) if m.start_beats >= from_beats - 1e-6]
    leading = (chart.key.pitch_class + 11) % 12
    known: dict[tuple[Chord, int | None, int], tuple[Voices, Costs]] = {}
    for moment in moments:
        place = (moment.chord, moment.melody, moment.ceiling)
        if place not in known:
            known[place] = _spacings(moment, ranges, leading)
    places = [known[m.chord, m.melody, m.ceiling] for m in moments]
    if into is not None:
        places[-1] = (np.array([[into.alto, into.tenor, into.bass]]), np.zeros(1))
    spacings, locals_ = zip(*places, strict=True)
    costs: Costs = locals_[0]
    came: list[NDArray[np.intp]] = []
    for index in range(1, len(moments)):
        table = costs[:, None] + _moves(
            spacings[index - 1], spacings[index], moments[index - 1], moments[index]
        )
        best = table.argmin(axis=0)
        came.append(best)
        costs = table[best, np.arange(len(best))] + locals_[index]
    at = int(costs.argmin())
    path = [at]
    for best in reversed(came):
        at = int(best[at])
        path.append(at)
    path.reverse()
    return [
        Sonority(m.start_beats, *(int(p) for p in choices[i]))
        for m, choices, i in zip(moments, spacings, path, strict=True)
    ]


def _moments(chart: Chart) -> list[_Moment]:
    meter = chart.meter
    beats = (
        meter.strong_beats
        if meter.name == "7/8"
        else tuple(i * meter.pulse_beats for i in range(round(meter.bar_beats / meter.pulse_beats)))
    )
    starts = {round(bar * meter.bar_beats + beat, 6) for bar in range(chart.bars) for beat in beats}
    starts |= {round(span.start_beats, 6) for span in chart.chords}
    ordered = sorted(start for start in starts if start <= chart.closing_beats + 1e-6)
    moments = []
    for start, end in zip(ordered, [*ordered[1:], chart.length_beats], strict=True):
        sounding = chart.melody_in(start, end)
        now = next((n.pitch for n in sounding if n.start_beats <= start + 1e-6), None)
        earlier = chart.melody_in(max(0.0, start - 0.5), start)
        before = earlier[-1].pitch if earlier else None
        ceiling = min((n.pitch for n in sounding), default=76)
        moments.append(_Moment(start, chart.chord_at(start), now, before, ceiling))
    return moments


def _spacings(moment: _Moment, ranges: Ranges, leading: int) -> tuple[Voices, Costs]:
    """The best spacings of a chord under a melody note, with their own costs."""
    top = min(moment.ceiling, 76)
    altos = _pitches(moment.chord, _ALTO, ranges.inner, top)
    tenors = _pitches(moment.chord, _TENOR, ranges.inner, top)
    basses = _basses(moment.chord, ranges.bass, top - 1)
    rows = [
        (a, t, b) for a, t, b in product(altos, tenors, basses) if b <= t <= a
    ]  # fmt: skip
    if not rows:
        low = basses[0]
        rows = [(altos[0], min(altos[0], tenors[0]), low)]
    costs = [_spacing_cost(row, moment, leading) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (costs[i], rows[i]))[:_KEPT]
    return np.array([rows[i] for i in order]), np.array([costs[i] for i in order])


def _pitches(
    chord: Chord, voice: tuple[int, int], instrument: tuple[int, int], top: int
) -> list[int]:
    low = max(voice[0], instrument[0])
    high = min(max(voice[1], low + 12), instrument[1])
    found = [p for p in range(low, min(high, top) + 1) if p % 12 in chord.pitch_classes]
    if found:
        return found
    return [p for p in range(instrument[0], high + 1) if p % 12 in chord.pitch_classes][:1]


def _basses(chord: Chord, instrument: tuple[int, int], top: int) -> list[int]:
    low, high = max(_BASS[0], instrument[0]), min(_BASS[1], instrument[1], top)
    wanted = {chord.root, chord.pitch_classes[1]} if chord.bass is None else {chord.bass}
    found = [p for p in range(low, high + 1) if p % 12 in wanted]
    return found or [instrument[0] + (chord.root - instrument[0]) % 12]


def _spacing_cost(row: tuple[int, int, int], moment: _Moment, leading: int) -> float:
    alto, tenor, bass = row
    soprano = moment.melody
    voices = row if soprano is None else (soprano, *row)
    classes = [pitch % 12 for pitch in voices]
    tones = moment.chord.pitch_classes
    cost = 4.0 * (tones[1] not in classes) + 6.0 * (tones[0] not in classes)
    cost += 0.6 * (tones[2] not in classes)
    if len(tones) > 3:
        cost += 1.2 * (tones[3] not in classes) + 2.0 * (classes.count(tones[3]) > 1)
    cost += 5.0 * (classes.count(leading) > 1) + 0.8 * (classes.count(tones[1]) > 1)
    if moment.chord.bass is None:
        cost += 1.5 * (bass % 12 != moment.chord.root)
    if soprano is not None:
        cost += 0.8 * max(0, soprano - alto - 12) + 1.5 * (soprano == alto)
        cost += {1: 6.0, 13: 3.0}.get(soprano - alto, 0.0)
        cost += {1: 6.0, 13: 4.0}.get(soprano - tenor, 0.0)
    cost += 1.0 * max(0, alto - tenor - 12) + 0.5 * max(0, tenor - bass - 19)
    cost += 1.5 * (alto == tenor) + 1.0 * (tenor == bass) + 0.4 * (tenor - bass < 4)
    return cost + 0.05 * (abs(alto - 64) + abs(tenor - 56) + 1.5 * abs(bass - 47))


def _moves(before: Voices, after: Voices, was: _Moment, now: _Moment) -> Costs:
    """Cost of every step from one chord's spacings (rows) to the next's (columns)."""
    step = after[None, :, :] - before[:, None, :]
    size = np.abs(step)
    cost: Costs = (size[..., :2] * 0.35).sum(axis=2) + size[..., 2] * 0.12
    cost += (np.maximum(0, size[..., :2] - 5) * 1.0).sum(axis=2)
    cost += 5.0 * (size[..., 2] > 12) + 1.5 * ((size[..., 2] > 7) & (size[..., 2] < 12))
    for high, low in ((0, 1), (0, 2), (1, 2)):
        cost += _PARALLEL * _parallel(
            before[:, None, high] - before[:, None, low],
            after[None, :, high] - after[None, :, low],
            (step[..., high] != 0) & (step[..., low] != 0),
        )
    for earlier in {was.melody, now.melody_before}:
        if earlier is None or now.melody is None or earlier == now.melody:
            continue
        for voice in range(3):
            cost += _PARALLEL * _parallel(
                earlier - before[:, None, voice],
                now.melody - after[None, :, voice],
                step[..., voice] != 0,
            )
    return cost


def _parallel(before: Voices, after: Voices, moved: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where two voices that both move go from a perfect interval to the same one."""
    same = before % 12 == after % 12
    perfect = (before % 12 == 0) | (before % 12 == 7)
    result: NDArray[np.bool_] = same & perfect & moved
    return result
