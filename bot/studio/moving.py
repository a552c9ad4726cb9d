"""A piece's notes for a moving piano roll, and the melodies that its fusion is made of.

Pieces keep them since the studio is there. Those of older pieces are composed again where the
networks are still the same, and read from the MIDI file where they are not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.studio.shapes import melody_links
from engine.errors import EngineError
from engine.render.notes import FUSED as FUSED
from engine.render.notes import VERSION
from models.corpora.cards import slug
from music.genres import known_genres
from music.midi_read import MidiSong, read_midi
from storage.errors import NotFound
from storage.memory import Memory
from storage.piece import Piece

NAME = "piece.notes.json"
_DIGITS = 4
_PLAIN = "#9AA0A6"


def kept_notes(memory: Memory, piece: Piece) -> dict[str, Any] | None:
    """The notes file of a piece that its asker may see; None where it has none."""
    try:
        content = memory.files.read(piece.id, NAME, piece.user, piece.place)
        record = json.loads(content)
    except (NotFound, ValueError):
        return None
    return record if record.get("version") == VERSION else None


def melody_name(record: Mapping[str, Any], asked: str) -> str | None:
    """The melody of a name in an address: a genre, its slug, or ``fused``."""
    names = [*record["melodies"], FUSED]
    return next((name for name in names if asked in (name, slug(name))), None)


def notes_json(piece: Piece, record: Mapping[str, Any]) -> dict[str, Any]:
    """A notes file as the API shows it, in seconds and beats."""
    second = 60.0 / record["quarter_bpm"]
    genres, bar_beats = record["genres"], record["bar_beats"]
    length = record["bars"] * bar_beats
    pickup = record.get("pickup_beats", 0)
    begins = 0 if not pickup or piece.request.get("loop") else bar_beats - pickup
    colors = {genre.name: genre.color for genre in known_genres()}
    return {
        "code": piece.code,
        "source": "kept",
        "tempo_bpm": record["tempo_bpm"],
        "quarter_bpm": record["quarter_bpm"],
        "meter": record["meter"],
        "bar_beats": bar_beats,
        "bars": record["bars"],
        "intro_bars": record["intro"],
        "pickup_beats": pickup,
        "key": record["key"],
        "sound_begins_beats": begins,
        "length_seconds": round((length - begins) * second, _DIGITS),
        "length_beats": length,
        "genres": [{"name": name, "color": colors.get(name, _PLAIN)} for name in genres],
        "sections": [
            {
                "label": label,
                "start_bar": start_bar,
                "bars": bars,
                "start": round(start_bar * bar_beats * second, _DIGITS),
                "length": round(bars * bar_beats * second, _DIGITS),
                "returns_to": returns_to,
            }
            for label, start_bar, bars, returns_to in record["sections"]
        ],
        "chords": [
            {
                "symbol": symbol,
                "start": round(start * second, _DIGITS),
                "length": round(beats * second, _DIGITS),
                "beat": start,
                "beats": beats,
            }
            for symbol, start, beats, _ in record["chords"]
        ],
        "tracks": [
            {**track, "notes": _notes(track["notes"], genres, second)} for track in record["tracks"]
        ],
        "melodies": [
            {
                **melody_links(piece.code, name),
                "color": colors.get(name),
                "notes": _notes(rows, genres, second, own=None if name == FUSED else name),
            }
            for name, rows in [*record["melodies"].items(), (FUSED, record[FUSED])]
            if rows
        ],
    }


def _notes(
    rows: Sequence[Sequence[Any]], genres: Sequence[str], second: float, own: str | None = None
) -> list[dict[str, Any]]:
    return [
        {
            "pitch": pitch,
            "start": round(start * second, _DIGITS),
            "length": round(beats * second, _DIGITS),
            "beat": start,
            "beats": beats,
            "velocity": velocity,
            "genre": genres[place] if place >= 0 else own,
        }
        for pitch, start, beats, velocity, place in rows
    ]


def notes_of_midi(piece: Piece, midi: bytes, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a MIDI file alone can tell. Raises MusicError."""
    song = read_midi(midi)
    if not song.tracks:
        raise EngineError("this piece has no notes")
    bar_beats = song.meter.bar_beats if song.meter else 4.0
    bars = max(1, round(song.length_beats / bar_beats + 0.49))
    intro = int(piece.request.get("intro", 0))
    opening = song.opening_beats
    begins = 0 if piece.request.get("loop") else opening
    length_seconds = song.seconds_at(bars * bar_beats) - song.seconds_at(begins)
    return {
        "code": piece.code,
        "source": "midi",
        "tempo_bpm": float(piece.request["tempo_bpm"]),
        "quarter_bpm": song.tempos[0].quarter_bpm,
        "meter": song.meter.name if song.meter else None,
        "bar_beats": bar_beats,
        "bars": bars,
        "intro_bars": intro,
        "pickup_beats": bar_beats - opening if opening else 0,
        "key": str(piece.request["key"]),
        "sound_begins_beats": begins,
        "length_seconds": round(length_seconds, _DIGITS),
        "length_beats": bars * bar_beats,
        "genres": [],
        "sections": [
            _section(one, intro, bar_beats, song)
            for one in _sections(facts, is_late=intro > 0 or bool(piece.request.get("loop")))
        ],
        "chords": [],
        "tracks": [
            {
                "name": track.name,
                "role": "drums" if track.is_drums else track.name.lower(),
                "program": track.program,
                "is_drums": track.is_drums,
                "notes": [
                    {
                        "pitch": note.pitch,
                        "start": round(song.seconds_at(note.start_beats), _DIGITS),
                        "length": round(
                            song.seconds_at(note.end_beats) - song.seconds_at(note.start_beats),
                            _DIGITS,
                        ),
                        "beat": round(note.start_beats, _DIGITS),
                        "beats": round(note.length_beats, _DIGITS),
                        "velocity": note.velocity,
                        "genre": None,
                    }
                    for note in track.notes
                ],
            }
            for track in song.tracks
        ],
        "melodies": [],
    }


def _sections(facts: Mapping[str, Any], *, is_late: bool) -> list[Mapping[str, Any]]:
    """A tune's sections in full bars, where ``is_late``: an intro or a loop has its pickup."""
    sections = list(facts.get("sections", ()))
    if not (sections and is_late and facts.get("pickup_beats")):
        return sections
    first, *others = sections
    later = [{**one, "start_bar": one["start_bar"] - 1} for one in others]
    return [{**first, "bars": first["bars"] - 1}, *later]


def _section(
    one: Mapping[str, Any], intro: int, bar_beats: float, song: MidiSong
) -> dict[str, Any]:
    first = int(one["start_bar"]) + intro
    start = song.seconds_at(first * bar_beats)
    end = song.seconds_at((first + int(one["bars"])) * bar_beats)
    return {
        "label": one["label"], "start_bar": first, "bars": one["bars"],
        "start": round(start, _DIGITS), "length": round(end - start, _DIGITS), "returns_to": None,
    }  # fmt: skip
