"""The drummer: grooves, a fill where a section ends, a hit where the piece does.

Doesn't choose grooves.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.arrange.chart import Chart
from engine.arrange.figures import strokes
from engine.arrange.style import DRUM_KEYS, Groove, Style
from music.leadsheet import Note, Section
from music.meter import Meter

_LOUDNESS = {"X": 92, "x": 78, "o": 54}
_HIT_BEATS = 0.2
_LEFT_OUT = 0.1  # of the soft strokes, so that no two bars are quite the same
_QUIET_HIT = 58
_SOFTER_BY = 7  # each stroke of a lead-in is than the next
_KEEPS_ON = ("kick", "pedal", "frame low")  # a fill runs over these, not instead of them
# One player's sounds on the other's instrument, for bands that have only that one.
_ON_FRAME = dict.fromkeys(DRUM_KEYS, "frame high") | {
    "kick": "frame low", "low tom": "frame low", "snare": "frame slap", "clap": "frame slap",
    "crash": "frame slap", "frame low": "frame low", "frame slap": "frame slap",
}  # fmt: skip
_ON_KIT = {"frame low": "low tom", "frame high": "stick", "frame slap": "high tom"}
PALETTES: dict[str, Mapping[str, str]] = {"bodhran": _ON_FRAME, "drums": _ON_KIT}


@dataclass(frozen=True, slots=True)
class DrumStretch:
    """A section with the style and groove played in it."""

    section: Section
    style: Style
    groove: Groove


def play_drums(
    chart: Chart,
    stretches: Sequence[DrumStretch],
    *,
    palette: Mapping[str, str],
    rng: random.Random,
) -> list[Note]:
    """The drum part. ``palette`` puts a drum's sounds on another; empty: as written."""
    hits: dict[tuple[float, int], Note] = {}

    def hit(drum: str, start: float, velocity: int, genre: str) -> None:
        key = DRUM_KEYS[palette.get(drum, drum)]
        length = min(_HIT_BEATS, chart.length_beats - start)
        note = Note(key, start, length, max(1, min(127, velocity)), genre)
        kept = hits.get((start, key))
        if kept is None or kept.velocity < velocity:
            hits[start, key] = note

    for index, stretch in enumerate(stretches):
        section, genre = stretch.section, stretch.style.genre
        after = stretches[index + 1].section if index + 1 < len(stretches) else None
        fill_from = _fill_start(chart, section, after, rng)
        for line in stretch.groove.lines:
            for stroke in strokes(line, chart.meter, section.start_bar, section.bars):
                start = stroke.start_beats
                if start >= chart.closing_beats - 1e-6:
                    continue
                if start >= fill_from - 1e-6 and line.name not in _KEEPS_ON:
                    continue
                if stroke.token == "o" and rng.random() < _LEFT_OUT and line.name != "kick":
                    continue
                hit(line.name, start, _LOUDNESS[stroke.token], genre)
        for start, drum, velocity in _fill(chart, stretch, fill_from, rng):
            hit(drum, start, velocity, genre)
        if index and _opens(section, stretches[index - 1].section):
            level = _QUIET_HIT if stretch.groove.is_quiet else 84
            hit(stretch.groove.ending[0], section.start_bar * chart.meter.bar_beats, level, genre)
    last = stretches[-1]
    for drum in last.groove.ending if chart.closes else ():
        level = _QUIET_HIT if last.groove.is_quiet else 92
        hit(drum, chart.closing_beats, level, last.style.genre)
    return sorted(hits.values(), key=lambda note: (note.start_beats, note.pitch))


def lead_with(
    stretch: DrumStretch, meter: Meter, begin_beats: float, palette: Mapping[str, str]
) -> list[Note]:
    """The end of a bar before the groove begins, from a beat of it on, growing to the bar line.

    Only the drum that keeps time plays what it will go on with, so that the first full bar is
    where the others come in.
    """
    lines = [line for line in stretch.groove.lines if line.name not in _KEEPS_ON]
    bars = [strokes(line, meter, 0, 1) for line in lines]
    busiest = max(range(len(lines)), key=lambda place: len(bars[place]))
    drum = lines[busiest].name
    key = DRUM_KEYS[palette.get(drum, drum)]
    struck = [s for s in bars[busiest] if s.start_beats >= begin_beats - 1e-6]
    softer = [_SOFTER_BY * (len(struck) - place) for place in range(len(struck))]
    return [
        Note(key, stroke.start_beats, min(_HIT_BEATS, meter.bar_beats - stroke.start_beats),
             _LOUDNESS[stroke.token] - less, stretch.style.genre)
        for stroke, less in zip(struck, softer, strict=True)
    ]  # fmt: skip


def _opens(section: Section, before: Section) -> bool:
    """Whether a section is new enough for a cymbal: long, or another letter than before."""
    same = section.label.rstrip("'") == before.label.rstrip("'")
    return section.bars >= 8 or (section.bars >= 4 and not same)


def _fill_start(chart: Chart, section: Section, after: Section | None, rng: random.Random) -> float:
    """Where a section's fill begins; its end where it has none.

    A new section is announced; a short one that comes again is at most nodded to.
    """
    end = (section.start_bar + section.bars) * chart.meter.bar_beats
    is_last = section.start_bar + section.bars >= chart.bars
    if section.bars < 4 or (is_last and chart.closes):
        return end
    announced = after is None or _opens(after, section)
    pulses = rng.choice((1, 1, 2)) if announced else rng.choice((0, 0, 1))
    return end - pulses * chart.meter.pulse_beats


def _fill(
    chart: Chart, stretch: DrumStretch, start: float, rng: random.Random
) -> list[tuple[float, str, int]]:
    """(beat, drum, velocity) of a fill that grows to the bar line."""
    section = stretch.section
    end = (section.start_bar + section.bars) * chart.meter.bar_beats
    steps = round((end - start) / 0.5)
    drums = stretch.groove.fill
    quiet = stretch.groove.is_quiet
    found = []
    for step in range(steps):
        if 0 < step < steps - 1 and rng.random() < 0.2:
            continue
        drum = drums[step * len(drums) // steps]
        found.append((start + step * 0.5, drum, (40 if quiet else 62) + 5 * step))
    return found
