"""ABC: tune books of folk music, read by a small parser of our own.

Knows headers, notes, accidentals within the bar, broken rhythms, tuplets, ties,
chords, chord symbols, endings and several voices. Grace notes, ornaments, words and
layout are passed over. music21 reads the same tunes a hundred times slower; a test
compares the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.corpora.errors import UnreadablePiece
from models.corpora.readers.abc_fields import (
    AbcKey,
    default_length,
    parse_key,
    parse_length,
    parse_meter,
    parse_tempo,
)  # fmt: skip
from models.corpora.readers.abc_tokens import CHORD_NOTE, FIELD_LINE, TOKEN, tunes
from models.corpora.score import FINE, Measure, Score, assemble, last_endings
from music.chord import Chord, parse_chord
from music.errors import ChordError

_MAX_NOTES = 40_000
_TUPLET_TIME = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}
_NATURAL = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(slots=True)
class _Voice:
    """The reading state of one voice."""

    index: int
    meter: tuple[int, int]
    unit: int
    key: AbcKey
    measures: list[Measure] = field(default_factory=list)
    now: int = 0
    altered: dict[tuple[str, int], int] = field(default_factory=dict)
    tuplet_left: int = 0
    tuplet: tuple[int, int] = (1, 1)
    broken: tuple[int, int] | None = None
    last_notes: list[int] = field(default_factory=list)
    last_length: int = 0
    ending: int = 0
    opens: bool = True
    skipping: bool = False


def read_abc(text: str) -> list[Score | UnreadablePiece]:
    """Every tune of an ABC file in order; one that can't be read stands as its error."""
    scores: list[Score | UnreadablePiece] = []
    for tune in tunes(text):
        try:
            scores.append(_read_tune(tune))
        except UnreadablePiece as error:
            scores.append(error)
    return scores


def _read_tune(lines: list[str]) -> Score:
    title, number, tempo = "", lines[0][2:].strip(), None
    meter: tuple[int, int] = (4, 4)
    unit: int | None = None
    key: AbcKey | None = None
    voices: dict[str, _Voice] = {}
    current: _Voice | None = None
    for raw in lines[1:]:
        line = raw.split("%", 1)[0].rstrip().rstrip("\\").rstrip()
        if not line:
            continue
        match = FIELD_LINE.match(line)
        if match is None:
            if key is None:
                continue
            if current is None:
                current = voices.setdefault(
                    "", _Voice(0, meter, unit or default_length(meter), key)
                )
            current = _read_line(line, current, voices)
            continue
        name, value = match.groups()
        if name == "T" and not title:
            title = value.strip()
        elif name == "Q" and tempo is None:
            tempo = parse_tempo(value)
        elif name == "V" and key is not None:
            label = value.split()[0] if value.split() else ""
            if label not in voices:
                voices[label] = _Voice(len(voices), meter, unit or default_length(meter), key)
            current = voices[label]
        elif name in "MLK" and current is not None:
            _apply_field(current, name, value)
        elif name == "M":
            meter = parse_meter(value) or meter
        elif name == "L":
            unit = parse_length(value) or unit
        elif name == "K":
            key = parse_key(value)
    read = [voice for voice in voices.values() if any(m.notes for m in _closed(voice))]
    if not read:
        raise UnreadablePiece("the tune has no notes")
    return _score(read, title, number, tempo)


def _score(read: list[_Voice], title: str, number: str, tempo: float | None) -> Score:
    first = read[0].measures
    for voice in read[1:]:
        if len(voice.measures) == len(first):
            for mine, theirs in zip(first, voice.measures, strict=True):
                mine.notes.extend(theirs.notes)
    return assemble(
        last_endings(first), title=title, number=number, tempo_bpm=tempo,
        melody_voices=(read[0].index,), chords_from="file",
    )  # fmt: skip


def _closed(voice: _Voice) -> list[Measure]:
    if voice.measures and voice.now == 0 and not voice.measures[-1].notes:
        voice.measures.pop()
    elif voice.measures:
        voice.measures[-1].length = max(voice.measures[-1].length, voice.now)
    return voice.measures


def _apply_field(voice: _Voice, name: str, value: str) -> None:
    if name == "M":
        voice.meter = parse_meter(value) or voice.meter
    elif name == "L":
        voice.unit = parse_length(value) or voice.unit
    elif name == "K":
        voice.key = parse_key(value, before=voice.key)
    if voice.now == 0 and voice.measures and not voice.measures[-1].notes:
        voice.measures.pop()


def _read_line(line: str, voice: _Voice, voices: dict[str, _Voice]) -> _Voice:
    for token in TOKEN.finditer(line):
        kind = token.lastgroup
        if token["field"]:
            name, value = token["field"][1], token["field"][3:-1].strip()
            if name == "V":
                label = value.split()[0] if value.split() else ""
                if label not in voices:
                    voices[label] = _Voice(len(voices), voice.meter, voice.unit, voice.key)
                voice = voices[label]
            elif name in "MLK":
                _apply_field(voice, name, value)
        elif kind is not None:
            _read_token(voice, token)
    return voice


def _read_token(voice: _Voice, token: re.Match[str]) -> None:
    if token["bar"]:
        _close_bar(voice, token["bar"], token["after"])
    elif token["ending"]:
        voice.ending = int(token["number"])
        _measure(voice).ending = voice.ending
    elif token["note"]:
        pitch = _pitch(voice, token["acc"], token["letter"], token["oct"])
        _sound(voice, [pitch], _length(voice, token["len"]), tied=bool(token["tie"]))
    elif token["chord"]:
        _read_chord(voice, token)
    elif token["rest"]:
        _sound(voice, [], _length(voice, token["restlen"]), tied=False)
    elif token["barrest"]:
        whole = voice.meter[0] * 4 * FINE // voice.meter[1]
        _sound(voice, [], whole * int(token["bars"] or 1), tied=False)
    elif token["tuplet"] and token["p"] != "0":
        p = int(token["p"])
        compound = voice.meter[1] == 8 and voice.meter[0] % 3 == 0
        q = int(token["q"]) if token["q"] else _TUPLET_TIME.get(p, 3 if compound else 2)
        voice.tuplet, voice.tuplet_left = (q, p), int(token["r"]) if token["r"] else p
    elif token["broken"]:
        _break_rhythm(voice, token["broken"])
    elif token["symbol"]:
        _read_symbol(voice, token["symbol"][1:-1])
    elif token["tieafter"]:
        _tie_last(voice)
    elif token["overlay"]:
        voice.skipping = True


def _measure(voice: _Voice) -> Measure:
    if not voice.measures or voice.now < 0:
        voice.measures.append(
            Measure(voice.meter, voice.key.fifths, voice.key.mode, voice.ending, voice.opens)
        )
        voice.now = 0
        voice.opens = False
    return voice.measures[-1]


def _close_bar(voice: _Voice, bar: str, after: str | None) -> None:
    strong = "||" in bar or ":" in bar or "]" in bar or "[|" in bar
    if voice.measures and voice.now > 0:
        voice.measures[-1].length = max(voice.measures[-1].length, voice.now)
        voice.now = -1
    voice.skipping = False
    voice.altered.clear()
    if strong:
        voice.opens = True
        if voice.ending and (":" in bar or voice.ending > 1):
            voice.ending = 0
    if after:
        voice.ending = int(after)
    if voice.now == 0 and voice.measures and not voice.measures[-1].notes:
        measure = voice.measures[-1]
        measure.ending, measure.opens_section = voice.ending, voice.opens


def _read_chord(voice: _Voice, token: re.Match[str]) -> None:
    inner = list(CHORD_NOTE.finditer(token["inside"]))
    if not inner:
        return
    pitches = [_pitch(voice, m[1], m[2], m[3]) for m in inner]
    length = parse_length(inner[0][4], bare=True)
    outer = parse_length(token["chordlength"], bare=True)
    tied = bool(token["chordtie"]) or any(m[5] for m in inner)
    _sound(voice, pitches, voice.unit * length * outer // (FINE * FINE), tied=tied)


def _pitch(voice: _Voice, accidental: str, letter: str, octave: str) -> int:
    upper = letter.upper()
    height = 60 + (12 if letter.islower() else 0) + 12 * (octave.count("'") - octave.count(","))
    if accidental:
        shift = accidental.count("^") - accidental.count("_")
        voice.altered[(upper, height)] = shift
    else:
        shift = voice.altered.get((upper, height), voice.key.alter.get(upper, 0))
    return height + _NATURAL[upper] + shift


def _length(voice: _Voice, text: str) -> int:
    return voice.unit * parse_length(text, bare=True) // FINE


def _sound(voice: _Voice, pitches: list[int], length: int, *, tied: bool) -> None:
    if voice.skipping:
        return
    if voice.tuplet_left:
        length = length * voice.tuplet[0] // voice.tuplet[1]
        voice.tuplet_left -= 1
    if voice.broken is not None:
        length = length * voice.broken[0] // voice.broken[1]
        voice.broken = None
    measure = _measure(voice)
    if len(measure.notes) > _MAX_NOTES or len(voice.measures) > _MAX_NOTES:
        raise UnreadablePiece(f"the tune has more than {_MAX_NOTES} notes in a bar or bars")
    voice.last_notes = list(range(len(measure.notes), len(measure.notes) + len(pitches)))
    measure.notes.extend(
        (voice.index, voice.now, length, min(127, max(0, pitch)), tied) for pitch in pitches
    )
    voice.now += length
    voice.last_length = length


def _tie_last(voice: _Voice) -> None:
    """A tie that stands apart from its note (``D3 -D``)."""
    if voice.measures and voice.now > 0:
        notes = voice.measures[-1].notes
        for index in voice.last_notes:
            notes[index] = (*notes[index][:4], True)


def _break_rhythm(voice: _Voice, marks: str) -> None:
    """Lengthen one of two notes and shorten the other: ``a>b`` is ``a3/2 b/2``."""
    if not voice.measures or voice.now <= 0:
        return
    whole = 2 ** len(marks)
    long, short = (2 * whole - 1, whole), (1, whole)
    mine, voice.broken = (long, short) if marks[0] == ">" else (short, long)
    notes = voice.measures[-1].notes
    changed = voice.last_length * mine[0] // mine[1]
    for index in voice.last_notes:
        number, start, _, pitch, tied = notes[index]
        notes[index] = (number, start, changed, pitch, tied)
    voice.now += changed - voice.last_length


def _read_symbol(voice: _Voice, text: str) -> None:
    word = text.strip().strip("()").split(" ")[0].split("(")[0]
    if not word or word[0] not in "ABCDEFG":
        return
    try:
        chord: Chord | None = parse_chord(word)
    except ChordError:
        return
    measure = _measure(voice)
    measure.chords.append((max(0, voice.now), chord))
