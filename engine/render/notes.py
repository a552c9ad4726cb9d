"""The notes of a piece as one small JSON file, for pages on which they move.

Holds what a MIDI file can't: which genre gave each note, and the anatomy of the fusion, that
is every genre's melody of phase 1 beside the fused one. Times are in quarter-note beats.
A note is ``[pitch, start, length, velocity, genre]``, the genre as a place in ``genres`` or -1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.arrange.styles import style_of
from engine.render.work import Work
from music.instruments import find_instrument
from music.key import Key
from music.leadsheet import Note
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece, Track
from music.spelling import chord_symbol

VERSION = 1
FUSED = "fused"
_DIGITS = 4
_CHORDS_VELOCITY, _TUNE_VELOCITY = 46, 92
_LOWEST_ROOT, _LOWEST_CHORD = 36, 52


def write_notes(work: Work) -> bytes:
    """The file of a composition."""
    played = work.played
    genres = list(work.melodies) or sorted(
        {note.genre for track in played.tracks for note in track.notes if note.genre}
    )
    shift = _shift(work)
    fused = work.tune
    record = {
        "version": VERSION,
        "tempo_bpm": played.tempo_bpm,
        "quarter_bpm": played.meter.quarter_bpm(played.tempo_bpm),
        "meter": played.meter.name,
        "key": str(played.key),
        "bars": played.bars,
        "bar_beats": played.meter.bar_beats,
        "intro": work.intro,
        "pickup_beats": _round(played.pickup_beats),
        "genres": genres,
        "sections": [
            [one.label, one.start_bar, one.bars, one.returns_to] for one in played.sections
        ],
        "chords": [
            [
                chord_symbol(span.chord, played.key),
                _round(span.start_beats),
                _round(span.length_beats),
                list(span.chord.pitch_classes),
            ]
            for span in played.chords
        ],
        "tracks": [
            {
                "name": track.name,
                "role": track.role,
                "program": track.program,
                "is_drums": track.is_drums,
                "notes": _rows(track.notes, genres, 0.0, played.length_beats),
            }
            for track in played.tracks
        ],
        "melodies": {
            name: _rows(sheet.melody, genres, shift, played.length_beats)
            for name, sheet in work.melodies.items()
        },
        FUSED: [] if fused is None else _rows(fused.melody, genres, shift, played.length_beats),
    }
    return json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()


def _shift(work: Work) -> float:
    """How many beats later than in its own sheet the tune is played.

    An introduction comes before it, and takes the bar of a pickup; so does a loop's end.
    """
    bars = work.played.bars - work.tune.bars if work.tune else work.intro
    return bars * work.played.meter.bar_beats


def melody_midi(record: Mapping[str, Any], name: str) -> bytes:
    """One melody of such a file over plain chords, as MIDI. Raises KeyError for no melody.

    ``name`` is a genre, or ``fused``.
    """
    rows = record[FUSED] if name == FUSED else record["melodies"][name]
    if not rows:
        raise KeyError(name)
    piece = Piece(
        title=name,
        key=Key.parse(record["key"]),
        meter=Meter(record["meter"]),
        tempo_bpm=record["tempo_bpm"],
        bars=record["bars"],
        pickup_beats=record.get("pickup_beats", 0),
        tracks=(
            Track("Melody", "melody", _program(name), tuple(_note(row) for row in rows)),
            Track("Chords", "chords", 0, tuple(_chord_notes(record["chords"]))),
        ),
    )
    return write_midi(piece)


def _program(name: str) -> int:
    """The instrument that plays a genre's tunes; the piano plays the fused one."""
    if name == FUSED:
        return 0
    return find_instrument(style_of(name).bands[0].melody).program


def _note(row: Sequence[Any]) -> Note:
    pitch, start, length, _, _ = row
    return Note(int(pitch), float(start), float(length), _TUNE_VELOCITY)


def _chord_notes(chords: Iterable[Sequence[Any]]) -> Iterable[Note]:
    for _, start, length, classes in chords:
        for number, pitch_class in enumerate(classes):
            lowest = _LOWEST_CHORD if number else _LOWEST_ROOT
            pitch = lowest + (int(pitch_class) - lowest) % 12
            yield Note(pitch, float(start), float(length), _CHORDS_VELOCITY)


def _rows(
    notes: Iterable[Note], genres: Sequence[str], shift: float, length: float
) -> list[list[float]]:
    """Notes as rows, ``shift`` beats later; what comes before the beginning is at the end."""
    places = {name: number for number, name in enumerate(genres)}
    rows = [
        [
            note.pitch,
            _round((note.start_beats + shift) % length),
            _round(note.length_beats),
            note.velocity,
            places.get(note.genre or "", -1),
        ]
        for note in notes
    ]
    return sorted(rows, key=lambda row: row[1])


def _round(beats: float) -> float:
    """Whole beats as whole numbers: most are, and the file is shorter."""
    rounded = round(beats, _DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded
