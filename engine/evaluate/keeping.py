"""A folder of composed pieces, so that a long evaluation can be stopped and go on.

Knows how a piece is written down. Pieces of other weights or of another composing code
than the present one stay in the file and are not used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import engine.compose
import models.harmony
import models.sampler
from engine.evaluate.reference import EvaluationError
from engine.request import CompositionRequest
from models.corpora.store import CorpusPiece, piece_from_row, piece_to_row
from music.leadsheet import LeadSheet, Section

_FILE = "pieces.jsonl"


class KeptPieces:
    """The pieces of a folder that were composed by ``version``; None keeps them in memory only.

    Raises EvaluationError where the folder can't be used. A line torn by a crash is passed
    over.
    """

    def __init__(self, folder: Path | None, version: str) -> None:
        self.version = version
        self._sheets: dict[str, LeadSheet] = {}
        self._path = folder and folder / _FILE
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lines = (
                self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
            )
        except (OSError, UnicodeDecodeError) as error:
            raise EvaluationError(f"the folder {folder} can't be used for pieces") from error
        for line in lines:
            try:
                row = json.loads(line)
                if row["version"] == version:
                    self._sheets[row["id"]] = sheet_from_row(row["sheet"])
            except (ValueError, KeyError, TypeError):
                continue

    def get(self, request: CompositionRequest) -> LeadSheet | None:
        """The piece that this request gave, None where it was not composed yet."""
        return self._sheets.get(request_id(request))

    def put(self, request: CompositionRequest, sheet: LeadSheet) -> None:
        """Keep a piece. Raises EvaluationError where it can't be written."""
        name = request_id(request)
        self._sheets[name] = sheet
        if self._path is None:
            return
        row = {
            "id": name,
            "version": self.version,
            "request": request.to_json(),
            "sheet": sheet_to_row(sheet),
        }
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        except OSError as error:
            raise EvaluationError(f"{self._path} can't be written: {error.strerror}") from error


def composing_version(networks_version: str) -> str:
    """Names the weights and the code that composes: pieces of another version are stale."""
    digest = hashlib.sha256(networks_version.encode())
    for package in (engine.compose, models.sampler, models.harmony):
        for path in sorted(Path(str(package.__file__)).parent.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def request_id(request: CompositionRequest) -> str:
    """Sixteen hex digits that belong to one request."""
    text = json.dumps(request.to_json(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sheet_to_row(sheet: LeadSheet) -> dict[str, Any]:
    """A lead sheet with sections and the notes' genres as plain data, times in ticks."""
    row = piece_to_row(CorpusPiece("", sheet.genre or "", "", sheet.title, "", "", sheet))
    row["genres"] = [note.genre for note in sheet.melody]
    row["sections"] = [[s.label, s.start_bar, s.bars, s.returns_to] for s in sheet.sections]
    return row


def sheet_from_row(row: Mapping[str, Any]) -> LeadSheet:
    """The lead sheet of a row. Raises ValueError, KeyError or TypeError where it is none."""
    sheet = piece_from_row(dict(row)).sheet
    notes = zip(sheet.melody, row["genres"], strict=True)
    return replace(
        sheet,
        genre=sheet.genre or None,
        melody=tuple(replace(note, genre=genre) for note, genre in notes),
        sections=tuple(Section(*section) for section in row["sections"]),
    )
