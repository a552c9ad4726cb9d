"""One tune from a file that somebody brings: MIDI, MusicXML or ABC in, a lead sheet out.

The first piece of the file and its first part; chords come from the file, from its
voices, or from the shipped harmoniser. The readers bound what a hostile file may cost.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from models.corpora.archives import MAX_FILE_BYTES
from models.corpora.errors import CorpusError, UnreadablePiece
from models.corpora.frames import voice_frames
from models.corpora.harmonise import add_chords
from models.corpora.harmoniser import model_for
from models.corpora.reading import read_file
from models.corpora.score import Score
from models.corpora.sheets import lead_sheets
from models.corpora.store import CorpusPiece, piece_from_row, piece_to_row
from music.leadsheet import LeadSheet

# How a file's name ends: the reader that takes it.
READERS: dict[str, str] = {
    ".abc": "abc",
    ".mxl": "musicxml",
    ".xml": "musicxml",
    ".musicxml": "musicxml",
    ".mid": "midi of somebody",
    ".midi": "midi of somebody",
}
_LONGEST_NAME = 60


def read_tune(data: bytes, name: str) -> LeadSheet:
    """The tune of a file with chords, in its own key; ``name`` is the file's, for reader and title.

    Raises CorpusError with a sentence that names the file and what is wrong.
    """
    path = PurePath(name)
    shown = path.name[:_LONGEST_NAME]
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CorpusError(f"a melody can't be read from {shown}; it is one of {', '.join(READERS)}")
    if len(data) > MAX_FILE_BYTES:
        raise CorpusError(f"{shown} is over {MAX_FILE_BYTES >> 20} MiB; give a smaller file")
    _, score = next(read_file(reader, name, data), (name, UnreadablePiece("no piece is in it")))
    try:
        if not isinstance(score, Score):
            raise score
        row = rows_of(name, score, "folk")[0]
    except ValueError as error:
        raise CorpusError(f"no melody can be read from {shown}: {error}") from error
    if not row["chords"]:
        add_chords([row], model_for("folk"))
    sheet = piece_from_row(row).sheet
    return sheet if sheet.title else replace(sheet, title=path.stem[:_LONGEST_NAME])


def rows_of(piece_id: str, score: Score, genre: str) -> tuple[dict[str, Any], ...]:
    """The lead sheets of a score as rows (corpora/store.py), with what sounds beside the tune.

    Raises UnreadablePiece where nothing of at least eight notes remains.
    """
    rows = []
    for part, (sheet, voices) in enumerate(lead_sheets(score, genre=genre)):
        chords_from = score.chords_from if sheet.chords else ""
        piece = CorpusPiece(
            piece_id, genre, "own", sheet.title, "train", "", sheet, part, chords_from
        )
        row = piece_to_row(piece)
        if voices:
            sounding = [(note.start, note.length, note.pitch) for note in voices]
            row["frames"] = voice_frames(sounding, sheet.meter, sheet.bars)
        rows.append(row)
    return tuple(rows)
