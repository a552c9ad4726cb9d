"""The edges of a piece: an introduction before the tune, and an end that leads back.

Both are lead sheets again, so that the band plays them like any other bar. Doesn't
touch the tune.
"""

from __future__ import annotations

from dataclasses import replace

from engine.arrange.harmony import full_harmony
from music.chord import Chord
from music.leadsheet import ChordSpan, LeadSheet, Section

INTRO = "Intro"
_EPSILON = 1e-6


def with_intro(sheet: LeadSheet, bars: int) -> LeadSheet:
    """The sheet with so many bars before the tune: its last phrase, ending on the dominant.

    Four bars before sixteen make twenty; the tune's own bars stay as they are.
    """
    if not bars:
        return sheet
    size = sheet.meter.bar_beats
    shift = bars * size
    harmony = full_harmony(sheet)
    chords = [
        *_cut(harmony, (sheet.bars - bars) * size, (sheet.bars - 1) * size, to=0.0),
        ChordSpan(_dominant_of(sheet.key.pitch_class, "7"), (bars - 1) * size, size),
        *(replace(span, start_beats=span.start_beats + shift) for span in harmony),
    ]
    sections = [
        Section(s.label, s.start_bar + bars, s.bars,
                None if s.returns_to is None else s.returns_to + bars)
        for s in sheet.sections
    ]  # fmt: skip
    return replace(
        sheet,
        bars=sheet.bars + bars,
        melody=tuple(replace(n, start_beats=n.start_beats + shift) for n in sheet.melody),
        chords=tuple(chords),
        sections=(Section(INTRO, 0, bars), *sections),
    )


def leading_back(sheet: LeadSheet) -> LeadSheet:
    """The sheet with a chord in its last half bar that leads into its first chord.

    The dominant of the first chord, with the fourth held over it where the tune holds the
    tonic; nothing changes where the tune's last notes allow neither.
    """
    size = sheet.meter.bar_beats
    half = size / 2 if size % 2 == 0 else sheet.meter.pulse_beats
    start = sheet.length_beats - half
    harmony = full_harmony(sheet)
    home = harmony[0].chord.root
    held = {n.pitch % 12 for n in sheet.melody if n.end_beats > start + _EPSILON}
    for quality in ("7", "sus4"):
        back = _dominant_of(home, quality)
        if held <= set(back.pitch_classes):
            kept = _cut(harmony, 0.0, start, to=0.0)
            return replace(sheet, chords=(*kept, ChordSpan(back, start, half)))
    return replace(sheet, chords=harmony)


def _dominant_of(root: int, quality: str) -> Chord:
    return Chord((root + 7) % 12, quality)


def _cut(harmony: tuple[ChordSpan, ...], start: float, end: float, *, to: float) -> list[ChordSpan]:
    """The harmony of a stretch, moved to begin at ``to``."""
    found = []
    for span in harmony:
        left, right = max(start, span.start_beats), min(end, span.end_beats)
        if right - left > _EPSILON:
            found.append(ChordSpan(span.chord, left - start + to, right - left))
    return found
