"""RomanText: harmonic analyses of songs, and how they are laid on their scores.

Knows measures, beats, keys and copied passages. Figures are made chords by music21,
each figure once. Variant readings and form marks are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from models.corpora.score import Bar, Score
from music.chord import QUALITIES, Chord
from music.key import LETTER_PITCH_CLASS

_MEASURE = re.compile(r"^m(\d+)\s+(.*)$")
_COPY = re.compile(r"^m(\d+)(?:-(\d+))?\s*=\s*m(\d+)(?:-(\d+))?")
_KEY = re.compile(r"^([A-Ga-g])([#b-]?):$")
_BEAT = re.compile(r"^b(\d+(?:\.\d+)?)$")
_MAX_MEASURES = 5000


@dataclass(frozen=True, slots=True)
class Reading:
    """A chord from a beat (1 is the first) of a measure on; None where there is none."""

    measure: int
    beat: float
    chord: Chord | None


def read_romantext(text: str) -> tuple[Reading, ...]:
    """The chords of an analysis in order; figures that can't be read are left out."""
    measures: dict[int, list[tuple[float, Chord | None]]] = {}
    key = (0, "major")
    for line in text.splitlines():
        stripped = line.strip()
        if copy := _COPY.match(stripped):
            _copy(measures, copy)
        elif match := _MEASURE.match(stripped):
            number = int(match[1])
            if number > _MAX_MEASURES or number in measures:
                continue
            key, measures[number] = _read_measure(match[2].split(), key)
    return tuple(
        Reading(number, beat, chord)
        for number in sorted(measures)
        for beat, chord in measures[number]
    )


def with_analysis(score: Score, analysis: tuple[Reading, ...]) -> Score:
    """The score with the analysis as its chords, joined by measure numbers.

    A score whose measures the analysis doesn't fit (less than half of them named)
    comes back as it was.
    """
    by_number: dict[int, list[Reading]] = {}
    for reading in analysis:
        by_number.setdefault(reading.measure, []).append(reading)
    chords: list[tuple[int, Chord | None]] = []
    named = 0
    for bar in score.bars:
        readings = by_number.get(bar.number if bar.number is not None else -1, [])
        named += bool(readings)
        unit = _beat_ticks(bar)
        offset = max(0, _full(bar) - bar.length) if bar.number == 0 else 0
        for reading in readings:
            tick = bar.start + round((reading.beat - 1) * unit) - offset
            if bar.start <= tick < bar.start + bar.length:
                chords.append((tick, reading.chord))
    if named * 3 < len(score.bars):
        return score
    return replace(score, chords=tuple(chords), chords_from="analysis")


def _beat_ticks(bar: Bar) -> int:
    top, bottom = bar.meter
    return 48 // bottom * (3 if top % 3 == 0 and top > 3 and bottom >= 8 else 1)


def _full(bar: Bar) -> int:
    return bar.meter[0] * 48 // bar.meter[1]


def _copy(measures: dict[int, list[tuple[float, Chord | None]]], match: re.Match[str]) -> None:
    first, source = int(match[1]), int(match[3])
    count = int(match[2] or first) - first + 1
    if 0 < count <= _MAX_MEASURES:
        for step in range(count):
            if source + step in measures:
                measures.setdefault(first + step, list(measures[source + step]))


def _read_measure(
    words: list[str], key: tuple[int, str]
) -> tuple[tuple[int, str], list[tuple[float, Chord | None]]]:
    beat = 1.0
    found: list[tuple[float, Chord | None]] = []
    for word in words:
        if match := _KEY.match(word):
            accidental = {"#": 1, "b": -1, "-": -1}.get(match[2], 0)
            tonic = (LETTER_PITCH_CLASS[match[1].upper()] + accidental) % 12
            key = (tonic, "minor" if match[1].islower() else "major")
        elif match := _BEAT.match(word):
            beat = float(match[1])
        elif word.startswith(("||", ":||", "(")):
            continue
        elif word == "NC":
            found.append((beat, None))
        else:
            chord = _chord(word, key[1])
            if chord is not None:
                found.append((beat, chord.transposed(key[0])))
    return key, found


@cache
def _chord(figure: str, mode: str) -> Chord | None:
    """The chord of a figure in C; None for what music21 can't read."""
    from music21 import roman

    try:
        numeral: Any = roman.RomanNumeral(figure, "C" if mode == "major" else "c")
        root = int(numeral.root().pitchClass)
        bass = int(numeral.bass().pitchClass)
        present = {(int(pitch.pitchClass) - root) % 12 for pitch in numeral.pitches}
    except Exception:  # music21 raises whatever its parser trips over
        return None
    if len(present) < 2:
        return None

    def misfit(quality: str) -> tuple[int, int]:
        tones = set(QUALITIES[quality][0])
        return 3 * len(tones - present) + 2 * len(present - tones), len(tones)

    return Chord(root, min(QUALITIES, key=misfit), None if bass == root else bass)
