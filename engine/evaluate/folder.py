"""Pieces from a folder of MIDI files with a manifest: any system's, measured as ours are.

The manifest is ``manifest.jsonl``, ``.json`` or ``.csv`` with a row a file: ``file``,
``weights`` ({"jazz": 0.7, …}; in CSV ``jazz=0.7 classical=0.3``), and, where known, ``seed``
and ``temperature``. Of each file the tune is found, swing is written straight, chords are
taken from what sounds, and the first sixteen full bars are measured. Our own pieces go the
same way when they come as files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import REFERENCE_BARS, EvaluationError
from engine.metrics.grid import first_bars
from models.corpora.errors import UnreadablePiece
from models.corpora.frames import voice_frames
from models.corpora.harmonise import add_chords
from models.corpora.harmoniser import model_for
from models.corpora.reading import read_file
from models.corpora.sheets import lead_sheets
from models.corpora.store import CorpusPiece, piece_from_row, piece_to_row
from models.training.own_playing import playing_of, written_straight
from music.leadsheet import LeadSheet

MANIFESTS = ("manifest.jsonl", "manifest.json", "manifest.csv")
_SUM_SLACK = 0.02


@dataclass(frozen=True, slots=True)
class FolderPieces:
    """The pieces that could be read, and (file, reason) for the others."""

    pieces: tuple[EvaluatedPiece, ...]
    skipped: tuple[tuple[str, str], ...]


def read_folder(
    folder: Path, *, progress: Callable[[int, int], None] = lambda done, known: None
) -> FolderPieces:
    """Read every file of a folder's manifest. ``progress`` is told (files done, files known).

    Raises EvaluationError where the manifest is missing or can't be read, or no file of it can.
    """
    rows = list(_manifest(folder))
    pieces: list[EvaluatedPiece] = []
    skipped: list[tuple[str, str]] = []
    for done, row in enumerate(rows, start=1):
        try:
            pieces.append(_piece(folder, row))
        except (UnreadablePiece, EvaluationError, ValueError) as error:
            skipped.append((str(row.get("file", "?")), str(error)))
        progress(done, len(rows))
    if not pieces:
        reason = f"; {skipped[0][0]}: {skipped[0][1]}" if skipped else ""
        raise EvaluationError(f"no piece of {folder} can be evaluated{reason}")
    return FolderPieces(tuple(pieces), tuple(skipped))


def tune_of_midi(data: bytes, genre: str, name: str = "piece.mid") -> tuple[LeadSheet, bool]:
    """(the first sixteen bars of a MIDI file's tune with chords, whether they are all of it).

    ``genre`` chooses the harmoniser where no other voice sounds. Raises UnreadablePiece for a
    file without a tune.
    """
    for _, score in read_file("midi of somebody", name, data):
        if isinstance(score, UnreadablePiece):
            raise score
        for sheet, voices in lead_sheets(written_straight(score, playing_of(data)), genre=genre):
            row = piece_to_row(CorpusPiece(name, genre, "", "", "", "", sheet))
            sounding = [(note.start, note.length, note.pitch) for note in voices]
            if sounding:
                row["frames"] = voice_frames(sounding, sheet.meter, sheet.bars)
            if not row["chords"]:
                add_chords([row], model_for(genre))
            whole = piece_from_row(row).sheet
            bars = whole.bars - whole.first_bar
            return first_bars(whole, REFERENCE_BARS), bars <= REFERENCE_BARS
    raise UnreadablePiece("it holds no tune")


def _piece(folder: Path, row: Mapping[str, Any]) -> EvaluatedPiece:
    file = str(row.get("file", ""))
    weights = _weights(row.get("weights"), file)
    path = folder / file
    if not file or not path.resolve().is_relative_to(folder.resolve()):
        raise EvaluationError(f"the manifest's file {file!r} is not in the folder")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"it can't be opened ({error.strerror})") from error
    sheet, whole = tune_of_midi(data, max(weights, key=lambda g: weights[g]), file)
    return EvaluatedPiece(
        sheet=sheet,
        weights=weights,
        seed=int(row.get("seed") or 0),
        temperature=float(row.get("temperature") or 1.0),
        name=file,
        closes=whole,
    )


def _weights(value: object, file: str) -> dict[str, float]:
    """Weights that sum to 1; percent are taken too."""
    if isinstance(value, str):
        pairs = [part.rpartition("=") for part in value.replace(",", " ").split()]
        value = {name.replace("_", " "): share for name, _, share in pairs}
    if not isinstance(value, Mapping) or not value:
        raise EvaluationError(f"{file} has no weights; write them as in jazz=0.7 classical=0.3")
    try:
        weights = {str(name): float(share) for name, share in value.items() if float(share) > 0}
    except (TypeError, ValueError) as error:
        raise EvaluationError(f"the weights of {file} are no numbers") from error
    total = sum(weights.values())
    if not any(abs(total - whole) <= _SUM_SLACK * whole for whole in (1.0, 100.0)):
        raise EvaluationError(f"the weights of {file} sum to {total:g}, not to 1")
    return {name: share / total for name, share in weights.items()}


def _manifest(folder: Path) -> Iterator[Mapping[str, Any]]:
    path = next((folder / name for name in MANIFESTS if (folder / name).is_file()), None)
    if path is None:
        raise EvaluationError(
            f"{folder} has no manifest; write manifest.jsonl with one "
            '{"file": "a.mid", "weights": {"jazz": 1}} a line'
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows: Any
        if path.suffix == ".csv":
            rows = list(csv.DictReader(io.StringIO(text)))
        elif path.suffix == ".jsonl":
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            rows = json.loads(text)
    except (OSError, ValueError, csv.Error) as error:
        raise EvaluationError(f"{path} can't be read ({error})") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise EvaluationError(f"{path} is not a list of rows with a file and its weights")
    yield from rows
