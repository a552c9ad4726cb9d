"""Users, places, and the conversations between them.

A user is known by a front end and the name that front end uses (``discord``,
``1234``); everything else here uses the number that `meet_user` gives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from storage.codes import new_token
from storage.database import Database
from storage.errors import NotFound

_LONGEST_NAME = 100


class People:
    """Who and where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def meet_user(self, front: str, outside: str, name: str = "") -> int:
        """The number of a user, new or known; a new display name replaces the old."""
        return self._meet("users", front, outside, name)

    def meet_place(self, front: str, outside: str, name: str = "") -> int:
        """The number of a place: a server, a direct conversation, a terminal."""
        return self._meet("places", front, outside, name)

    def name_of(self, user: int) -> str | None:
        """A user's display name as the front end gave it, or None where there is none."""
        row = self._database.read(
            lambda c: c.execute("SELECT name FROM users WHERE id = ?", (user,)).fetchone()
        )
        return row and str(row["name"])

    def outside_of(self, user: int) -> tuple[str, str]:
        """(front end, its name for a user). Raises NotFound."""
        row = self._database.read(
            lambda c: c.execute("SELECT front, outside FROM users WHERE id = ?", (user,)).fetchone()
        )
        if row is None:
            raise NotFound("nobody of that number is known any more")
        return str(row["front"]), str(row["outside"])

    def find_user(self, front: str, name: str) -> int | None:
        """The user with a display name, whatever its case; None where it isn't just one."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT id FROM users WHERE front = ? AND name = ? COLLATE NOCASE LIMIT 2",
                (front, name.strip()),
            ).fetchall()
        )
        return int(rows[0]["id"]) if len(rows) == 1 else None

    def _meet(self, table: str, front: str, outside: str, name: str) -> int:
        shown = (name or outside)[:_LONGEST_NAME]
        known = self._database.read(lambda c: _find(c, table, front, outside))
        if known is not None and (not name or known["name"] == shown):
            return int(known["id"])
        now = self._database.clock()
        row = self._database.write(
            lambda c: c.execute(
                f"INSERT INTO {table} (token, front, outside, name, met_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (front, outside) DO UPDATE SET name = excluded.name RETURNING id",
                (new_token(), front, outside, shown, now),
            ).fetchone()
        )
        return int(row["id"])

    # Conversations

    def conversation(self, user: int, place: int, channel: str) -> tuple[int, dict[str, Any]]:
        """(number, history) of a user's conversation in a channel; begins it if need be."""

        def begin(connection: sqlite3.Connection) -> sqlite3.Row:
            connection.execute(
                "INSERT INTO conversations (user, place, channel, updated_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (user, place, channel) DO NOTHING",
                (user, place, channel, self._database.clock()),
            )
            return _conversation(connection, user, place, channel)

        row = self._database.read(lambda c: _conversation(c, user, place, channel))
        row = row or self._database.write(begin)
        return int(row["id"]), json.loads(row["history"])

    def remember_history(self, conversation: int, history: Mapping[str, Any]) -> None:
        """Keep what was asked for; one that was deleted meanwhile stays deleted."""
        text = json.dumps(history, ensure_ascii=False, separators=(",", ":"))
        self._database.write(
            lambda c: c.execute(
                "UPDATE conversations SET history = ?, updated_at = ? WHERE id = ?",
                (text, self._database.clock(), conversation),
            )
        )


def _find(
    connection: sqlite3.Connection, table: str, front: str, outside: str
) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"SELECT id, name FROM {table} WHERE front = ? AND outside = ?", (front, outside)
    ).fetchone()
    return row


def _conversation(
    connection: sqlite3.Connection, user: int, place: int, channel: str
) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        "SELECT id, history FROM conversations WHERE user = ? AND place = ? AND channel = ?",
        (user, place, channel),
    ).fetchone()
    return row
