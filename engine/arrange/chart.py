"""The chart on every music stand: melody, full harmony, sections and the ending.

Answers what players ask while they play. Doesn't decide anything itself.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from engine.arrange.harmony import closing_beat, full_harmony
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note, Section
from music.meter import Meter

_EPSILON = 1e-6
DEFAULT_SECTION_BARS = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """What the band reads. ``closing_beats`` is where the last chord falls, the piece's end
    where it has none (a loop); the ``_starts`` are the start beats of melody and chords, in
    order, for looking up; ``first_bar`` is 1 where a pickup's bar comes before the first full one.
    """

    key: Key
    meter: Meter
    bars: int
    melody: tuple[Note, ...]
    chords: tuple[ChordSpan, ...]
    sections: tuple[Section, ...]
    closing_beats: float
    melody_starts: tuple[float, ...]
    chord_starts: tuple[float, ...]
    first_bar: int = 0

    @property
    def closes(self) -> bool:
        """Whether a last chord is held at the end."""
        return self.closing_beats < self.length_beats - _EPSILON

    @property
    def length_beats(self) -> float:
        return self.bars * self.meter.bar_beats

    def span_at(self, beats: float) -> ChordSpan:
        """The chord span that sounds at a beat; after the end, the last."""
        return self.chords[max(0, bisect_right(self.chord_starts, beats + _EPSILON) - 1)]

    def chord_at(self, beats: float) -> Chord:
        return self.span_at(beats).chord

    def melody_in(self, start_beats: float, end_beats: float) -> tuple[Note, ...]:
        """The melody notes that sound anywhere in a stretch."""
        first = max(0, bisect_right(self.melody_starts, start_beats) - 1)
        last = bisect_right(self.melody_starts, end_beats - _EPSILON)
        return tuple(
            note for note in self.melody[first:last] if note.end_beats > start_beats + _EPSILON
        )

    def melody_floor(self, start_beats: float, end_beats: float) -> int:
        """The lowest melody pitch in a stretch and a little around it; 127 in silence.

        The margin covers what swing and a player's timing may shift.
        """
        notes = self.melody_in(start_beats - 0.3, end_beats + 0.3)
        return min((note.pitch for note in notes), default=127)

    def bar_of(self, beats: float) -> int:
        return int((beats + _EPSILON) / self.meter.bar_beats)


def write_chart(sheet: LeadSheet, *, loops: bool = False) -> Chart:
    """The chart of a lead sheet; a sheet without sections is cut into eight-bar ones.

    Where it ``loops`` its chords are taken as they are and the band plays to the end.
    """
    chords = sheet.chords if loops else full_harmony(sheet)
    return Chart(
        key=sheet.key,
        meter=sheet.meter,
        bars=sheet.bars,
        melody=sheet.melody,
        chords=chords,
        sections=_full_sections(sheet),
        closing_beats=sheet.length_beats if loops else closing_beat(sheet),
        melody_starts=tuple(note.start_beats for note in sheet.melody),
        chord_starts=tuple(span.start_beats for span in chords),
    )


def _full_sections(sheet: LeadSheet) -> tuple[Section, ...]:
    """Sections that cover every bar once, whatever the sheet's own leave out."""
    found: list[Section] = []
    bar = 0
    for section in sorted(sheet.sections, key=lambda s: s.start_bar):
        end = min(section.start_bar + section.bars, sheet.bars)
        if section.start_bar < bar or end <= section.start_bar:
            continue
        found.extend(_cut(bar, section.start_bar))
        found.append(Section(section.label, section.start_bar, end - section.start_bar,
                             section.returns_to))  # fmt: skip
        bar = end
    found.extend(_cut(bar, sheet.bars))
    return tuple(found)


def _cut(start: int, end: int) -> list[Section]:
    size = DEFAULT_SECTION_BARS if end - start > DEFAULT_SECTION_BARS else 4
    return [
        Section(f"{bar // size + 1}", bar, min(size, end - bar)) for bar in range(start, end, size)
    ]
