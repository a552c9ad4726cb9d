"""Lead sheets for the arranger's tests: tunes written as text, and random ones."""

from __future__ import annotations

import random

from music.chord import QUALITIES, Chord, parse_chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note, Section
from music.meter import Meter

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_LENGTHS = (0.25, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.5, 2.0, 1 / 3)

ODE = (
    "E E F G | G F E D | C C D E | E:1.5 D:.5 D:2 | E E F G | G F E D | C C D E |"
    "D:1.5 C:.5 C:2 | D D E C | D E:.5 F:.5 E C | D E:.5 F:.5 E D | C D G,:2 |"
    "E E F G | G F E D | C C D E | D:1.5 C:.5 C:2"
)
ODE_CHORDS = "C|G|Am|G|C|G|Am F|G C|G C|G C|G E7|Am G|C|G|Am F|G C"


def write_tune(
    text: str, chords: str, *, meter: str = "4/4", key: str = "C major", section_bars: int = 4
) -> LeadSheet:
    """``C:2 E r G,`` is a half note, a quarter, a quarter rest and a low quarter."""
    metre = Meter(meter)
    at = 0.0
    notes: list[Note] = []
    for token in text.replace("|", " ").split():
        name, _, length = token.partition(":")
        beats = float(length or 1)
        if name[0] != "r":
            pitch = 60 + _LETTERS[name[0]] + 12 * name.count("'") - 12 * name.count(",")
            pitch += name.count("#") - name[1:].count("b")
            notes.append(Note(pitch, at, beats))
        at += beats
    bars = round(at / metre.bar_beats)
    spans: list[ChordSpan] = []
    for bar, symbols in enumerate(chords.split("|")):
        parts = symbols.split()
        step = metre.bar_beats / max(1, len(parts))
        for index, symbol in enumerate(parts):
            start = bar * metre.bar_beats + index * step
            spans.append(ChordSpan(parse_chord(symbol), start, step))
    sections = tuple(
        Section("ABAC"[i % 4], i * section_bars, section_bars) for i in range(bars // section_bars)
    )
    return LeadSheet(Key.parse(key), metre, bars, tuple(notes), tuple(spans), sections)


def ode() -> LeadSheet:
    """Sixteen bars of a famous tune in C, in four sections."""
    return write_tune(ODE, ODE_CHORDS)


def random_sheet(seed: int, *, meter: str, bars: int, key: Key | None = None) -> LeadSheet:
    """A random but plausible lead sheet: stepwise tune, chords by bar or half bar, sections."""
    rng = random.Random(seed)
    metre = Meter(meter)
    home = key or Key(rng.choice(("C", "F", "Eb", "A", "B")), rng.choice(("major", "minor")))
    total = bars * metre.bar_beats
    return LeadSheet(
        home,
        metre,
        bars,
        _random_melody(rng, home, total),
        _random_chords(rng, home, metre, bars),
        _random_sections(rng, bars),
    )


def _random_melody(rng: random.Random, key: Key, total: float) -> tuple[Note, ...]:
    scale = [p for p in range(rng.choice((50, 57, 60)), 86) if p % 12 in key.scale]
    at, place = 0.0, len(scale) // 2
    notes: list[Note] = []
    while at < total - 1e-6:
        length = rng.choice(_LENGTHS)
        if abs(length - 1 / 3) < 1e-6:
            steps = [1 / 3] * 3 if abs(at - round(at)) < 1e-6 else [0.5]
        else:
            steps = [length]
        for step in steps:
            step = min(step, total - at)
            if step < 1e-3:
                break
            place = max(0, min(len(scale) - 1, place + rng.choice((-3, -2, -1, -1, 0, 1, 1, 2, 4))))
            if rng.random() > 0.12:
                notes.append(Note(scale[place], at, step, 80, "x"))
            at = round((at + step) * 12) / 12
    return tuple(notes)


def _random_chords(rng: random.Random, key: Key, meter: Meter, bars: int) -> tuple[ChordSpan, ...]:
    if rng.random() < 0.15:
        return ()
    qualities = list(QUALITIES)
    spans: list[ChordSpan] = []
    for bar in range(bars):
        halves = 2 if rng.random() < 0.3 and meter.bar_beats % 2 == 0 else 1
        for half in range(halves):
            root = rng.choice(key.scale)
            quality = rng.choice(qualities) if rng.random() < 0.4 else rng.choice(("maj", "min"))
            bass = rng.choice(key.scale) if rng.random() < 0.1 else None
            length = meter.bar_beats / halves
            start = bar * meter.bar_beats + half * length
            spans.append(ChordSpan(Chord(root, quality, bass), start, length))
    return tuple(spans)


def _random_sections(rng: random.Random, bars: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    bar = 0
    while bar < bars:
        size = min(rng.choice((2, 4, 4, 8)), bars - bar)
        sections.append(Section(rng.choice(("A", "B", "A'", "C")), bar, size))
        bar += size
    return tuple(sections)
