"""Presets: requests under a name, a user's own, shared with a place, forked with credit.

A request is plain JSON here. Names compare without case; what makes a name well formed
is the conversation's business.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.errors import LimitReached, NameTaken, NotFound

MOST_PRESETS = 50

_COLUMNS = """
    s.id, s.user, u.name AS author, s.name, s.request, s.shared_in, s.is_fork,
    origin.name AS origin_name, maker.name AS origin_author, s.saved_at
"""
_FROM = """
    presets s JOIN users u ON u.id = s.user
    LEFT JOIN presets origin ON origin.id = s.forked_from
    LEFT JOIN users maker ON maker.id = origin.user
"""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named request. ``credit`` is (name, author) of what it was forked from.

    The credit is None for a preset of one's own making, and also where the origin is gone:
    ``is_fork`` tells the two apart.
    """

    id: int
    user: int
    author: str
    name: str
    request: Mapping[str, Any]
    shared_in: int | None = None
    is_fork: bool = False
    credit: tuple[str, str] | None = None


class Presets:
    """All users' presets; everything but `shared` and `fork` touches one's own only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, user: int, name: str, request: Mapping[str, Any]) -> Preset:
        """Keep a request, replacing one of the same name. Raises LimitReached at 50."""
        return self._database.write(lambda c: self._keep(c, user, name, request))

    def all(self, user: int) -> list[Preset]:
        """A user's presets, the oldest first."""
        return self._select("s.user = ? ORDER BY s.id", user)

    def find(self, user: int, name: str) -> Preset | None:
        """A user's own preset, whatever the case of its name."""
        found = self._select("s.user = ? AND s.folded = ?", user, name.casefold())
        return found[0] if found else None

    def delete(self, user: int, name: str) -> bool:
        """Forget one's own preset; False where there was none. Forks of it stay."""

        def work(connection: sqlite3.Connection) -> bool:
            gone = connection.execute(
                "DELETE FROM presets WHERE user = ? AND folded = ?", (user, name.casefold())
            )
            return gone.rowcount > 0

        return self._database.write(work)

    def rename(self, user: int, old: str, new: str) -> Preset:
        """Give one's own preset another name. Raises NotFound, or NameTaken."""

        def work(connection: sqlite3.Connection) -> Preset:
            kept = _own(connection, user, old)
            other = _find(connection, user, new)
            if other is not None and other.id != kept.id:
                raise NameTaken(f"you have a preset {new!r} already")
            connection.execute(
                "UPDATE presets SET name = ?, folded = ? WHERE id = ?",
                (new, new.casefold(), kept.id),
            )
            return _own(connection, user, new)

        return self._database.write(work)

    def share(self, user: int, name: str, place: int | None) -> Preset:
        """Show one's own preset in a place, or with None nowhere. Raises NotFound."""

        def work(connection: sqlite3.Connection) -> Preset:
            kept = _own(connection, user, name)
            connection.execute("UPDATE presets SET shared_in = ? WHERE id = ?", (place, kept.id))
            return _own(connection, user, name)

        return self._database.write(work)

    def shared(self, place: int, *, name: str | None = None, limit: int = 50) -> list[Preset]:
        """What is shared in a place, newest first; with ``name`` only those of that name."""
        if name is None:
            return self._select("s.shared_in = ? ORDER BY s.id DESC LIMIT ?", place, limit)
        return self._select(
            "s.shared_in = ? AND s.folded = ? ORDER BY s.id DESC LIMIT ?",
            place, name.casefold(), limit,
        )  # fmt: skip

    def fork(self, user: int, place: int, preset: int, name: str) -> Preset:
        """Make a shared preset one's own, with credit to its author.

        Raises NotFound where it isn't shared in this place, NameTaken, or LimitReached.
        """

        def work(connection: sqlite3.Connection) -> Preset:
            found = _presets(connection, "s.id = ? AND s.shared_in = ?", preset, place)
            if not found:
                raise NotFound("that preset is not shared here")
            if _find(connection, user, name) is not None:
                raise NameTaken(f"you have a preset {name!r} already")
            made = self._keep(connection, user, name, found[0].request)
            connection.execute(
                "UPDATE presets SET forked_from = ?, is_fork = 1 WHERE id = ?", (preset, made.id)
            )
            return _own(connection, user, name)

        return self._database.write(work)

    def _keep(
        self, connection: sqlite3.Connection, user: int, name: str, request: Mapping[str, Any]
    ) -> Preset:
        folded = name.casefold()
        text = json.dumps(request, ensure_ascii=False, separators=(",", ":"))
        (others,) = connection.execute(
            "SELECT count(*) FROM presets WHERE user = ? AND folded <> ?", (user, folded)
        ).fetchone()
        if others >= MOST_PRESETS:
            raise LimitReached(
                f"you have {MOST_PRESETS} presets, the most that I keep: delete one first"
            )
        connection.execute(
            "INSERT INTO presets (user, name, folded, request, saved_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (user, folded) DO UPDATE "
            "SET name = excluded.name, request = excluded.request, saved_at = excluded.saved_at",
            (user, name, folded, text, self._database.clock()),
        )
        return _own(connection, user, name)

    def _select(self, where: str, *values: object) -> list[Preset]:
        return self._database.read(lambda c: _presets(c, where, *values))


def _own(connection: sqlite3.Connection, user: int, name: str) -> Preset:
    found = _find(connection, user, name)
    if found is None:
        raise NotFound(f"you have no preset {name[:80]!r}")
    return found


def _find(connection: sqlite3.Connection, user: int, name: str) -> Preset | None:
    found = _presets(connection, "s.user = ? AND s.folded = ?", user, name.casefold())
    return found[0] if found else None


def _presets(connection: sqlite3.Connection, where: str, *values: object) -> list[Preset]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE {where}", values)
    return [
        Preset(
            id=row["id"], user=row["user"], author=row["author"], name=row["name"],
            request=json.loads(row["request"]), shared_in=row["shared_in"],
            is_fork=bool(row["is_fork"]),
            credit=(row["origin_name"], row["origin_author"]) if row["origin_author"] else None,
        )
        for row in rows
    ]  # fmt: skip
