"""One tune from a file that somebody brings: MIDI, MusicXML or ABC in, a lead sheet out.

The first piece of the file and its first part; chords come from the file, from its
voices, or from the shipped harmoniser. The readers bound what a hostile file may cost.
"""

from __future__ import annotations

from pathlib import PurePath

from models.corpora.archives import MAX_FILE_BYTES
from models.corpora.errors import CorpusError, UnreadablePiece
from models.corpora.frames import voice_frames
from models.corpora.harmonise import add_chords
from models.corpora.harmoniser import model_for
from models.corpora.reading import read_file
from models.corpora.score import Score
from models.corpora.sheets import lead_sheets
from models.corpora.store import CorpusPiece, piece_from_row, piece_to_row
from models.training.own_tunes import READERS
from music.leadsheet import LeadSheet

_LONGEST_NAME = 60


def read_tune(data: bytes, name: str) -> LeadSheet:
    """The tune of a file with chords, in its own key; ``name`` is the file's, for reader and title.

    Raises CorpusError with a sentence that names the file and what is wrong.
    """
    path = PurePath(name)
    shown = path.name[:_LONGEST_NAME]
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise CorpusError(f"{shown} can't be read; a melody is one of {', '.join(READERS)}")
    if len(data) > MAX_FILE_BYTES:
        raise CorpusError(f"{shown} has over {MAX_FILE_BYTES >> 20} MiB; give a smaller file")
    _, score = next(read_file(reader, name, data), (name, UnreadablePiece("no piece is in it")))
    try:
        if not isinstance(score, Score):
            raise score
        row = _first_row(score, name)
    except ValueError as error:
        raise CorpusError(f"{shown} holds no melody that can be used: {error}") from error
    if not row["chords"]:
        add_chords([row], model_for("folk"))
    sheet = piece_from_row(row).sheet
    return sheet if sheet.title else _titled(sheet, path.stem[:_LONGEST_NAME])


def _first_row(score: Score, name: str) -> dict[str, object]:
    sheet, voices = lead_sheets(score, genre="folk")[0]
    chords_from = score.chords_from if sheet.chords else ""
    row = piece_to_row(
        CorpusPiece(name, "folk", "own", sheet.title, "train", "", sheet, 0, chords_from)
    )
    if voices:
        sounding = [(note.start, note.length, note.pitch) for note in voices]
        row["frames"] = voice_frames(sounding, sheet.meter, sheet.bars)
    return row


def _titled(sheet: LeadSheet, title: str) -> LeadSheet:
    from dataclasses import replace

    return replace(sheet, title=title)
