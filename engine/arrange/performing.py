"""Performing: swing, phrasing, accents and the small unevenness of players.

Turns written parts (exact times, plain velocities) into played ones. Nothing is
played before the beginning or after the end. Doesn't add or drop notes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.arrange.chart import Chart
from engine.arrange.ringing import let_ring
from music.leadsheet import Note
from music.meter import Meter

# role: (velocity offset, timing spread in beats, whether phrases swell)
_PLAYERS: dict[str, tuple[int, float, bool]] = {
    "melody": (13, 0.012, True),
    "chords": (-8, 0.010, True),
    "bass": (-3, 0.005, False),
    "drums": (1, 0.004, False),
    "inner": (-13, 0.014, True),
    "counter": (-9, 0.012, True),
}
_SWING_MEASURED_AT = 140.0  # quarters a minute up to which swing is full
_SWING_GONE_AT = 330.0
_STRUM_BEATS = 0.012
_BREATH_BEATS = 0.15  # the most that a detached tune leaves off a note
_RESOLUTION = 480

Warp = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Feel:
    """The blended way to play: ``swing`` (0.5 straight to 0.67), velocity offset, the share
    of a melody note that sounds, and how late the melody sits in beats.
    """

    swing: float
    dynamics: float
    legato: float
    laid_back_beats: float


def perform(
    chart: Chart,
    role: str,
    notes: Sequence[Note],
    feel: Feel,
    *,
    tempo_bpm: float,
    strummed: bool,
    rng: random.Random,
) -> tuple[Note, ...]:
    """The notes as played, sorted, within the piece, never two at once on one pitch."""
    swing = _swing_at(feel.swing, chart.meter, tempo_bpm)
    warp = _melody_warp(notes, swing) if role == "melody" else _warp(swing)
    louder, spread, swells = _PLAYERS[role]
    levels = _section_levels(chart)
    late = feel.laid_back_beats if role == "melody" else 0.0
    if strummed and role == "chords":
        notes = let_ring(chart, notes)
    played: list[Note] = []
    offset, offset_at, rank = 0.0, -1.0, 0
    for note in sorted(notes, key=lambda n: (n.start_beats, n.pitch)):
        rank = rank + 1 if note.start_beats == offset_at else 0
        if rank == 0:
            offset, offset_at = late + rng.random() * 2 * spread, note.start_beats
        start = warp(note.start_beats) + offset + (rank * _STRUM_BEATS if strummed else 0.0)
        length = warp(note.end_beats) - warp(note.start_beats)
        if role == "melody" and note.end_beats < chart.length_beats - 1e-6:
            length -= min(_BREATH_BEATS, length * (1 - feel.legato))
        velocity = note.velocity if role != "melody" else 80 + (note.velocity - 80) * 0.5
        velocity += louder + feel.dynamics + levels[chart.bar_of(note.start_beats)]
        velocity += _accent(chart.meter, note.start_beats) + rng.gauss(0, 2)
        velocity += _swell(chart, note.start_beats) if swells else 0.0
        played.append(
            replace(note, start_beats=start, length_beats=length,
                    velocity=max(12, min(124, round(velocity))))
        )  # fmt: skip
    return _tidy(played, chart.length_beats, monophonic=role == "melody")


def _swing_at(swing: float, meter: Meter, tempo_bpm: float) -> float:
    """The swing that is left at a tempo; compound metres and 7/8 have none."""
    if meter.denominator == 8:
        return 0.5
    bpm = meter.quarter_bpm(tempo_bpm)
    left = (_SWING_GONE_AT - bpm) / (_SWING_GONE_AT - _SWING_MEASURED_AT)
    return 0.5 + (swing - 0.5) * max(0.1, min(1.0, left))


def _warp(swing: float) -> Warp:
    def moved(beats: float) -> float:
        whole = math.floor(beats + 1e-6)
        part = max(0.0, beats - whole)
        if part <= 0.5:
            return whole + part * swing / 0.5
        return whole + swing + (part - 0.5) * (1 - swing) / 0.5

    return moved


def _melody_warp(notes: Sequence[Note], swing: float) -> Warp:
    """Swing for a tune: written triplets stay, a dotted eighth and sixteenth swing as eighths."""
    if swing <= 0.5:
        return _warp(0.5)
    parts: dict[int, set[int]] = {}
    for note in notes:
        tick = round(note.start_beats * 12)
        parts.setdefault(tick // 12, set()).add(tick % 12)
    plain = _warp(swing)

    def moved(beats: float) -> float:
        tick = round(beats * 12)
        inside = parts.get(tick // 12, set())
        if tick % 12 in (4, 8) or inside & {4, 8, 2, 10}:
            return beats
        if tick % 12 == 9 and not inside & {3, 6}:
            return tick // 12 + swing
        return plain(beats)

    return moved


def _accent(meter: Meter, beats: float) -> float:
    offset = beats % meter.bar_beats
    if offset < 1e-6 or meter.bar_beats - offset < 1e-6:
        return 5.0
    if any(abs(offset - strong) < 1e-6 for strong in meter.strong_beats):
        return 3.0
    return 0.0 if abs(offset - round(offset)) < 1e-6 else -3.0


def _swell(chart: Chart, beats: float) -> float:
    """Four-bar phrases that rise to their third bar and fall."""
    phrase = 4 * chart.meter.bar_beats
    beats -= chart.first_bar * chart.meter.bar_beats
    return 8.0 * math.sin(math.pi * ((beats % phrase) / phrase) ** 1.3) - 4.0


def _section_levels(chart: Chart) -> list[float]:
    """A velocity offset for each bar: new sections a little louder, the last one loudest."""
    levels: list[float] = []
    for index, section in enumerate(chart.sections):
        is_last = index == len(chart.sections) - 1 and index > 0
        is_new = index > 0 and section.returns_to is None
        levels += [4.0 if is_last else 2.0 if is_new else 0.0] * section.bars
    return levels


def _tidy(notes: Sequence[Note], end_beats: float, *, monophonic: bool) -> tuple[Note, ...]:
    """Snap to the file's resolution and cut notes where the next one needs the pitch."""
    found: list[Note] = []
    open_until: dict[int, int] = {}
    for note in sorted(notes, key=lambda n: (n.start_beats, n.pitch)):
        start = max(0, round(note.start_beats * _RESOLUTION))
        end = min(round(end_beats * _RESOLUTION), round(note.end_beats * _RESOLUTION))
        if end - start < 1:
            continue
        key = 0 if monophonic else note.pitch
        before = open_until.get(key)
        if before is not None:
            held = found[before]
            held_start = round(held.start_beats * _RESOLUTION)
            if held_start == start:
                continue
            if held.end_beats * _RESOLUTION > start:
                found[before] = replace(held, length_beats=(start - held_start) / _RESOLUTION)
        open_until[key] = len(found)
        found.append(replace(note, start_beats=start / _RESOLUTION,
                             length_beats=(end - start) / _RESOLUTION))  # fmt: skip
    return tuple(found)
