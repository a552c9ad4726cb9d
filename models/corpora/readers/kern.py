"""Humdrum kern: scores as spines, read line by line.

Knows spines that split and join, notes, ties, bar lines, section labels with first
and second endings, keys with modes, and which spine sings. Other spines (text,
dynamics) are only looked at to find the singer. music21 needs seconds for a mass
movement that this reads in milliseconds; a test compares the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.corpora.errors import UnreadablePiece
from models.corpora.score import FINE, Measure, Score, assemble, double, last_endings

_MAX_LINES = 100_000
_MAX_COLUMNS = 200
_NATURAL = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_DURATION = re.compile(r"(\d+)(?:%(\d+))?(\.*)")
_PITCH = re.compile(r"([a-g]+|[A-G]+)([#\-n]*)")
_KEY = re.compile(r"^\*([A-Ga-g])([#-]?):(\w*)$")
_SIGNATURE = re.compile(r"^\*k\[([a-g#\-n]*)\]")
_METER = re.compile(r"^\*M(\d+)/(\d+)")
_TEMPO = re.compile(r"^\*MM\[?(\d+(?:\.\d+)?)")
_LABEL = re.compile(r"^\*>(?!\[|norep)(\w+)$")
_MODES = {"": "", "dor": "dorian", "phr": "phrygian", "lyd": "lydian", "mix": "mixolydian",
          "aeo": "aeolian", "ion": "ionian", "loc": "locrian"}  # fmt: skip
_SINGERS = ("*Ivox", "*Isoprn", "*Icant", "*Imezzo", "*Ialto", "*Itenor", "*Ibarit", "*Ibass")
_DRUMS = ("*Itimpa", "*Idrum", "*IdrumP", "*Ibdrum", "*Itrngl", "*Ipiatt", "*Icymba")


@dataclass(slots=True)
class _Column:
    """One column of the table now: the spine it came from and its branch."""

    spine: int
    branch: int
    end: int = 0


@dataclass(slots=True)
class _Reading:
    """The state of reading one file; times in fine units."""

    kinds: list[str] = field(default_factory=list)
    columns: list[_Column] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    instruments: dict[int, str] = field(default_factory=dict)
    meter: tuple[int, int] = (4, 4)
    fifths: int | None = None
    mode: str | None = None
    tempo: float | None = None
    ending: int = 0
    opens: bool = True
    title: str = ""
    now: int = 0
    measure_start: int = 0


def read_kern(text: str) -> Score:
    """The score of a Humdrum file. Raises UnreadablePiece with the reason."""
    return _score(_read(text))


def read_dance(text: str) -> Score:
    """The same of a dance in three, whose 3/8 is made 3/4 with notes twice as long."""
    reading = _read(text)
    for measure in reading.measures:
        if measure.meter == (3, 8):
            double(measure)
    return _score(reading)


def _read(text: str) -> _Reading:
    reading = _Reading()
    lines = text.splitlines()
    if len(lines) > _MAX_LINES:
        raise UnreadablePiece(f"the Humdrum file has {len(lines)} lines")
    for line in lines:
        if not line or line.startswith("!"):
            if line.startswith("!!!OTL") and not reading.title:
                reading.title = line.partition(":")[2].strip()
            continue
        cells = line.split("\t")
        if not reading.kinds:
            if not cells[0].startswith("**"):
                continue
            reading.kinds = cells
            reading.columns = [_Column(index, 0) for index in range(len(cells))]
        elif len(cells) != len(reading.columns):
            raise UnreadablePiece("the Humdrum spines don't line up")
        elif cells[0].startswith("*"):
            _read_tandem(reading, cells)
        elif cells[0].startswith("="):
            _close(reading, cells[0])
        else:
            _read_data(reading, cells)
    _close(reading, "==")
    return reading


def _score(reading: _Reading) -> Score:
    counts: Counter[int] = Counter()  # onsets of each spine, whatever the chords
    for measure in reading.measures:
        counts.update(spine for spine, _ in {(n[0] // 100, n[1]) for n in measure.notes})
    if not counts:
        raise UnreadablePiece("the score has no notes")
    lead = _lead(reading, counts)
    return assemble(
        last_endings(reading.measures), title=reading.title,
        melody_voices=range(lead * 100, lead * 100 + 100), tempo_bpm=reading.tempo,
    )  # fmt: skip


def _lead(reading: _Reading, counts: Counter[int]) -> int:
    """The highest singer's spine, else the rightmost spine that has enough to play."""
    kinds = reading.kinds
    sung = [spine for spine in counts
            if any(kind.startswith(("**text", "**silbe")) for kind in kinds[spine + 1 : spine + 3]
                   if kind != "**kern")
            and "**kern" not in kinds[spine + 1 : spine + 2]]  # fmt: skip
    voices = [s for s in counts if reading.instruments.get(s, "").startswith(_SINGERS)]
    pitched = [s for s in counts if not reading.instruments.get(s, "").startswith(_DRUMS)]
    for group in (sung, voices, pitched):
        least = (0.1 if len(group) <= 2 else 0.5) * max((counts[s] for s in group), default=0)
        full = [spine for spine in group if counts[spine] >= least]
        if full:
            return max(full)
    return max(counts)


def _read_data(reading: _Reading, cells: Sequence[str]) -> None:
    measure = _measure(reading)
    at = reading.now - reading.measure_start
    moves = False  # a line of grace notes takes no time
    for cell, column in zip(cells, reading.columns, strict=True):
        if not reading.kinds[column.spine].startswith("**kern"):
            continue
        if cell == ".":
            continue
        length = 0
        for token in cell.split(" "):
            length = max(length, _read_token(measure, token, column, at))
        if length:
            moves = True
            column.end = reading.now + length
    ends = [
        c.end
        for c in reading.columns
        if reading.kinds[c.spine].startswith("**kern") and c.end > reading.now
    ]
    if moves and ends:
        reading.now = min(ends)


def _read_token(measure: Measure, token: str, column: _Column, at: int) -> int:
    """Add one note; its length, 0 for grace notes and what can't be read."""
    if "q" in token or "Q" in token:
        return 0
    found = _DURATION.search(token)
    if found is None:
        return 0
    length = _length(found[1], found[2], len(found[3]))
    pitch = _PITCH.search(token)
    if "r" in token or pitch is None or length <= 0:
        return length
    letters, accidentals = pitch.groups()
    octave = 3 + len(letters) if letters.islower() else 4 - len(letters)
    number = 12 * (octave + 1) + _NATURAL[letters[0].lower()]
    number += accidentals.count("#") - accidentals.count("-")
    if 0 <= number <= 127:
        tied = "[" in token or "_" in token
        voice = column.spine * 100 + min(column.branch, 99)
        measure.notes.append((voice, at, length, number, tied))
    return length


def _length(number: str, divisor: str | None, dots: int) -> int:
    """Fine units of a reciprocal length: ``4`` is a quarter, ``0`` a breve, ``3%2`` too."""
    if set(number) == {"0"}:
        base = (4 * FINE) << len(number)
    else:
        base = 4 * FINE * int(divisor or 1) // max(1, int(number))
    return base * ((2 << dots) - 1) >> dots


def _measure(reading: _Reading) -> Measure:
    if not reading.measures or reading.measures[-1].length:
        reading.measures.append(Measure(reading.meter, reading.fifths, reading.mode,
                                        reading.ending, reading.opens))  # fmt: skip
        reading.opens = False
        reading.measure_start = reading.now
    return reading.measures[-1]


def _close(reading: _Reading, bar: str) -> None:
    if reading.measures and not reading.measures[-1].length:
        reading.measures[-1].length = reading.now - reading.measure_start
        if reading.now == reading.measure_start:
            reading.measures.pop()
    if "||" in bar or ":" in bar or "!" in bar:
        reading.opens = True


def _read_tandem(reading: _Reading, cells: Sequence[str]) -> None:
    if any(cell in ("*^", "*v", "*-", "*x", "*+") for cell in cells):
        _move_spines(reading, cells)
        return
    for cell, column in zip(cells, reading.columns, strict=True):
        if not reading.kinds[column.spine].startswith("**kern"):
            continue
        if match := _METER.match(cell):
            reading.meter = (int(match[1]), int(match[2]) or 1)
        elif match := _SIGNATURE.match(cell):
            reading.fifths = match[1].count("#") - match[1].count("-")
            reading.mode = None
        elif match := _KEY.match(cell):
            reading.mode = _MODES.get(match[3], "") or (
                "minor" if match[1].islower() else "major")  # fmt: skip
        elif match := _TEMPO.match(cell):
            value = float(match[1])
            if reading.tempo is None and 10 <= value <= 400:
                reading.tempo = value
        elif match := _LABEL.match(cell):
            digits = match[1][-1]
            reading.ending = int(digits) if digits in "12" and len(match[1]) > 1 else 0
            reading.opens = True
        elif cell.startswith("*I") and cell[2:3].islower():
            reading.instruments[column.spine] = cell
    if reading.measures and not reading.measures[-1].length:
        open_measure = reading.measures[-1]
        if not open_measure.notes:
            open_measure.meter = reading.meter


def _move_spines(reading: _Reading, cells: Sequence[str]) -> None:
    columns: list[_Column] = []
    index = 0
    while index < len(cells):
        cell, column = cells[index], reading.columns[index]
        stop = index + 1
        if cell == "*^":
            branch = 1 + max(c.branch for c in reading.columns if c.spine == column.spine)
            columns += [column, _Column(column.spine, branch, reading.now)]
        elif cell == "*v":
            while stop < len(cells) and cells[stop] == "*v":
                stop += 1
            columns += _joined(reading.columns[index:stop])
        elif cell == "*x" and stop < len(cells):
            columns += [reading.columns[stop], column]
            stop += 1
        elif cell != "*-":
            columns.append(column)
        index = stop
    if len(columns) > _MAX_COLUMNS:
        raise UnreadablePiece(f"the Humdrum file has more than {_MAX_COLUMNS} spines")
    reading.columns = columns


def _joined(group: Sequence[_Column]) -> list[_Column]:
    """Neighbours that join: those of one spine, or all where a spine stands alone."""
    spines = [column.spine for column in group]
    alone = any(spines.count(spine) == 1 for spine in spines)
    joined: dict[int, _Column] = {}
    for column in group:
        first = joined.setdefault(0 if alone else column.spine, column)
        first.end = max(first.end, column.end)
    return list(joined.values())
