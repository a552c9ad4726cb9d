"""The mining of all sources: files in, typical bars of each genre out.

Knows which source shows what (a pianist's hand, a section of strings, a band) and in
which order work is done. Only training pieces are read. Writes JSON files; knows
nothing of who reads them.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.corpora.archives import iter_files
from models.corpora.errors import CorpusError, UnreadablePiece
from models.corpora.mining.grooves import drum_bars
from models.corpora.mining.roles import Lines, lines_of
from models.corpora.mining.tally import Tally
from models.corpora.mining.walking import walking_bars
from models.corpora.readers.midi import tidy
from models.corpora.readers.midi_file import read_song
from models.corpora.reading import read_file
from models.corpora.score import RawNote, Score
from models.corpora.sheets import lead_sheets
from models.corpora.sources import SOURCES, Source, source_of
from models.corpora.store import load
from music.leadsheet import LeadSheet

# By folder: what the files show, and which of them are read (every n-th is plenty).
TEXTURES: dict[str, tuple[str, int]] = {
    "ragtime/mutopia": ("keyboard", 1), "parlour_song/mutopia": ("keyboard", 1),
    "folk_mixed/mutopia": ("keyboard", 1),
    "classical_piano/chopin_first_editions": ("keyboard", 2),
    "polish_dance/polish_scores": ("keyboard", 3),
    "classical_lieder/openscore_lieder": ("keyboard", 6),
    "classical_quartet/openscore_quartets": ("strings", 3),
    "hymn/openhymnal": ("voices", 3), "baroque_chorale/music21_bach": ("voices", 3),
    "renaissance/palestrina_music21": ("voices", 8),
    "game/freedoom": ("band", 1), "game/openmsx": ("band", 1),
    "jazz/wjazzd": ("walking", 1), "blues/wjazzd": ("walking", 1),
}  # fmt: skip
_CELLS = {"4/4": "4/4", "2/2": "4/4", "3/4": "3/4", "2/4": "2/4", "6/8": "6/8"}
_BASS_MEDIAN = 50  # a band's line that mostly lies under this is its bass

Progress = Callable[[str, int], None]
_Sheets = dict[tuple[str, int], tuple[str, LeadSheet]]


@dataclass(frozen=True, slots=True)
class Mined:
    """What was counted: the tally of patterns, that of drum grooves, and files read."""

    patterns: Tally
    grooves: Tally
    files: int


def mine(data_dir: Path, cache_dir: Path, *, every: int = 1, progress: Progress) -> Mined:
    """Count the bars of the sources that show a texture, or of every ``every``-th file read.

    ``cache_dir`` holds a finished build: its chords and its split are used. Raises
    MissingCorpus where the build is missing.
    """
    wanted = [source for source in SOURCES if source.folder in TEXTURES]
    sheets = _known_sheets(cache_dir, sorted({source.genre for source in wanted}))
    mined = Mined(Tally(), Tally(), 0)
    files = 0
    for archive in sorted({source.archive for source in wanted}):
        seen: Counter[str] = Counter()
        for name, data in iter_files(data_dir, archive):
            source = source_of(name)
            if source is None or source.folder not in TEXTURES or isinstance(data, str):
                continue
            texture, each = TEXTURES[source.folder]
            seen[source.folder] += 1
            if (seen[source.folder] - 1) % (each * every):
                continue
            files += 1
            progress(archive, seen.total())
            if texture == "walking":
                _count_walking(mined.patterns, source.genre, name, data, sheets)
            else:
                _count_file(mined, source, texture, name, data, sheets)
    return replace(mined, files=files)


def write_tables(mined: Mined, folder: Path) -> list[Path]:
    """One JSON file a genre that has anything; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for genre in sorted({place[0] for place in (*mined.patterns.works, *mined.grooves.works)}):
        table = mined.patterns.rows(genre)
        grooves = mined.grooves.rows(genre).get("drums", {}).get("4/4", [])
        if grooves:
            table["drums"] = {"4/4": [[_lines(text), *counts] for text, *counts in grooves]}
        if table:
            path = folder / f"{genre.replace(' ', '_')}.json"
            path.write_text(_compact(table), encoding="utf-8")
            written.append(path)
    return written


def _known_sheets(cache_dir: Path, genres: list[str]) -> _Sheets:
    """{(piece, part): (its work, the sheet with chords)} of the training pieces."""
    return {
        (piece.piece_id, piece.part): (piece.cluster or piece.piece_id, piece.sheet)
        for genre in genres
        for piece in load(cache_dir, genre, "train")
    }


def _count_walking(tally: Tally, genre: str, name: str, data: bytes, sheets: _Sheets) -> None:
    try:
        for solo, text in walking_bars(data):
            known = sheets.get((f"{name}#{solo}", 0))
            if known is not None:
                tally.add((genre, "bass", "4/4"), text, known[0])
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise CorpusError(f"the solos' archive is damaged ({error}); fetch it again") from error


def _count_file(
    mined: Mined,
    source: Source,
    texture: str,
    name: str,
    data: bytes,
    sheets: _Sheets,
) -> None:
    for piece_id, score in read_file(source.reader, name, data):
        if isinstance(score, UnreadablePiece):
            continue
        try:
            for lines, part, meter in _lines_of(score, source.genre, texture, data,
                                                piece_id, sheets):  # fmt: skip
                work = sheets[piece_id, part][0]
                for role, bars in lines.items():
                    mined.patterns.add_piece((source.genre, role, _CELLS[meter]), bars, work)
            if texture == "band" and (piece_id, 0) in sheets:
                for groove in drum_bars(data):
                    text = ";".join(f"{drum}={line}" for drum, line in groove)
                    mined.grooves.add((source.genre, "drums", "4/4"), text, piece_id)
        except (UnreadablePiece, ValueError):
            continue  # the build's report names it


def _lines_of(
    score: Score,
    genre: str,
    texture: str,
    data: bytes,
    piece_id: str,
    sheets: _Sheets,
) -> Iterator[tuple[Lines, int, str]]:
    """(texts by role, part, metre) of each sheet of a piece that is known and has chords."""
    voices: list[tuple[str, tuple[RawNote, ...]]] = [(texture, score.voices)]
    if texture == "band":
        voices = [
            ("bass line" if _median(line.notes) < _BASS_MEDIAN else "chord line", tidy(line.notes))
            for line in read_song(data).pitched
        ]
    for shows, notes in voices:
        for part, (sheet, inside) in enumerate(
            lead_sheets(replace(score, voices=tuple(notes)), genre=genre)
        ):
            known = sheets.get((piece_id, part))
            if known is None or not known[1].chords or sheet.meter.name not in _CELLS:
                continue
            yield lines_of(shows, known[1], inside), part, sheet.meter.name


def _lines(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(";"))


def _compact(table: dict[str, Any]) -> str:
    """JSON with one row a line, so that a change can be read."""
    roles = []
    for role, cells in table.items():
        shown = ",\n".join(
            f"  {json.dumps(cell)}: [\n   " + ",\n   ".join(map(json.dumps, rows)) + "\n  ]"
            for cell, rows in cells.items()
        )
        roles.append(f" {json.dumps(role)}: {{\n{shown}\n }}")
    return "{\n" + ",\n".join(roles) + "\n}\n"


def _median(notes: tuple[RawNote, ...]) -> int:
    pitches = sorted(note.pitch for note in notes)
    return pitches[len(pitches) // 2]
