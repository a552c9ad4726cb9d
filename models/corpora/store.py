"""The store of lead sheets: one compressed file of JSON lines a genre.

Knows how a piece is written down and read back. Doesn't know where it came from.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.corpora.errors import CorpusError, MissingCorpus
from models.corpora.events import normalised
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note, Section
from music.meter import Meter
from music.units import to_beats, to_ticks

__all__ = [
    "CorpusPiece", "genre_file", "load", "load_rows", "normalised", "piece_from_row",
    "piece_to_row",
]  # fmt: skip

_FACTS_END = '"split"'  # the id, source and title stand before it


@dataclass(frozen=True, slots=True)
class CorpusPiece:
    """One lead sheet of a corpus, in its original key.

    Long pieces come as several with one ``piece_id`` and ``part`` 0, 1, 2 …; ``split``
    is train, valid, test or drop; ``chords_from`` is file, voices, analysis,
    harmoniser, or empty where there are no chords.
    """

    piece_id: str
    genre: str
    source: str
    title: str
    split: str
    cluster: str
    sheet: LeadSheet
    part: int = 0
    chords_from: str = ""


# Melodies and nothing else (models/training/bare.py): where an archive folder has them, and
# where a built corpus does.
BARE_SOURCE = Path("split") / "events.jsonl.xz"
BARE_FILE = "melodies.jsonl.xz"


def genre_file(cache_dir: Path, genre: str) -> Path:
    """Where a genre's sheets are kept."""
    return cache_dir / "leadsheets" / f"{genre.replace(' ', '_')}.jsonl.gz"


def load(cache_dir: Path, genre: str, split: str | None = None) -> Iterator[CorpusPiece]:
    """The pieces of a genre, of one split or of all, in the order of the build.

    Raises MissingCorpus where the genre was not built, CorpusError for a damaged file.
    """
    for row in load_rows(cache_dir, genre):
        if split is None or row["split"] == split:
            yield _piece(cache_dir, genre, row)


def load_rows(cache_dir: Path, genre: str, *, about: str = "") -> Iterator[dict[str, Any]]:
    """The same as rows for JSON, many times faster; times are in ticks.

    ``about`` keeps the sheets whose id, title or source holds these words, whatever
    their case. Raises as ``load`` does.
    """
    path = genre_file(cache_dir, genre)
    if not path.is_file():
        raise MissingCorpus(f"no lead sheets of {genre!r} in {cache_dir}; build the corpus first")
    wanted = about.lower()
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if wanted not in line[: line.find(_FACTS_END)].lower():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or "split" not in row:
                    raise ValueError("a line is no piece")
                yield row
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise CorpusError(f"{path} is damaged ({error}); build the corpus again") from error


def _piece(cache_dir: Path, genre: str, row: dict[str, Any]) -> CorpusPiece:
    try:
        return piece_from_row(row)
    except (KeyError, TypeError, ValueError) as error:
        path = genre_file(cache_dir, genre)
        raise CorpusError(f"{path} is damaged ({error}); build the corpus again") from error


def piece_to_row(piece: CorpusPiece) -> dict[str, Any]:
    """The piece as a row for JSON, times in ticks."""
    sheet = piece.sheet
    return {
        "id": piece.piece_id, "part": piece.part, "genre": piece.genre, "source": piece.source,
        "title": piece.title, "split": piece.split, "cluster": piece.cluster,
        "chords_from": piece.chords_from, "key": [sheet.key.tonic, sheet.key.mode],
        "meter": sheet.meter.name, "bars": sheet.bars, "tempo": sheet.tempo_bpm,
        "melody": [[to_ticks(n.start_beats), to_ticks(n.end_beats) - to_ticks(n.start_beats),
                    n.pitch] for n in sheet.melody],
        "chords": [[to_ticks(c.start_beats), to_ticks(c.length_beats), c.chord.root,
                    c.chord.quality, c.chord.bass] for c in sheet.chords],
        "sections": [[s.label, s.start_bar, s.bars, s.returns_to] for s in sheet.sections],
    }  # fmt: skip


def piece_from_row(row: dict[str, Any]) -> CorpusPiece:
    """The piece of a row. Raises ValueError or KeyError where the row is not one."""
    sheet = LeadSheet(
        key=Key(*row["key"]),
        meter=Meter(row["meter"]),
        bars=row["bars"],
        melody=tuple(Note(p, to_beats(s), to_beats(n)) for s, n, p in row["melody"]),
        chords=tuple(
            ChordSpan(Chord(root, quality, bass), to_beats(s), to_beats(n))
            for s, n, root, quality, bass in row["chords"]
        ),
        sections=tuple(Section(*section) for section in row.get("sections", ())),
        title=row["title"],
        genre=row["genre"],
        tempo_bpm=row["tempo"],
    )
    return CorpusPiece(
        row["id"], row["genre"], row["source"], row["title"], row["split"], row["cluster"],
        sheet, row["part"], row["chords_from"],
    )  # fmt: skip
