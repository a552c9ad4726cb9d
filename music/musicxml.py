"""Writing a lead sheet as MusicXML 4.0: melody, chord symbols, form and tempo.

The same sheet gives the same text: no dates are written. A band piece is reduced to
its tune; articulation's small gaps are closed first.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from xml.etree import ElementTree as ET

from music.beaming import beams
from music.chord import QUALITIES
from music.leadsheet import LeadSheet, Note
from music.notation import Symbol, write_bars
from music.piece import Piece
from music.spelling import Spelled, signature_alters, spell, spell_bass, spell_root
from music.units import TICKS_PER_BEAT, to_ticks

_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">\n'
)
_ACCIDENTALS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}
_BARS_PER_LINE = 4
_DEFAULT_BPM = 120.0
# Gaps up to an eighth between two notes of a played tune are its articulation.
_JOINED_BEATS = 0.51
# Median pitch under which the tune is read in the bass clef, over which an octave higher.
_BASS_CLEF_BELOW, _OCTAVE_CLEF_FROM = 55, 87


def write_musicxml(music: LeadSheet | Piece) -> str:
    """The MusicXML text of a lead sheet, or of a piece's tune with its chords."""
    sheet = music if isinstance(music, LeadSheet) else _sheet_of(music)
    bars, swings = write_bars(sheet.melody, sheet.meter, sheet.bars)
    root = ET.Element("score-partwise", version="4.0")
    ET.SubElement(ET.SubElement(root, "work"), "work-title").text = sheet.title or "Untitled"
    identification = ET.SubElement(root, "identification")
    encoding = ET.SubElement(identification, "encoding")
    ET.SubElement(encoding, "software").text = "Fusebox"
    for element in ("accidental", "beam", "stem"):
        is_given = "no" if element == "stem" else "yes"
        ET.SubElement(encoding, "supports", element=element, type=is_given)
    part_list = ET.SubElement(root, "part-list")
    score_part = ET.SubElement(part_list, "score-part", id="P1")
    ET.SubElement(score_part, "part-name", {"print-object": "no"}).text = "Melody"
    part = ET.SubElement(root, "part", id="P1")
    pickup = _without_rest(bars[0], sheet)
    first_number = 1 if pickup is None else 0
    for bar, symbols in enumerate(bars):
        measure = ET.SubElement(part, "measure", number=str(first_number + bar))
        if bar == 0 and pickup is not None:
            measure.set("implicit", "yes")
            symbols = pickup
        _fill(measure, symbols, sheet, bar, swings=swings)
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode") + "\n"


def _without_rest(symbols: Sequence[Symbol], sheet: LeadSheet) -> tuple[Symbol, ...] | None:
    """The first bar as a pickup: what follows its rest, None where it is a full bar.

    A pickup fills at most half a bar, and no chord sounds before it.
    """
    sounding = [index for index, symbol in enumerate(symbols) if symbol.pitch is not None]
    if not sounding or sheet.bars == 1:
        return None
    start = symbols[sounding[0]].start
    chords = [span for span in sheet.chords if to_ticks(span.start_beats) < start]
    opens_with_tuplet = any(symbol.tuplet for symbol in symbols[: sounding[0] + 1])
    if chords or opens_with_tuplet or start * 2 < sheet.meter.bar_ticks:
        return None
    return tuple(symbols[sounding[0] :])


def _sheet_of(piece: Piece) -> LeadSheet:
    notes = sorted(
        (note for track in piece.tracks if track.role == "melody" for note in track.notes),
        key=lambda note: (note.start_beats, -note.pitch),
    )
    tune: list[Note] = []
    for note in notes:
        start = round(note.start_beats * TICKS_PER_BEAT) / TICKS_PER_BEAT
        stop = min(piece.length_beats, round(note.end_beats * TICKS_PER_BEAT) / TICKS_PER_BEAT)
        if tune and start <= tune[-1].start_beats:
            continue
        if tune and start - tune[-1].end_beats < _JOINED_BEATS:
            last = tune[-1]
            tune[-1] = Note(last.pitch, last.start_beats, start - last.start_beats, last.velocity)
        if stop > start:
            tune.append(Note(note.pitch, start, stop - start, note.velocity, note.genre))
    return LeadSheet(
        key=piece.key,
        meter=piece.meter,
        bars=piece.bars,
        melody=tuple(tune),
        chords=piece.chords,
        sections=piece.sections,
        title=piece.title,
        tempo_bpm=piece.tempo_bpm,
    )


def _fill(
    measure: ET.Element, symbols: Sequence[Symbol], sheet: LeadSheet, bar: int, *, swings: bool
) -> None:
    opens = next((s for s in sheet.sections if s.start_bar == bar), None)
    if bar and bar % _BARS_PER_LINE == 0:
        ET.SubElement(measure, "print", {"new-system": "yes"})
    if bar == 0:
        _attributes(measure, sheet)
    if opens is not None:
        kind = ET.SubElement(_direction(measure), "direction-type")
        ET.SubElement(kind, "rehearsal").text = opens.label
    if bar == 0:
        _tempo(measure, sheet, swings=swings)
    accidentals = signature_alters(sheet.key.fifths)
    seen: dict[tuple[str, int], int] = {}
    base = bar * sheet.meter.bar_ticks
    for symbol, beam in zip(symbols, beams(symbols, sheet.meter), strict=True):
        for offset, element in _harmonies(sheet, base + symbol.start, symbol.ticks):
            measure.append(element)
            if offset:
                ET.SubElement(element, "offset").text = str(offset)
        spelled = None
        sign = None
        if symbol.pitch is not None:
            chord = sheet.chord_at((base + symbol.start) / TICKS_PER_BEAT)
            spelled = spell(symbol.pitch, sheet.key, chord)
            place = (spelled.letter, spelled.octave)
            shown = seen.get(place, accidentals.get(spelled.letter, 0))
            if spelled.alter != shown and not symbol.tied_from:
                sign = _ACCIDENTALS[spelled.alter]
                seen[place] = spelled.alter
        is_whole_bar = len(symbols) == 1 and symbol.pitch is None
        _note(measure, symbol, spelled, sign, beam, is_whole_bar=is_whole_bar)
    _bar_line(measure, sheet, bar)


def _attributes(measure: ET.Element, sheet: LeadSheet) -> None:
    attributes = ET.SubElement(measure, "attributes")
    ET.SubElement(attributes, "divisions").text = str(TICKS_PER_BEAT)
    key = ET.SubElement(attributes, "key")
    ET.SubElement(key, "fifths").text = str(sheet.key.fifths)
    ET.SubElement(key, "mode").text = sheet.key.mode
    time = ET.SubElement(attributes, "time")
    ET.SubElement(time, "beats").text = str(sheet.meter.numerator)
    ET.SubElement(time, "beat-type").text = str(sheet.meter.denominator)
    centre = median([note.pitch for note in sheet.melody] or [67])
    clef = ET.SubElement(attributes, "clef")
    sign, line = ("F", "4") if centre < _BASS_CLEF_BELOW else ("G", "2")
    ET.SubElement(clef, "sign").text = sign
    ET.SubElement(clef, "line").text = line
    if centre >= _OCTAVE_CLEF_FROM:
        ET.SubElement(clef, "clef-octave-change").text = "1"


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


def _harmonies(sheet: LeadSheet, start: int, ticks: int) -> list[tuple[int, ET.Element]]:
    """The chord symbols that fall on a symbol, with how many ticks into it."""
    found = []
    for span in sheet.chords:
        offset = to_ticks(span.start_beats) - start
        if not 0 <= offset < ticks:
            continue
        harmony = ET.Element("harmony")
        root = ET.SubElement(harmony, "root")
        _step(root, "root", spell_root(span.chord.root, sheet.key, span.chord.quality))
        text = QUALITIES[span.chord.quality][1].replace("b", "♭")
        ET.SubElement(harmony, "kind", text=text).text = QUALITIES[span.chord.quality][2]
        if span.chord.bass is not None and span.chord.bass != span.chord.root:
            bass = ET.SubElement(harmony, "bass")
            _step(bass, "bass", spell_bass(span.chord, sheet.key))
        found.append((offset, harmony))
    return found


def _step(parent: ET.Element, word: str, name: tuple[str, int]) -> None:
    ET.SubElement(parent, f"{word}-step").text = name[0]
    if name[1]:
        ET.SubElement(parent, f"{word}-alter").text = str(name[1])


def _note(
    measure: ET.Element,
    symbol: Symbol,
    spelled: Spelled | None,
    sign: str | None,
    beam: tuple[str, ...],
    *,
    is_whole_bar: bool,
) -> None:
    note = ET.SubElement(measure, "note")
    if spelled is None:
        ET.SubElement(note, "rest", {"measure": "yes"} if is_whole_bar else {})
    else:
        pitch = ET.SubElement(note, "pitch")
        ET.SubElement(pitch, "step").text = spelled.letter
        if spelled.alter:
            ET.SubElement(pitch, "alter").text = str(spelled.alter)
        ET.SubElement(pitch, "octave").text = str(spelled.octave)
    ET.SubElement(note, "duration").text = str(symbol.ticks)
    ties = [
        name for name, is_on in (("stop", symbol.tied_from), ("start", symbol.tied_to)) if is_on
    ]
    for kind in ties:
        ET.SubElement(note, "tie", type=kind)
    ET.SubElement(note, "voice").text = "1"
    if not is_whole_bar:
        ET.SubElement(note, "type").text = symbol.value
    for _ in range(symbol.dots):
        ET.SubElement(note, "dot")
    if sign is not None:
        ET.SubElement(note, "accidental").text = sign
    if symbol.tuplet is not None:
        modification = ET.SubElement(note, "time-modification")
        ET.SubElement(modification, "actual-notes").text = "3"
        ET.SubElement(modification, "normal-notes").text = "2"
    for number, state in enumerate(beam, 1):
        ET.SubElement(note, "beam", number=str(number)).text = state
    if ties or symbol.tuplet in ("start", "stop"):
        notations = ET.SubElement(note, "notations")
        for kind in ties:
            ET.SubElement(notations, "tied", type=kind)
        if symbol.tuplet in ("start", "stop"):
            ET.SubElement(notations, "tuplet", type=symbol.tuplet, number="1")


def _bar_line(measure: ET.Element, sheet: LeadSheet, bar: int) -> None:
    is_last = bar == sheet.bars - 1
    if is_last or any(section.start_bar == bar + 1 for section in sheet.sections):
        line = ET.SubElement(measure, "barline", location="right")
        ET.SubElement(line, "bar-style").text = "light-heavy" if is_last else "light-light"
