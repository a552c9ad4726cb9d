"""A tune's pickup: taken off while the band writes its parts, and put before them again.

Players count from the first full bar; what some of them do before it is ``leadin``'s. Where an
introduction is played the pickup sounds over its last bar; in a loop, in the tune's own last
bar, from where it leads back. Knows nothing of what is played.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.arrange.chart import Chart
from music.leadsheet import ChordSpan, LeadSheet, Note, sections_after_pickup

_EPSILON = 1e-6


def without_pickup(sheet: LeadSheet) -> tuple[LeadSheet, tuple[Note, ...]]:
    """The sheet from its first full bar on, and what its melody plays before, at its own beats.

    A sheet without a pickup comes back as it is, with no notes. A note that is tied over the bar
    line stays with the pickup.
    """
    if not sheet.first_bar:
        return sheet, ()
    bar = sheet.meter.bar_beats
    before = tuple(note for note in sheet.melody if note.start_beats < bar - _EPSILON)
    chords = _moved_chords(sheet.chords, -bar)
    rest = replace(
        sheet,
        bars=sheet.bars - 1,
        melody=moved(sheet.melody[len(before) :], -bar),
        chords=tuple(_from_zero(span) for span in chords if span.end_beats > _EPSILON),
        sections=tuple(
            replace(s, start_bar=max(0, s.start_bar - 1), bars=s.bars - (s.start_bar == 0),
                    returns_to=s.returns_to and s.returns_to - 1)
            for s in sheet.sections
        ),
    )  # fmt: skip
    return rest, before


def over_intro(sheet: LeadSheet, pickup: Sequence[Note], bars: int) -> LeadSheet:
    """A sheet that begins with an introduction of so many bars, the pickup in the last of them."""
    early = moved(pickup, (bars - 1) * sheet.meter.bar_beats)
    return replace(sheet, melody=(*early, *sheet.melody))


def over_end(sheet: LeadSheet, pickup: Sequence[Note]) -> LeadSheet:
    """A sheet to be repeated, the pickup in its last bar; the last note makes room for it."""
    late = moved(pickup, (sheet.bars - 1) * sheet.meter.bar_beats)
    begin = late[0].start_beats
    kept = [
        replace(note, length_beats=min(note.length_beats, begin - note.start_beats))
        for note in sheet.melody
        if note.start_beats < begin - _EPSILON
    ]
    end = sheet.length_beats
    inside = [replace(n, length_beats=min(n.length_beats, end - n.start_beats)) for n in late]
    return replace(sheet, melody=(*kept, *inside))


def with_pickup(chart: Chart, pickup: Sequence[Note]) -> Chart:
    """The chart with a bar before it that holds a pickup; its first section begins there."""
    bar = chart.meter.bar_beats
    melody = (*pickup, *moved(chart.melody, bar))
    chords = tuple(_moved_chords(chart.chords, bar))
    return replace(
        chart,
        bars=chart.bars + 1,
        melody=melody,
        chords=chords,
        sections=sections_after_pickup(chart.sections),
        closing_beats=chart.closing_beats + bar,
        melody_starts=tuple(note.start_beats for note in melody),
        chord_starts=tuple(span.start_beats for span in chords),
        first_bar=1,
    )


def moved(notes: Sequence[Note], beats: float) -> tuple[Note, ...]:
    """The notes so many beats later."""
    return tuple(replace(note, start_beats=note.start_beats + beats) for note in notes)


def _moved_chords(chords: Sequence[ChordSpan], beats: float) -> list[ChordSpan]:
    return [replace(span, start_beats=span.start_beats + beats) for span in chords]


def _from_zero(span: ChordSpan) -> ChordSpan:
    start = max(0.0, span.start_beats)
    return replace(span, start_beats=start, length_beats=span.end_beats - start)
