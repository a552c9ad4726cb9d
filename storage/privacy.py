"""What is kept of a user: told, handed out, and erased.

MINE is the whole of it, a row a table: a test compares it with the schema, so that no
new table can be forgotten.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storage.battles import count_battle
from storage.database import Database
from storage.errors import StorageError
from storage.files import Files, doom
from storage.ledger import FILE_NAME, Deletion, append_ledger, record, recorded
from storage.pieces import owned
from storage.ranking import recount

# table, what it is called, and which of its rows are a user's (:user).
MINE: tuple[tuple[str, str, str], ...] = (
    ("users", "your name here", "id = :user"),
    ("conversations", "conversations", "user = :user"),
    ("pieces", "pieces", "user = :user"),
    ("presets", "presets", "user = :user"),
    ("preferences", "preferences", "user = :user"),
    ("votes", "votes", "user = :user"),
    ("battles", "battles", "caller = :user OR left_user = :user OR right_user = :user"),
    ("battle_votes", "votes in battles", "user = :user"),
    ("jobs", "orders", "user = :user"),
    ("opinions", "signs of your taste", "user = :user"),
    ("tastes", "what you told of your taste", "user = :user"),
)
# Names of other people's contestants and counts of an open battle stay blind in an export.
_NOT_EXPORTED = {"token", "left_user", "right_user", "left_preset", "right_preset", "left_name",
                 "right_name", "left_votes", "right_votes", "caller"}  # fmt: skip
_JSON_COLUMNS = {"history", "request", "metrics", "provenance", "difference", "usual", "features",
                 "told", "address"}  # fmt: skip

# A direct conversation says whose it was: a place that nobody is left in goes too.
_LONELY_PLACE = "DELETE FROM places WHERE id = ? " + " ".join(
    f"AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = places.id)"
    for table, column in (
        ("conversations", "place"), ("pieces", "place"), ("battles", "place"),
        ("settings", "place"), ("jobs", "place"), ("presets", "shared_in"),
    )
)  # fmt: skip


class Privacy:
    """A user's rights over what is kept of them."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    @property
    def ledger(self) -> Path:
        """Where deletions are remembered beside the database."""
        return self._database.path.with_name(FILE_NAME)

    def summary(self, user: int) -> dict[str, int]:
        """How much of what is kept, by what it is called; only what there is."""
        counts = self._database.read(lambda c: _counts(c, user))
        return {words: counts[table] for table, words, _ in MINE if counts.get(table)}

    def export(self, user: int) -> dict[str, Any]:
        """Everything that is kept of a user, as plain data by table."""

        def work(connection: sqlite3.Connection) -> dict[str, Any]:
            return {
                table: [
                    _plain(row)
                    for row in connection.execute(
                        f"SELECT * FROM {table} WHERE {mine}", {"user": user}
                    ).fetchall()
                ]
                for table, _, mine in MINE
            }

        return self._database.read(work)

    def export_archive(self, user: int, path: Path) -> Path:
        """Write ``data.json`` and the user's files as one ZIP archive, whole or not at all.

        Raises StorageError where it can't be written.
        """
        data = json.dumps(self.export(user), indent=1, ensure_ascii=False)
        unfinished = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("data.json", data)
                for piece, code, name in self._files_of(user):
                    inside = f"pieces/{code}/{os.path.basename(name)}"
                    archive.writestr(inside, self._files.read(piece, name, user, None))
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            reason = (error.strerror or str(error)).lower()
            raise StorageError(f"the archive {path} can't be written: {reason}") from error
        return path

    def delete_user(self, user: int) -> dict[str, int]:
        """Erase a user and all that is theirs in one transaction; how many rows of what went.

        Pieces that others made from theirs stay and lose their parent; the votes of others
        on them go with them; pieces that the user voted on are counted anew.
        """

        def work(connection: sqlite3.Connection) -> dict[str, int]:
            counts = _counts(connection, user)
            erase_users(connection, [user], self._database.clock(), counts)
            return counts

        counts = self._database.write(work)
        self._finish()
        return {words: counts[table] for table, words, _ in MINE if counts.get(table)}

    def delete_piece(self, user: int, code: str) -> None:
        """Erase one's own piece with its files and votes. Raises NotFound."""

        def work(connection: sqlite3.Connection) -> None:
            piece = owned(connection, code, user)
            erase_pieces(connection, [piece.id], self._database.clock())

        self._database.write(work)
        self._finish()

    def deletions(self) -> list[Deletion]:
        """The audit, oldest first."""
        return self._database.read(recorded)

    def _finish(self) -> None:
        """What a transaction can't do: the disk. All of it is done again at the next start."""
        append_ledger(self.ledger, self.deletions())
        self._files.sweep()
        # Pages that held the rows are overwritten in the file; the log must go as well.
        self._database.truncate_log()

    def _files_of(self, user: int) -> Sequence[tuple[int, str, str]]:
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT p.id, p.code, f.name FROM pieces p JOIN piece_files f ON f.piece = p.id "
                "WHERE p.user = ? ORDER BY p.id, f.name",
                (user,),
            ).fetchall()
        )
        return [(row["id"], row["code"], row["name"]) for row in rows]


def erase_users(
    connection: sqlite3.Connection, users: Sequence[int], now: float, counts: dict[str, int]
) -> None:
    """Erase users inside a transaction, note it in the audit, keep others' votes consistent."""
    for user in users:
        known = connection.execute("SELECT token FROM users WHERE id = ?", (user,)).fetchone()
        if known is None:
            continue
        voted = connection.execute("SELECT piece FROM votes WHERE user = ?", (user,)).fetchall()
        fought = connection.execute(
            "SELECT battle FROM battle_votes WHERE user = ?", (user,)
        ).fetchall()
        hashes = connection.execute(
            "SELECT DISTINCT f.hash FROM pieces p JOIN piece_files f ON f.piece = p.id "
            "WHERE p.user = ?",
            (user,),
        ).fetchall()
        places = connection.execute(
            "SELECT place FROM conversations WHERE user = :user "
            "UNION SELECT place FROM pieces WHERE user = :user AND place IS NOT NULL",
            {"user": user},
        ).fetchall()
        connection.execute("DELETE FROM users WHERE id = ?", (user,))
        for row in places:
            connection.execute(_LONELY_PLACE, (row[0],))
        for row in voted:
            recount(connection, row[0])
        for row in fought:
            _recount_closed(connection, row[0])
        doom(connection, [row[0] for row in hashes])
        record(connection, [Deletion("user", known[0], now, json.dumps(counts))])


def erase_pieces(connection: sqlite3.Connection, pieces: Sequence[int], now: float) -> None:
    """Erase pieces inside a transaction and note it in the audit."""
    for piece in pieces:
        hashes = connection.execute(
            "SELECT DISTINCT hash FROM piece_files WHERE piece = ?", (piece,)
        ).fetchall()
        gone = connection.execute(
            "DELETE FROM pieces WHERE id = ? RETURNING token", (piece,)
        ).fetchone()
        doom(connection, [row[0] for row in hashes])
        if gone is not None:
            record(connection, [Deletion("piece", gone[0], now)])


def _recount_closed(connection: sqlite3.Connection, battle: int) -> None:
    row = connection.execute("SELECT closed_at FROM battles WHERE id = ?", (battle,)).fetchone()
    if row is not None and row[0] is not None:
        count_battle(connection, battle)


def _counts(connection: sqlite3.Connection, user: int) -> dict[str, int]:
    return {
        table: connection.execute(
            f"SELECT count(*) FROM {table} WHERE {mine}", {"user": user}
        ).fetchone()[0]
        for table, _, mine in MINE
    }


def _plain(row: sqlite3.Row) -> dict[str, Any]:
    return {
        name: json.loads(row[name]) if name in _JSON_COLUMNS and row[name] else row[name]
        for name in row.keys()  # noqa: SIM118  (a Row iterates values)
        if name not in _NOT_EXPORTED
    }
