"""Writing music as MusicXML 4.0: a lead sheet, or the score of a whole band.

The same music gives the same text: no dates are written. A lead sheet is the tune
under its chord symbols; a score has every player's staves. All parts are written at
sounding pitch, with octave clefs where players read an octave away.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from music import musicxml_marks as marks
from music.beaming import beams
from music.leadsheet import LeadSheet, Note
from music.musicxml_notes import Line, name_notes, write_symbol
from music.notation import Symbol, write_bars, write_voice
from music.percussion import drum_sign
from music.piece import Piece
from music.quantising import is_swung
from music.staves import Part, Staff, clef_for, parts_of
from music.units import TICKS_PER_BEAT, to_ticks

_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">\n'
)
_BARS_PER_LINE = 4
# Symbols in the fullest bar of an average line, and how many such bars a score's line takes.
_SCORE_BARS_PER_LINE = ((6, 4), (11, 3), (1_000, 2))
# Gaps up to an eighth between two notes of a played tune are its articulation.
_JOINED_BEATS = 0.51
_VOICES_PER_STAFF = 4
_DRUM_CHANNEL = 10

_Bars = tuple[tuple[Symbol, ...], ...]


def write_musicxml(music: LeadSheet | Piece, *, swings: bool = False) -> str:
    """The MusicXML text of a lead sheet, or of a piece's tune with its chords.

    ``swings`` writes the word over a tune whose even eighths are to be played long and
    short; a tune that is swung already is written even, with the word, by itself.
    """
    sheet = music if isinstance(music, LeadSheet) else _sheet_of(music)
    bars, is_long_short = write_bars(sheet.melody, sheet.meter, sheet.bars)
    root = _document(sheet)
    pitches = [note.pitch for note in sheet.melody]
    staff = Staff(clef_for(pitches), ())
    part = Part("Melody", 0, is_drums=False, staves=(staff,))
    _part_list(root, [part], is_named=False)
    element = ET.SubElement(root, "part", id="P1")
    opening = _opening(bars[0], sheet)
    if opening:
        bars = (tuple(symbol for symbol in bars[0] if symbol.start >= opening), *bars[1:])
    eights = marks.octave_lines([[bars]], part)
    for bar, symbols in enumerate(bars):
        measure = _measure(element, bar, opening)
        marks.open_measure(
            measure,
            sheet,
            bar,
            part,
            is_top=True,
            swings=swings or is_long_short,
            bars_per_line=_BARS_PER_LINE,
            first_bar=int(opening > 0),
        )
        _fill(measure, [[symbols]], sheet, bar, part, eights, is_top=True)
        marks.bar_line(measure, sheet, bar)
    return _text(root)


def write_score(piece: Piece, *, swings: bool = False) -> str:
    """The MusicXML text of every player's part; ``swings`` as in ``write_musicxml``.

    ``piece`` is best the band as written, before performing; small gaps of articulation
    are closed either way.
    """
    sheet = LeadSheet(
        key=piece.key,
        meter=piece.meter,
        bars=piece.bars,
        melody=(),
        chords=piece.chords,
        sections=piece.sections,
        title=piece.title,
        tempo_bpm=piece.tempo_bpm,
    )
    parts = parts_of(piece) or (
        Part("Melody", 0, is_drums=False, staves=(Staff(clef_for(()), ((),)),)),
    )
    tune = (to_ticks(n.start_beats) for t in piece.tracks if t.role == "melody" for n in t.notes)
    is_long_short = is_swung(tune, piece.meter)
    opening = _band_opening(piece)
    written: list[list[list[_Bars]]] = [
        [
            [
                write_voice(v, piece.meter, piece.bars, swings=is_long_short, opening=opening)
                for v in staff.voices
            ]
            for staff in part.staves
        ]
        for part in parts
    ]
    root = _document(sheet)
    _part_list(root, parts, is_named=True)
    per_line = _bars_per_line(written, piece.bars)
    for number, (part, staves) in enumerate(zip(parts, written, strict=True), 1):
        element = ET.SubElement(root, "part", id=f"P{number}")
        eights = marks.octave_lines(staves, part)
        for bar in range(piece.bars):
            measure = _measure(element, bar, opening)
            marks.open_measure(
                measure,
                sheet,
                bar,
                part,
                is_top=number == 1,
                swings=swings or is_long_short,
                bars_per_line=per_line,
                first_bar=int(opening > 0),
            )
            voices = [[voice[bar] for voice in staff] for staff in staves]
            _fill(
                measure, voices, sheet, bar, part, eights, is_top=number == 1, part_id=f"P{number}"
            )
            marks.bar_line(measure, sheet, bar)
    return _text(root)


def _bars_per_line(written: Sequence[Sequence[Sequence[_Bars]]], bars: int) -> int:
    voices = [voice for part in written for staff in part for voice in staff]
    crowd = sum(max(len(voice[bar]) for voice in voices) for bar in range(bars)) / bars
    return next(count for most, count in _SCORE_BARS_PER_LINE if crowd <= most)


def _document(sheet: LeadSheet) -> ET.Element:
    root = ET.Element("score-partwise", version="4.0")
    ET.SubElement(ET.SubElement(root, "work"), "work-title").text = sheet.title or "Untitled"
    encoding = ET.SubElement(ET.SubElement(root, "identification"), "encoding")
    ET.SubElement(encoding, "software").text = "Fusebox"
    for element in ("accidental", "beam", "stem"):
        is_given = "no" if element == "stem" else "yes"
        ET.SubElement(encoding, "supports", element=element, type=is_given)
    return root


def _text(root: ET.Element) -> str:
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode") + "\n"


def _part_list(root: ET.Element, parts: Sequence[Part], *, is_named: bool) -> None:
    part_list = ET.SubElement(root, "part-list")
    names = [part.name for part in parts]
    if is_named and len(parts) > 1:
        group = ET.SubElement(part_list, "part-group", {"type": "start", "number": "1"})
        ET.SubElement(group, "group-symbol").text = "bracket"
        ET.SubElement(group, "group-barline").text = "yes"
    for number, part in enumerate(parts, 1):
        score_part = ET.SubElement(part_list, "score-part", id=f"P{number}")
        if not is_named:
            ET.SubElement(score_part, "part-name", {"print-object": "no"}).text = part.name
            continue
        nth = names[:number].count(part.name)
        name = part.name if names.count(part.name) == 1 else f"{part.name} {nth}"
        ET.SubElement(score_part, "part-name").text = name
        ET.SubElement(score_part, "part-abbreviation").text = marks.abbreviated(name)
        _instruments(score_part, part, number)
    if is_named and len(parts) > 1:
        ET.SubElement(part_list, "part-group", {"type": "stop", "number": "1"})


def _instruments(score_part: ET.Element, part: Part, number: int) -> None:
    """What plays the part: its program, or one sound for each drum that it strikes."""
    keys = [
        key
        for key in sorted({p for s in part.staves for v in s.voices for k in v for p in k.pitches})
        if part.is_drums
    ]
    ids = [(f"P{number}-I{key + 1}", drum_sign(key).name, key) for key in keys]
    for identity, name, _ in ids or [(f"P{number}-I1", part.name, 0)]:
        instrument = ET.SubElement(score_part, "score-instrument", id=identity)
        ET.SubElement(instrument, "instrument-name").text = name
    # Channel 10 is the drummer's.
    channel = (number - 1) % 15 + 1
    channel += channel >= _DRUM_CHANNEL
    for identity, _, key in ids or [(f"P{number}-I1", part.name, 0)]:
        midi = ET.SubElement(score_part, "midi-instrument", id=identity)
        ET.SubElement(midi, "midi-channel").text = str(_DRUM_CHANNEL if part.is_drums else channel)
        ET.SubElement(midi, "midi-program").text = str(1 if part.is_drums else part.program + 1)
        if part.is_drums:
            ET.SubElement(midi, "midi-unpitched").text = str(key + 1)


def _fill(
    measure: ET.Element,
    staves: Sequence[Sequence[Sequence[Symbol]]],
    sheet: LeadSheet,
    bar: int,
    part: Part,
    eights: marks.OctaveLines,
    *,
    is_top: bool,
    part_id: str = "P1",
) -> None:
    """The notes of one part's bar, voice after voice, with the chord symbols over the top one."""
    base = bar * sheet.meter.bar_ticks
    is_first = True
    for number, voices in enumerate(staves):
        staff = number + 1 if len(staves) > 1 else None
        names = name_notes([] if part.is_drums else voices, sheet, bar)
        sounding = [any(symbol.pitches for symbol in voice) for voice in voices]
        marks.open_octave(measure, eights, number, bar, staff)
        for row, symbols in enumerate(voices):
            if row and not sounding[row]:
                continue
            if not is_first:
                backup = ET.SubElement(measure, "backup")
                ET.SubElement(backup, "duration").text = str(sum(s.ticks for s in voices[0]))
            divided = len(voices) > 1 and sounding[0] and sounding[1]
            line = Line(
                voice=number * _VOICES_PER_STAFF + row + 1,
                staff=staff,
                stem=("up", "down")[row] if divided or part.is_drums else None,
                drums=part_id if part.is_drums else None,
                hides_rests=row > 0 or (len(voices) > 1 and sounding[1] and not sounding[0]),
            )
            for index, (symbol, beam) in enumerate(
                zip(symbols, beams(symbols, sheet.meter), strict=True)
            ):
                if is_top and is_first:
                    marks.harmonies(measure, sheet, base + symbol.start, symbol.ticks)
                spelled = () if part.is_drums else names[row][index]
                write_symbol(measure, symbol, spelled, beam, line)
            is_first = False
        marks.close_octave(measure, eights, number, bar, staff)


def _measure(part: ET.Element, bar: int, opening: int) -> ET.Element:
    """A new measure; a pickup is number 0 and no bar of its own to count."""
    measure = ET.SubElement(part, "measure", number=str(bar + (opening == 0)))
    if opening and bar == 0:
        measure.set("implicit", "yes")
    return measure


def _band_opening(piece: Piece) -> int:
    """Where a band's pickup begins in its bar, as ``_opening``; 0 where anybody plays before."""
    sheet = _sheet_of(piece)
    opening = _opening(write_bars(sheet.melody, sheet.meter, sheet.bars)[0][0], sheet)
    first = min((to_ticks(n.start_beats) for t in piece.tracks for n in t.notes), default=0)
    return opening if first >= opening else 0


def _opening(symbols: Sequence[Symbol], sheet: LeadSheet) -> int:
    """The tick at which the first bar begins as a pickup, 0 where it is a full bar.

    A pickup fills at most half a bar, no chord sounds before it, and no tuplet is torn.
    """
    first = next((symbol for symbol in symbols if symbol.pitches), None)
    if first is None or sheet.bars == 1 or first.tuplet in ("inside", "stop"):
        return 0
    chords = [span for span in sheet.chords if to_ticks(span.start_beats) < first.start]
    return 0 if chords or first.start * 2 < sheet.meter.bar_ticks else first.start


def _sheet_of(piece: Piece) -> LeadSheet:
    """The tune of a band piece, its played notes moved to the grid and joined."""
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
