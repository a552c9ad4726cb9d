"""One voice of one bar as MusicXML elements: notes, chords, rests, drums, beams and ties.

Knows the order of a note's children in the schema; which accidentals are shown is
worked out for a whole staff at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from music.key import Key
from music.leadsheet import LeadSheet
from music.notation import Symbol
from music.percussion import drum_sign
from music.spelling import Spelled, signature_alters, spell
from music.units import TICKS_PER_BEAT

_ACCIDENTALS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}

Names = list[list[tuple[Spelled, str | None]]]
"""Per symbol of a voice, per pitch: its name and the accidental that it shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a voice stands: its number, its staff (None: the only one), and its stems.

    ``drums`` is the part's id where the voice is a drummer's.
    """

    voice: int
    staff: int | None = None
    stem: str | None = None
    drums: str | None = None
    hides_rests: bool = False


def name_notes(voices: Sequence[Sequence[Symbol]], sheet: LeadSheet, bar: int) -> list[Names]:
    """Names and accidentals of one staff's bar, its voices read together in time."""
    key: Key = sheet.key
    accidentals = signature_alters(key.fifths)
    seen: dict[tuple[str, int], int] = {}
    named: list[Names] = [[[] for _ in voice] for voice in voices]
    base = bar * sheet.meter.bar_ticks
    order = sorted(
        (symbol.start, row, index)
        for row, voice in enumerate(voices)
        for index, symbol in enumerate(voice)
    )
    for start, row, index in order:
        symbol = voices[row][index]
        chord = sheet.chord_at((base + start) / TICKS_PER_BEAT)
        for pitch in symbol.pitches:
            spelled = spell(pitch, key, chord)
            place = (spelled.letter, spelled.octave)
            sign = None
            shown = seen.get(place, accidentals.get(spelled.letter, 0))
            if spelled.alter != shown and not symbol.tied_from:
                sign = _ACCIDENTALS[spelled.alter]
                seen[place] = spelled.alter
            named[row][index].append((spelled, sign))
    return named


def write_symbol(
    measure: ET.Element,
    symbol: Symbol,
    names: Sequence[tuple[Spelled, str | None]],
    beam: Sequence[str],
    line: Line,
) -> None:
    """Append one symbol: a rest, or one note element for each of its pitches."""
    if not symbol.pitches:
        _rest(measure, symbol, line)
        return
    for index, pitch in enumerate(symbol.pitches):
        note = ET.SubElement(measure, "note")
        if index:
            ET.SubElement(note, "chord")
        sign = None
        if line.drums is None:
            spelled, sign = names[index]
            _pitch(note, spelled)
        else:
            place = ET.SubElement(note, "unpitched")
            ET.SubElement(place, "display-step").text = drum_sign(pitch).letter
            ET.SubElement(place, "display-octave").text = str(drum_sign(pitch).octave)
        ET.SubElement(note, "duration").text = str(symbol.ticks)
        ties = _ties(symbol) if line.drums is None else []
        for kind in ties:
            ET.SubElement(note, "tie", type=kind)
        if line.drums is not None:
            ET.SubElement(note, "instrument", id=f"{line.drums}-I{pitch + 1}")
        _value(note, symbol, line)
        if sign is not None:
            ET.SubElement(note, "accidental").text = sign
        _tuplet_ratio(note, symbol)
        if line.stem is not None:
            ET.SubElement(note, "stem").text = line.stem
        if line.drums is not None and drum_sign(pitch).head != "normal":
            ET.SubElement(note, "notehead").text = drum_sign(pitch).head
        _staff(note, line)
        for number, state in enumerate(beam if not index else (), 1):
            ET.SubElement(note, "beam", number=str(number)).text = state
        _notations(note, ties, symbol.tuplet if not index else None)


def _rest(measure: ET.Element, symbol: Symbol, line: Line) -> None:
    is_whole_bar = symbol.value == "whole" and symbol.start == 0 and not symbol.dots
    note = ET.SubElement(measure, "note")
    if line.hides_rests:
        note.set("print-object", "no")
    ET.SubElement(note, "rest", {"measure": "yes"} if is_whole_bar else {})
    ET.SubElement(note, "duration").text = str(symbol.ticks)
    _value(note, symbol, line, has_type=not is_whole_bar)
    _tuplet_ratio(note, symbol)
    _staff(note, line)
    _notations(note, (), symbol.tuplet)


def _pitch(note: ET.Element, spelled: Spelled) -> None:
    pitch = ET.SubElement(note, "pitch")
    ET.SubElement(pitch, "step").text = spelled.letter
    if spelled.alter:
        ET.SubElement(pitch, "alter").text = str(spelled.alter)
    ET.SubElement(pitch, "octave").text = str(spelled.octave)


def _ties(symbol: Symbol) -> list[str]:
    kinds = (("stop", symbol.tied_from), ("start", symbol.tied_to))
    return [kind for kind, is_on in kinds if is_on]


def _value(note: ET.Element, symbol: Symbol, line: Line, *, has_type: bool = True) -> None:
    ET.SubElement(note, "voice").text = str(line.voice)
    if has_type:
        ET.SubElement(note, "type").text = symbol.value
        for _ in range(symbol.dots):
            ET.SubElement(note, "dot")


def _tuplet_ratio(note: ET.Element, symbol: Symbol) -> None:
    if symbol.tuplet is not None:
        modification = ET.SubElement(note, "time-modification")
        ET.SubElement(modification, "actual-notes").text = "3"
        ET.SubElement(modification, "normal-notes").text = "2"


def _staff(note: ET.Element, line: Line) -> None:
    if line.staff is not None:
        ET.SubElement(note, "staff").text = str(line.staff)


def _notations(note: ET.Element, ties: Sequence[str], tuplet: str | None) -> None:
    has_edge = tuplet in ("start", "stop")
    if not ties and not has_edge:
        return
    notations = ET.SubElement(note, "notations")
    for kind in ties:
        ET.SubElement(notations, "tied", type=kind)
    if has_edge and tuplet is not None:
        ET.SubElement(notations, "tuplet", type=tuplet, number="1")
