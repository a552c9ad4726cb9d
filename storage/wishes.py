"""What users want by default, and what is set for a place: plain JSON under names.

Knows nothing of what the values mean.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from storage.database import Database


class Preferences:
    """Each user's usual values."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, user: int) -> dict[str, Any]:
        """A user's usual values; empty for who has none."""
        row = self._database.read(
            lambda c: c.execute("SELECT usual FROM preferences WHERE user = ?", (user,)).fetchone()
        )
        return {} if row is None else dict(json.loads(row["usual"]))

    def set(self, user: int, usual: Mapping[str, Any]) -> None:
        """Replace a user's usual values; an empty mapping forgets them."""
        text = json.dumps(usual, ensure_ascii=False)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM preferences WHERE user = ?", (user,))
            if usual:
                connection.execute(
                    "INSERT INTO preferences (user, usual, updated_at) VALUES (?, ?, ?)",
                    (user, text, self._database.clock()),
                )

        self._database.write(work)


class Settings:
    """Each place's settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, place: int) -> dict[str, Any]:
        """A place's settings by name."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT name, value FROM settings WHERE place = ? ORDER BY name", (place,)
            ).fetchall()
        )
        return {row["name"]: json.loads(row["value"]) for row in rows}

    def beginning(self, prefix: str) -> list[tuple[int, str, Any]]:
        """(place, name, value) of the values of all places whose name begins so."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT place, name, value FROM settings WHERE substr(name, 1, ?) = ? "
                "ORDER BY place, name",
                (len(prefix), prefix),
            ).fetchall()
        )
        return [(row["place"], row["name"], json.loads(row["value"])) for row in rows]

    def set(self, place: int, name: str, value: object) -> None:
        """Set one value, any JSON; None removes it."""

        def work(connection: sqlite3.Connection) -> None:
            if value is None:
                connection.execute(
                    "DELETE FROM settings WHERE place = ? AND name = ?", (place, name)
                )
                return
            connection.execute(
                "INSERT INTO settings (place, name, value) VALUES (?, ?, ?) "
                "ON CONFLICT (place, name) DO UPDATE SET value = excluded.value",
                (place, name, json.dumps(value, ensure_ascii=False)),
            )

        self._database.write(work)
