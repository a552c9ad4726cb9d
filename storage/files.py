"""Files of pieces by the hash of their content: equal files are kept once.

Small ones that nothing can replace (MIDI) lie in the database, so that a backup holds
them; sound and pictures lie in a folder under a size budget, because they can be made
again. Paths come from hashes alone: no name that a person typed ever touches the disk.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.database import Database
from storage.errors import NotFound, StorageError
from storage.piece import VISIBLE

DEFAULT_BUDGET_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file. ``evicted`` orders what goes first; None stays in the database."""

    name: str
    suffixes: tuple[str, ...]
    evicted: int | None


KINDS: tuple[FileKind, ...] = (
    FileKind("midi", (".mid",), None),
    FileKind("facts", (".json",), None),
    FileKind("notation", (".musicxml",), None),
    FileKind("audio", (".ogg", ".mp3", ".wav", ".flac", ".mp4", ".zip"), 1),
    FileKind("picture", (".png", ".svg", ".pdf"), 2),
    FileKind("other", (), 3),
)
_OTHER = KINDS[-1]
_BY_NAME = {kind.name: kind for kind in KINDS}
_OUTSIDE = tuple(kind.name for kind in KINDS if kind.evicted is not None)


def kind_of(name: str) -> FileKind:
    """The kind that a file's ending says."""
    ending = os.path.splitext(name)[1].lower()
    return next((kind for kind in KINDS if ending in kind.suffixes), _OTHER)


class Files:
    """All files; read by who may see a piece that they belong to."""

    def __init__(
        self, database: Database, folder: Path, budget_bytes: int = DEFAULT_BUDGET_BYTES
    ) -> None:
        self._database = database
        self.folder = folder
        self._budget = budget_bytes
        # A file is written and noted, or unnoted and removed: never the two at once.
        self._disk = threading.Lock()

    def add(self, piece: int, name: str, content: bytes) -> str:
        """Keep a file of a piece under a name such as ``"piece.ogg"``; returns its hash.

        What is over the budget afterwards is evicted, the oldest sound first.
        """
        kind = kind_of(name)
        key = hashlib.sha256(content).hexdigest()
        inside = content if kind.evicted is None else None

        def work(connection: sqlite3.Connection) -> None:
            now = self._database.clock()
            connection.execute(
                "INSERT INTO files (hash, kind, bytes, content, used_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (hash) DO UPDATE SET used_at = excluded.used_at",
                (key, kind.name, len(content), inside, now),
            )
            connection.execute(
                "INSERT INTO piece_files (piece, name, hash) VALUES (?, ?, ?) "
                "ON CONFLICT (piece, name) DO UPDATE SET hash = excluded.hash",
                (piece, name, key),
            )
            connection.execute("DELETE FROM doomed_files WHERE hash = ?", (key,))
            _evict(connection, self._budget)

        with self._disk:
            if inside is None:
                _write(self._path(key), content)
            self._database.write(work)
        self.sweep()
        return key

    def names(self, piece: int, viewer: int, place: int | None) -> list[str]:
        """The names of a piece's files that are there. Empty where the piece is hidden."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT f.name FROM piece_files f JOIN pieces p ON p.id = f.piece "
                f"WHERE f.piece = :piece AND {VISIBLE} ORDER BY f.name",
                {"piece": piece, "viewer": viewer, "place": place},
            ).fetchall()
        )
        return [str(row["name"]) for row in rows]

    def read(self, piece: int, name: str, viewer: int, place: int | None) -> bytes:
        """A file's content. Raises NotFound where it was evicted or the piece is hidden."""
        row = self._database.read(
            lambda c: c.execute(
                "SELECT d.hash, d.content FROM piece_files f JOIN pieces p ON p.id = f.piece "
                "JOIN files d ON d.hash = f.hash "
                f"WHERE f.piece = :piece AND f.name = :name AND {VISIBLE}",
                {"piece": piece, "name": name, "viewer": viewer, "place": place},
            ).fetchone()
        )
        if row is None:
            raise NotFound(f"there is no file {name[:80]!r} any more; it can be made again")
        if row["content"] is not None:
            return bytes(row["content"])
        try:
            content = self._path(row["hash"]).read_bytes()
        except OSError as error:
            raise NotFound(f"the file {name[:80]!r} is gone; it can be made again") from error
        self._database.write(
            lambda c: c.execute(
                "UPDATE files SET used_at = ? WHERE hash = ?",
                (self._database.clock(), row["hash"]),
            )
        )
        return content

    def sweep(self) -> int:
        """Remove from disk what nothing needs any more; how many files went."""
        doomed = "SELECT hash FROM doomed_files LIMIT 1000"
        if not self._database.read(lambda c: c.execute(doomed).fetchone()):
            return 0
        with self._disk:
            rows = self._database.read(
                lambda c: c.execute(
                    "SELECT hash, EXISTS (SELECT 1 FROM files f WHERE f.hash = d.hash) AS needed "
                    "FROM doomed_files d"
                ).fetchall()
            )
            for row in rows:
                if not row["needed"]:
                    with suppress(FileNotFoundError):
                        self._path(row["hash"]).unlink()
            hashes = [(row["hash"],) for row in rows]
            self._database.write(
                lambda c: c.executemany("DELETE FROM doomed_files WHERE hash = ?", hashes)
            )
        return len(rows)

    def lost(self) -> list[str]:
        """Hashes of files that are noted but not on disk, or differ from their hash's size."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT hash, bytes FROM files WHERE content IS NULL ORDER BY hash"
            ).fetchall()
        )
        return [row["hash"] for row in rows if _size(self._path(row["hash"])) != row["bytes"]]

    def drop_lost(self) -> int:
        """Unnote what is not on disk; after a restore the sound is made again when asked for."""
        hashes = [(key,) for key in self.lost()]
        self._database.write(lambda c: c.executemany("DELETE FROM files WHERE hash = ?", hashes))
        return len(hashes)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def doom(connection: sqlite3.Connection, hashes: Sequence[str]) -> None:
    """Unnote those of the files that no piece has any more; what lies on disk is doomed."""
    for key in hashes:
        gone = connection.execute(
            "DELETE FROM files WHERE hash = ? "
            "AND NOT EXISTS (SELECT 1 FROM piece_files f WHERE f.hash = files.hash) "
            "RETURNING kind, content IS NULL AS is_outside",
            (key,),
        ).fetchone()
        if gone is not None and gone["is_outside"]:
            connection.execute("INSERT OR IGNORE INTO doomed_files VALUES (?, ?)", (key, gone[0]))


def _evict(connection: sqlite3.Connection, budget: int) -> None:
    (used,) = connection.execute(
        "SELECT coalesce(sum(bytes), 0) FROM files WHERE content IS NULL"
    ).fetchone()
    for kind in sorted(_OUTSIDE, key=lambda name: _BY_NAME[name].evicted or 0):
        if used <= budget:
            return
        oldest = connection.execute(
            "SELECT hash, bytes FROM files WHERE content IS NULL AND kind = ? ORDER BY used_at",
            (kind,),
        ).fetchall()
        for row in oldest:
            if used <= budget:
                return
            connection.execute(
                "INSERT OR IGNORE INTO doomed_files VALUES (?, ?)", (row["hash"], kind)
            )
            connection.execute("DELETE FROM files WHERE hash = ?", (row["hash"],))
            used -= row["bytes"]


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on disk before it is noted."""
    if _size(path) == len(content):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        except BaseException:  # an interrupt too leaves no half file behind
            Path(unfinished).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"a file can't be kept in {path.parent.parent}: {reason}") from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
