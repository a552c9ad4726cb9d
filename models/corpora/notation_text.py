"""A lead sheet as text that a musician can read: bars, chords above, notes with lengths.

``A4:q. -:e Bb4:h~`` is a dotted quarter A, an eighth rest and a half B flat that is
tied over. Lengths are w, h, q, e and s (whole to sixteenth), dotted with ``.``; ``3``
follows a value inside three in the time of two. Knows no files.
"""

from __future__ import annotations

from collections.abc import Iterator

from music.key import Key
from music.leadsheet import LeadSheet
from music.notation import Symbol, write_bars
from music.spelling import Spelled, chord_symbol, spell
from music.units import to_beats

_LETTERS = {"whole": "w", "half": "h", "quarter": "q", "eighth": "e", "16th": "s"}
_ALTERS = {-2: "bb", -1: "b", 0: "", 1: "#", 2: "##"}
_WIDTH = 96


def sheet_lines(sheet: LeadSheet, *, width: int = _WIDTH) -> list[str]:
    """The sheet as pairs of lines, chords over notes, numbered by their first bar.

    A line holds as many whole bars as fit into ``width`` characters, at least one. A
    tune that swings throughout is written even, and the first line says so.
    """
    bars, swings = write_bars(sheet.melody, sheet.meter, sheet.bars)
    columns = [_bar_columns(sheet, number, symbols) for number, symbols in enumerate(bars)]
    lines = ["(swung)"] if swings else []
    for first, group in _rows(columns, width):
        for index, margin in enumerate(("", str(first + 1))):
            cells = " | ".join(pair[index] for pair in group)
            lines.append(f"{margin:>4} | {cells} |")
        lines.append("")
    return lines[:-1]


def _rows(
    columns: list[tuple[str, str]], width: int
) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    first, row, used = 0, list[tuple[str, str]](), 0
    for number, column in enumerate(columns):
        size = len(column[0]) + 3
        if row and used + size > width - 6:
            yield first, row
            first, row, used = number, [], 0
        row.append(column)
        used += size
    if row:
        yield first, row


def _bar_columns(sheet: LeadSheet, number: int, symbols: tuple[Symbol, ...]) -> tuple[str, str]:
    """One bar's chords and notes, equally long, each chord over the note it begins with."""
    begin = number * sheet.meter.bar_beats
    end = begin + sheet.meter.bar_beats
    changes = [
        (span.start_beats, chord_symbol(span.chord, sheet.key))
        for span in sheet.chords
        if begin <= span.start_beats < end
    ]
    above, below = "", ""
    for index, symbol in enumerate(symbols):
        start = begin + to_beats(symbol.start)
        until = begin + to_beats(symbols[index + 1].start) if index + 1 < len(symbols) else end
        names = " ".join(name for at, name in changes if start <= at < until)
        token = _token(symbol, sheet, start)
        size = max(len(names), len(token)) + 1
        above += names.ljust(size)
        below += token.ljust(size)
    size = max(len(above.rstrip()), len(below.rstrip()))
    return above.rstrip().ljust(size), below.rstrip().ljust(size)


def _token(symbol: Symbol, sheet: LeadSheet, start_beats: float) -> str:
    length = _LETTERS.get(symbol.value, symbol.value) + "." * symbol.dots
    length += "3" if symbol.tuplet else ""
    if symbol.pitch is None:
        return f"-:{length}"
    name = _name(spell(symbol.pitch, sheet.key, sheet.chord_at(start_beats)))
    return f"{name}:{length}" + ("~" if symbol.tied_to else "")


def _name(note: Spelled) -> str:
    return f"{note.letter}{_ALTERS[note.alter]}{note.octave}"


def pitch_name(pitch: int, key: Key) -> str:
    """``pitch_name(70, Key("F")) == "Bb4"``."""
    return _name(spell(pitch, key))
