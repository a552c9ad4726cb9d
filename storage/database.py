"""The file itself: how it is opened, one thread that writes, a few connections that read.

Knows SQLite and nothing of what is stored. Writes that wait together share one
transaction, each in a savepoint of its own, so that durability costs one disk sync for
all of them. A write is acknowledged only after it is committed and synced.
"""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database as SqliteUtils

from storage.errors import CannotOpen, StorageError
from storage.migrations import migrate

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
Clock = Callable[[], float]

_BUSY_SECONDS = 30.0
_CLOSED = "the memory is closed already; start Fusebox again"
_MOST_TOGETHER = 64
_READERS = 4
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    # What is deleted is overwritten, not only unlinked.
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection with our settings, usable from any thread. Raises CannotOpen."""
    try:
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise CannotOpen(_why_not(path, error)) from error
    return connection


def prepare(path: Path, *, stop_before: str | None = None) -> None:
    """Make the file if need be, and bring it to the present schema. Raises CannotOpen."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise CannotOpen(_why_not(path, error)) from error
    connection = connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # Locked first, so that of two processes that start at once only one migrates.
        connection.execute("BEGIN IMMEDIATE")
        migrate(SqliteUtils(connection, execute_plugins=False), stop_before=stop_before)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise CannotOpen(_why_not(path, error)) from error
    finally:
        connection.close()


def _why_not(path: Path, error: Exception) -> str:
    reason = str(error).lower()
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
    todo = "choose another folder with FUSEBOX_MEMORY_DIR"
    if "not a database" in reason or "malformed" in reason:
        todo = "restore a backup with 'fusebox restore', or move the file away"
    return f"the memory in {path} can't be opened: {reason}; {todo}"


class Database:
    """One file, open. ``write`` and ``read`` may be called from any thread, and block."""

    def __init__(self, path: Path, *, clock: Clock = time.time) -> None:
        prepare(path)
        self.path = path
        self.clock = clock
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._all_readers = [connect(path) for _ in range(_READERS)]
        for reader in self._all_readers:
            reader.execute("PRAGMA query_only = ON")
            self._readers.put(reader)
        self._writing = connect(path)
        self._closing = threading.Lock()
        self._is_closed = False
        self._writer = threading.Thread(target=self._write_for_ever, name="storage", daemon=True)
        self._writer.start()

    def write(self, work: Work[T]) -> T:
        """Run ``work`` in a transaction on the writing thread; returns when it is on disk.

        Whatever ``work`` raises undoes it and is raised here; an error of SQLite itself
        becomes a StorageError.
        """
        future: Future[T] = Future()
        with self._closing:
            if self._is_closed:
                raise StorageError(_CLOSED)
            self._waiting.put(_Waiting(work, future))
        return _told(future.result)

    def read(self, work: Work[T]) -> T:
        """Run ``work`` on a connection that can only read, over one unchanging view."""
        reader = self._readers.get()
        try:
            if self._is_closed:
                raise StorageError(_CLOSED)
            return _told(lambda: _within(reader, work))
        finally:
            self._readers.put(reader)

    def truncate_log(self) -> None:
        """Bring the log into the file and empty it, where no other process reads just now."""
        connection = connect(self.path)
        try:
            with suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        """Finish what was asked for, then close. Safe to call twice."""
        with self._closing:
            if self._is_closed:
                return
            self._is_closed = True
            self._waiting.put(None)
        self._writer.join()
        for reader in [self._readers.get() for _ in self._all_readers]:
            reader.close()
            # Back into the pool, so that who still waits for one is told and not kept waiting.
            self._readers.put(reader)
        with suppress(sqlite3.Error):
            self._writing.execute("PRAGMA optimize")
        self._writing.close()

    def _write_for_ever(self) -> None:
        going = True
        while going:
            first = self._waiting.get()
            together: list[_Waiting] = []
            while first is not None:
                together.append(first)
                if len(together) == _MOST_TOGETHER or self._waiting.empty():
                    break
                first = self._waiting.get()
            going = first is not None
            if together:
                _write_together(self._writing, together)


class _Waiting:
    """A write that waits for its turn, and the promise of its result."""

    __slots__ = ("_answer", "_error", "_future", "_work")

    def __init__(self, work: Work[T], future: Future[T]) -> None:
        self._work: Work[object] = work
        self._future: Future[object] = future  # type: ignore[assignment]
        self._answer: object = None
        self._error: BaseException | None = None

    def run(self, connection: sqlite3.Connection) -> None:
        """Do the work in a savepoint; an error undoes this work and no other."""
        connection.execute("SAVEPOINT one")
        try:
            self._answer = self._work(connection)
        except Exception as error:  # kept for the thread that asked
            self._error = error
            connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")

    def fail(self, error: BaseException) -> None:
        """Nothing of the whole transaction holds."""
        self._error = error

    def tell(self) -> None:
        """Hand the result to the thread that asked."""
        if self._error is not None:
            self._future.set_exception(self._error)
        else:
            self._future.set_result(self._answer)


def _write_together(connection: sqlite3.Connection, together: list[_Waiting]) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for one in together:
            one.run(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        for one in together:
            one.fail(error)
    for one in together:
        one.tell()


def _within(reader: sqlite3.Connection, work: Work[T]) -> T:
    reader.execute("BEGIN")
    try:
        return work(reader)
    finally:
        reader.execute("ROLLBACK")


def _told(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except sqlite3.IntegrityError as error:
        raise StorageError(
            f"that speaks of something that was deleted meanwhile ({str(error).lower()}); "
            "look again and say it anew"
        ) from error
    except sqlite3.Error as error:
        raise StorageError(
            f"the memory could not be used ({str(error).lower()}); "
            "see that the disk has room, then run 'fusebox db check'"
        ) from error
