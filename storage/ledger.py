"""The ledger of deletions: what must stay deleted, also when an older backup comes back.

Holds random tokens and times, nothing that says who anybody was. It lies beside the
database as lines of JSON and in the database's own audit; each mends the other.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from storage.errors import StorageError

FILE_NAME = "deletions.jsonl"


@dataclass(frozen=True, slots=True)
class Deletion:
    """One deletion: ``kind`` is user or piece, ``counts`` how many rows of what went (JSON)."""

    kind: str
    token: str
    deleted_at: float
    counts: str = "{}"


def recorded(connection: sqlite3.Connection) -> list[Deletion]:
    """The audit inside a database, oldest first."""
    rows = connection.execute(
        "SELECT kind, token, deleted_at, counts FROM deletions ORDER BY id"
    ).fetchall()
    return [Deletion(row[0], row[1], row[2], row[3]) for row in rows]


def record(connection: sqlite3.Connection, deletions: Iterable[Deletion]) -> None:
    """Add to the audit inside a database what it doesn't hold yet."""
    connection.executemany(
        "INSERT OR IGNORE INTO deletions (kind, token, deleted_at, counts) VALUES (?, ?, ?, ?)",
        [(d.kind, d.token, d.deleted_at, d.counts) for d in deletions],
    )


def read_ledger(path: Path) -> list[Deletion]:
    """The lines of a ledger; a last line that a crash cut off is left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"the ledger of deletions {path} can't be read: {error}") from error
    found = []
    for line in lines:
        try:
            found.append(Deletion(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def append_ledger(path: Path, deletions: Iterable[Deletion]) -> None:
    """Add what the ledger lacks, and see it on disk."""
    known = {one.token for one in read_ledger(path)}
    new = [one for one in deletions if one.token not in known]
    if not new:
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            # A line of its own, even after one that a crash cut off.
            file.write("\n" + "\n".join(json.dumps(asdict(one)) for one in new) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(f"the ledger of deletions {path} can't be written: {error}") from error
