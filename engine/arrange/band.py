"""The band: every player given the plan, the chart and an ear for the others.

Knows in which order players must be heard. Doesn't perform; times are as written.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from engine.arrange.bassline import Ceiling, VoiceAt, double_bass_line, play_bass
from engine.arrange.casting import Part
from engine.arrange.chart import Chart
from engine.arrange.comping import Stretch, play_chords
from engine.arrange.drumming import PALETTES, DrumStretch, play_drums
from engine.arrange.inner import play_counter, play_inner
from engine.arrange.partwriting import Ranges, Sonority, write_parts
from engine.arrange.plan import Plan
from engine.arrange.register import place_melody
from engine.arrange.ringing import is_plucked, let_ring
from engine.arrange.style import Groove, Pattern
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.leadsheet import Note

_MARGIN_BEATS = 0.3  # what swing and a player's timing may shift


def write_band(
    chart: Chart,
    parts: Sequence[Part],
    plan: Plan,
    request: CompositionRequest,
    rng: random.Random,
) -> list[list[Note]]:
    """Each part's written notes, in the order of the parts."""
    written: dict[str, list[Note]] = {}
    heard: dict[str, list[Note]] = {}  # what the bass player must stay under
    voices = sung_voices(chart, parts)
    has_bass = any(part.role == "bass" for part in parts)
    order = sorted(parts, key=lambda part: part.role == "bass")  # the bass goes under the rest
    for part in order:
        if part.role == "melody":
            notes = list(chart.melody)
        elif part.doubles == "melody":
            notes = list(place_melody(chart.melody, part.instrument))
        elif part.role == "drums":
            palette = drum_palette(part, request)
            notes = play_drums(chart, _grooves(plan), palette=palette, rng=rng)
        elif part.role == "chords":
            notes = play_chords(chart, _stretches(plan, "chords"), part.instrument,
                                with_bass=has_bass)  # fmt: skip
        elif part.role == "inner":
            notes = play_inner(chart, _stretches(plan, "inner"), voices, part.instrument,
                               part.voices)  # fmt: skip
        elif part.role == "counter":
            notes = play_counter(chart, _stretches(plan, "counter"), voices, part.instrument)
        elif part.doubles == "bass" and "Bass" in written:
            tune_only = {"Melody": chart.melody}
            notes = double_bass_line(written["Bass"], part.instrument,
                                     ceiling=_ceiling(chart, tune_only))  # fmt: skip
        else:
            notes = play_bass(
                chart,
                _stretches(plan, "bass"),
                part.instrument,
                ceiling=_ceiling(chart, heard),
                sung=_sung(voices),
                rng=rng,
            )
        written[part.name] = notes
        rings = part.role == "chords" and is_plucked(part.instrument)
        heard[part.name] = let_ring(chart, notes) if rings else notes
    return [written[part.name] for part in parts]


def _stretches(plan: Plan, role: str) -> list[Stretch]:
    return [
        Stretch(section, style_of(layer.genre), layer.figure, layer.answer)
        for (section, of), layer in plan.items()
        if of == role and isinstance(layer.figure, Pattern)
    ]


def _grooves(plan: Plan) -> list[DrumStretch]:
    return [
        DrumStretch(section, style_of(layer.genre), layer.figure)
        for (section, of), layer in plan.items()
        if of == "drums" and isinstance(layer.figure, Groove)
    ]


def sung_voices(chart: Chart, parts: Sequence[Part]) -> list[Sonority]:
    """The written lower voices, for the instruments that sing them; none if nobody does."""
    ranges = voice_ranges(parts)
    return write_parts(chart, ranges) if ranges else []


def voice_ranges(parts: Sequence[Part]) -> Ranges | None:
    """How low and high the written voices may go; None if nobody sings them."""
    inner = [part.instrument for part in parts if part.role in ("inner", "counter")]
    if not inner:
        return None
    low, high = max(i.low for i in inner), min(i.high for i in inner)
    if high - low < 19 or low > 55:  # too narrow for two voices: written plainly, then folded
        low, high = 45, 76
    bass = next((part.instrument for part in parts if part.role == "bass"), None)
    return Ranges((low, high), (bass.low, bass.high) if bass else (36, 60))


def _sung(voices: Sequence[Sonority]) -> VoiceAt:
    """The written bass voice at a beat; 0, which no bass plays, where nothing is written."""

    starts = [voice.start_beats for voice in voices]

    def at(beats: float) -> int:
        index = bisect_right(starts, beats + 1e-6) - 1
        return voices[index].bass if index >= 0 else 0

    return at


def _ceiling(chart: Chart, written: Mapping[str, Sequence[Note]]) -> Ceiling:
    """The highest pitch under the melody and not over any other part, in a stretch."""
    others = sorted(
        (note for name, notes in written.items() if not name.startswith("Drums") for note in notes),
        key=lambda note: note.start_beats,
    )
    starts = [note.start_beats for note in others]
    longest = max((note.length_beats for note in others), default=0.0)

    def ceiling(start: float, end: float) -> int:
        left, right = start - _MARGIN_BEATS, end + _MARGIN_BEATS
        near = others[bisect_left(starts, left - longest) : bisect_left(starts, right)]
        lowest = min((note.pitch for note in near if note.end_beats > left), default=127)
        return min(lowest, chart.melody_floor(start, end) - 1)

    return ceiling


def drum_palette(part: Part, request: CompositionRequest) -> Mapping[str, str]:
    """Frame sounds where only a frame drum was asked for; kit sounds where it is excluded."""
    only_frame = part.asked and part.instrument.name == "bodhran"
    if only_frame or "drums" in request.without:
        return PALETTES["bodhran"]
    no_frame = "bodhran" in request.without or (part.asked and part.instrument.name == "drums")
    return PALETTES["drums"] if no_frame else {}
