"""What was fetched before, in a small file beside the data: ``fetched.json``.

A source without a published checksum is trusted the first time; its SHA-256 is kept here,
and a later download must have the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import FetchFailed

NAME = "fetched.json"


@dataclass(frozen=True, slots=True)
class Record:
    """One download: its address, SHA-256, size in bytes, and how many files it gave."""

    url: str
    sha256: str
    size: int
    files: int


def records(folder: Path) -> dict[str, Record]:
    """{name: what is remembered}. Raises FetchFailed where the file is damaged."""
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {name: Record(**row) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise FetchFailed(f"{path} is damaged; delete it to begin anew") from error


def remember(folder: Path, name: str, record: Record) -> None:
    """Add or replace one row."""
    rows = records(folder) | {name: record}
    partial = folder / f"{NAME}.part"
    text = json.dumps({name: asdict(row) for name, row in sorted(rows.items())}, indent=1)
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(folder / NAME)
