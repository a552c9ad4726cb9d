"""Backups, restores, checks and retention: what an operator does to a memory.

A restore never brings back what was deleted: the deletions of the present memory, of the
ledger beside it and of the backup itself are all applied to what is restored.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

from storage.database import Database, connect, prepare
from storage.errors import BadBackup, CannotOpen, StorageError
from storage.ledger import FILE_NAME, Deletion, append_ledger, read_ledger, record, recorded
from storage.privacy import erase_pieces, erase_users

_DAY_SECONDS = 86_400


def back_up(path: Path, target: Path) -> Path:
    """Write a whole, compacted copy of the database while it is in use.

    Nothing is left in it of what was deleted before. Sound and pictures are not in it:
    they are made again from the recipes. Raises StorageError.
    """
    if not path.exists():
        raise StorageError(f"there is no memory in {path} yet, so there is nothing to back up")
    connection = connect(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            copy = Path(folder) / "copy.db"
            connection.execute("VACUUM INTO ?", (str(copy),))
            _check_backup(copy, target)
            with copy.open("rb") as file:
                os.fsync(file.fileno())
            copy.chmod(0o600)
            copy.replace(target)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"the backup {target} can't be written: {reason}") from error
    except sqlite3.Error as error:
        raise StorageError(f"the backup {target} can't be made: {str(error).lower()}") from error
    finally:
        connection.close()
    return target


def restore(backup: Path, path: Path, *, now: float) -> int:
    """Make a backup the memory again; returns how many deletions were applied to it.

    The present memory is replaced in one transaction of SQLite's own, or stays as it was.
    Raises BadBackup or StorageError.
    """
    if not backup.is_file():
        raise BadBackup(f"there is no backup {backup}")
    ledger = path.with_name(FILE_NAME)
    deletions = [*read_ledger(ledger), *_present_deletions(path)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as folder:
            copy = Path(folder) / "copy.db"
            copy.write_bytes(backup.read_bytes())
            _check_backup(copy, backup)
            prepare(copy)
            applied = _apply(copy, deletions, now)
            _copy_over(copy, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(f"{backup} can't be restored: {reason}") from error
    append_ledger(ledger, _present_deletions(path))
    return applied


def check(path: Path) -> list[str]:
    """What is wrong with a memory, a sentence each; empty where all is well."""
    if not path.exists():
        return [f"there is no memory in {path} yet"]
    connection = connect(path)
    try:
        found = [
            f"the file is damaged: {row[0]}"
            for row in connection.execute("PRAGMA integrity_check(20)")
            if row[0] != "ok"
        ]
        found += [
            f"a row of {row[0]} speaks of a row of {row[2]} that is gone"
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
        for sentence, sql in _INVARIANTS:
            (count,) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()
            found += [f"{count} {sentence}"] if count else []
    except sqlite3.Error as error:
        found = [f"the file can't be read: {str(error).lower()}"]
    finally:
        connection.close()
    return found


def retire(database: Database, *, keep_days: int | None) -> int:
    """Delete pieces older than ``keep_days`` that nobody liked, saved or remixed; how many.

    Finished jobs go after the same time. None keeps everything.
    """
    if keep_days is None:
        return 0
    limit = database.clock() - keep_days * _DAY_SECONDS

    def work(connection: sqlite3.Connection) -> int:
        old = connection.execute(
            "SELECT p.id FROM pieces p WHERE p.created_at < ? AND p.up = 0 "
            "AND NOT EXISTS (SELECT 1 FROM pieces c WHERE c.parent = p.id) "
            "AND NOT EXISTS (SELECT 1 FROM opinions o WHERE o.piece = p.id AND o.kind = 'kept') "
            "AND NOT EXISTS (SELECT 1 FROM battles b WHERE b.left_piece = p.id) "
            "AND NOT EXISTS (SELECT 1 FROM battles b WHERE b.right_piece = p.id) LIMIT 500",
            (limit,),
        ).fetchall()
        erase_pieces(connection, [row[0] for row in old], database.clock())
        connection.execute(
            "DELETE FROM jobs WHERE state NOT IN ('waiting', 'running') AND updated_at < ?",
            (limit,),
        )
        return len(old)

    gone = 0
    while some := database.write(work):
        gone += some
    return gone


_INVARIANTS: tuple[tuple[str, str], ...] = (
    (
        "pieces have other counts than their votes say",
        "SELECT p.id FROM pieces p LEFT JOIN votes v ON v.piece = p.id AND v.user <> p.user "
        "GROUP BY p.id HAVING p.up <> coalesce(sum(v.value = 1), 0) "
        "OR p.down <> coalesce(sum(v.value = -1), 0)",
    ),
    (
        "users have more presets than 50",
        "SELECT user FROM presets GROUP BY user HAVING count(*) > 50",
    ),
    (
        "rows hold text that is no JSON",
        "SELECT id FROM pieces WHERE NOT json_valid(request) UNION ALL "
        "SELECT id FROM presets WHERE NOT json_valid(request) UNION ALL "
        "SELECT id FROM jobs WHERE NOT json_valid(request)",
    ),
    (
        "files belong to no piece",
        "SELECT hash FROM files WHERE hash NOT IN (SELECT hash FROM piece_files)",
    ),
    (
        "deleted users or pieces are there again",
        "SELECT token FROM deletions WHERE token IN (SELECT token FROM users) "
        "UNION ALL SELECT token FROM deletions WHERE token IN (SELECT token FROM pieces)",
    ),
)


def _check_backup(path: Path, shown: Path) -> None:
    try:
        connection = connect(path)
    except CannotOpen as error:
        raise BadBackup(f"{shown} is no backup of Fusebox: it is no database") from error
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "_sqlite_migrations" not in tables or "users" not in tables:
            raise BadBackup(f"{shown} is no backup of Fusebox: it holds other tables")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise BadBackup(f"the backup {shown} is damaged: {verdict}")
    except sqlite3.Error as error:
        raise BadBackup(f"the backup {shown} can't be read: {str(error).lower()}") from error
    finally:
        connection.close()


def _present_deletions(path: Path) -> list[Deletion]:
    """The audit of the memory that is there, as far as it can be read."""
    if not path.exists():
        return []
    try:
        connection = connect(path)
    except CannotOpen:
        return []
    try:
        return recorded(connection)
    except sqlite3.Error:
        return []
    finally:
        connection.close()


def _apply(copy: Path, deletions: Iterable[Deletion], now: float) -> int:
    connection = connect(copy)
    try:
        connection.execute("BEGIN IMMEDIATE")
        wanted = {one.token: one for one in [*deletions, *recorded(connection)]}
        users = _ids(connection, "users", wanted)
        pieces = _ids(connection, "pieces", wanted)
        # Noted first, so that the time of the first deletion is kept.
        record(connection, wanted.values())
        erase_users(connection, users, now, {})
        erase_pieces(connection, pieces, now)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()
    return len(users) + len(pieces)


def _ids(connection: sqlite3.Connection, table: str, wanted: Iterable[str]) -> list[int]:
    found = []
    for token in wanted:
        row = connection.execute(f"SELECT id FROM {table} WHERE token = ?", (token,)).fetchone()
        found += [int(row[0])] if row is not None else []
    return found


def _copy_over(copy: Path, path: Path) -> None:
    try:
        target = connect(path)
    except CannotOpen:
        # What is there can't even be opened: it is put aside, not lost.
        path.replace(path.with_name(path.name + ".damaged"))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        target = connect(path)
    source = connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise StorageError(
            f"the memory in {path} can't be replaced ({str(error).lower()}); stop Fusebox first"
        ) from error
    finally:
        source.close()
        target.close()
