"""What stands around the notes of a score: signatures, clefs, tempo, chord symbols, form.

Every function appends to a measure in the order that the schema wants.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from music.chord import QUALITIES
from music.leadsheet import LeadSheet
from music.notation import Symbol
from music.spelling import spell_bass, spell_root
from music.staves import Clef, Part
from music.units import TICKS_PER_BEAT, to_ticks

_DEFAULT_BPM = 120.0
# By clef: a bar is written an octave nearer to the staff where its farthest note lies
# beyond the first pitch and none of its notes on the wrong side of the second.
_UP_FROM = {"G": (88, 76), "F": (67, 59)}
_DOWN_FROM = {"F": (32, 47)}
_LONGEST_SHORT_NAME = 6

OctaveLines = list[list[int]]
"""Per staff and bar, how many octaves lower (1) or higher (-1) than it sounds it is written."""


def abbreviated(name: str) -> str:
    """``Muted trumpet`` as ``M. tr.``, short names whole."""
    if len(name) <= _LONGEST_SHORT_NAME:
        return name
    words = name.split()
    if len(words) == 1:
        return f"{name[:3]}."
    return " ".join([f"{word[0]}." for word in words[:-1]] + [f"{words[-1][:2]}."])


def open_measure(
    measure: ET.Element,
    sheet: LeadSheet,
    bar: int,
    part: Part,
    *,
    is_top: bool,
    swings: bool,
    bars_per_line: int,
    first_bar: int = 0,
) -> None:
    """Line breaks, signatures, the section's letter and the tempo, where they belong.

    Lines count from ``first_bar``, the first full one.
    """
    if is_top and bar > first_bar and (bar - first_bar) % bars_per_line == 0:
        ET.SubElement(measure, "print", {"new-system": "yes"})
    if bar == 0:
        _attributes(measure, sheet, part)
    opens = next((section for section in sheet.sections if section.start_bar == bar), None)
    if is_top and opens is not None:
        kind = ET.SubElement(_direction(measure), "direction-type")
        ET.SubElement(kind, "rehearsal").text = opens.label
    if is_top and bar == 0:
        _tempo(measure, sheet, swings=swings)


def bar_line(measure: ET.Element, sheet: LeadSheet, bar: int) -> None:
    """A final line at the end, a double one where a section ends."""
    is_last = bar == sheet.bars - 1
    if is_last or any(section.start_bar == bar + 1 for section in sheet.sections):
        line = ET.SubElement(measure, "barline", location="right")
        ET.SubElement(line, "bar-style").text = "light-heavy" if is_last else "light-light"


def harmonies(measure: ET.Element, sheet: LeadSheet, start: int, ticks: int) -> None:
    """The chord symbols that fall on a symbol, with how many ticks into it."""
    for span in sheet.chords:
        offset = to_ticks(span.start_beats) - start
        if not 0 <= offset < ticks:
            continue
        harmony = ET.SubElement(measure, "harmony")
        root = ET.SubElement(harmony, "root")
        _step(root, "root", spell_root(span.chord.root, sheet.key, span.chord.quality))
        text = QUALITIES[span.chord.quality][1].replace("b", "♭")
        ET.SubElement(harmony, "kind", text=text).text = QUALITIES[span.chord.quality][2]
        if span.chord.bass is not None and span.chord.bass != span.chord.root:
            bass = ET.SubElement(harmony, "bass")
            _step(bass, "bass", spell_bass(span.chord, sheet.key))
        if offset:
            ET.SubElement(harmony, "offset").text = str(offset)


def octave_lines(staves: Sequence[Sequence[Sequence[Sequence[Symbol]]]], part: Part) -> OctaveLines:
    """Which bars of each staff are written under an octave line."""
    found = []
    for staff, voices in zip(part.staves, staves, strict=True):
        if part.is_drums or staff.clef.octaves or not voices:
            found.append([0] * len(voices[0] if voices else ()))
            continue
        bars = zip(*voices, strict=True)
        shifts = [
            _shift(staff.clef, [p for voice in bar for symbol in voice for p in symbol.pitches])
            for bar in bars
        ]
        found.append(_without_gaps(shifts))
    return found


def open_octave(
    measure: ET.Element, lines: OctaveLines, number: int, bar: int, staff: int | None
) -> None:
    """Begin an octave line where the bar before has none."""
    shift = lines[number][bar]
    if shift and (bar == 0 or lines[number][bar - 1] != shift):
        _octave_mark(measure, "down" if shift > 0 else "up", number, staff)


def close_octave(
    measure: ET.Element, lines: OctaveLines, number: int, bar: int, staff: int | None
) -> None:
    """End an octave line where the next bar has none."""
    row = lines[number]
    if row[bar] and (bar + 1 == len(row) or row[bar + 1] != row[bar]):
        _octave_mark(measure, "stop", number, staff)


def _shift(clef: Clef, pitches: Sequence[int]) -> int:
    if not pitches:
        return 0
    far, near = _UP_FROM.get(clef.sign, (128, 128))
    if max(pitches) >= far and min(pitches) >= near:
        return 1
    far, near = _DOWN_FROM.get(clef.sign, (-1, -1))
    return -1 if min(pitches) <= far and max(pitches) <= near else 0


def _without_gaps(shifts: list[int]) -> list[int]:
    """A lone bar under a line is harder to read than its ledger lines."""
    return [
        shift
        if shift and (shift in shifts[bar + 1 : bar + 2] or (bar and shift == shifts[bar - 1]))
        else 0
        for bar, shift in enumerate(shifts)
    ]


def _octave_mark(measure: ET.Element, kind: str, number: int, staff: int | None) -> None:
    direction = ET.SubElement(measure, "direction")
    shift = ET.SubElement(ET.SubElement(direction, "direction-type"), "octave-shift")
    shift.set("type", kind)
    shift.set("size", "8")
    shift.set("number", str(number + 1))
    if staff is not None:
        ET.SubElement(direction, "staff").text = str(staff)


def _attributes(measure: ET.Element, sheet: LeadSheet, part: Part) -> None:
    attributes = ET.SubElement(measure, "attributes")
    ET.SubElement(attributes, "divisions").text = str(TICKS_PER_BEAT)
    key = ET.SubElement(attributes, "key")
    ET.SubElement(key, "fifths").text = "0" if part.is_drums else str(sheet.key.fifths)
    if not part.is_drums:
        ET.SubElement(key, "mode").text = sheet.key.mode
    time = ET.SubElement(attributes, "time")
    ET.SubElement(time, "beats").text = str(sheet.meter.numerator)
    ET.SubElement(time, "beat-type").text = str(sheet.meter.denominator)
    if len(part.staves) > 1:
        ET.SubElement(attributes, "staves").text = str(len(part.staves))
    for number, staff in enumerate(part.staves, 1):
        clef = ET.SubElement(attributes, "clef")
        if len(part.staves) > 1:
            clef.set("number", str(number))
        ET.SubElement(clef, "sign").text = staff.clef.sign
        if not part.is_drums:
            ET.SubElement(clef, "line").text = str(staff.clef.line)
        if staff.clef.octaves:
            ET.SubElement(clef, "clef-octave-change").text = str(staff.clef.octaves)


def _direction(measure: ET.Element) -> ET.Element:
    return ET.SubElement(measure, "direction", placement="above")


def _tempo(measure: ET.Element, sheet: LeadSheet, *, swings: bool) -> None:
    tempo = sheet.tempo_bpm or _DEFAULT_BPM
    direction = _direction(measure)
    if swings:
        words = ET.SubElement(direction, "direction-type")
        ET.SubElement(words, "words", {"font-weight": "bold"}).text = "Swing"
    mark = ET.SubElement(ET.SubElement(direction, "direction-type"), "metronome")
    ET.SubElement(mark, "beat-unit").text = "quarter"
    if sheet.meter.is_compound:
        ET.SubElement(mark, "beat-unit-dot")
    ET.SubElement(mark, "per-minute").text = f"{tempo:.0f}"
    ET.SubElement(direction, "sound", tempo=f"{sheet.meter.quarter_bpm(tempo):g}")


def _step(parent: ET.Element, word: str, name: tuple[str, int]) -> None:
    ET.SubElement(parent, f"{word}-step").text = name[0]
    if name[1]:
        ET.SubElement(parent, f"{word}-alter").text = str(name[1])
