"""Opinions: what users showed that they like, for a taste to be learned from.

Keeps the evidence and nothing computed from it: forgetting a row forgets what was
learned from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Database

MOST_USED = 200
_MOST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Opinion:
    """One sign of liking, -1 (not at all) to 1, of something with these features.

    ``piece`` and ``title`` name the piece where there is one still.
    """

    id: int
    user: int
    kind: str
    liking: float
    features: Mapping[str, Any]
    piece: str | None = None
    title: str | None = None


class Opinions:
    """All opinions, by user and by place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        user: int,
        kind: str,
        liking: float,
        features: Mapping[str, Any],
        *,
        place: int | None = None,
        piece: int | None = None,
    ) -> None:
        """Keep an opinion, unless the user's taste is frozen. The oldest go at 400.

        One of a private piece is nobody else's business: it doesn't count for the place.

        A vote on the same piece replaces the vote before it.
        """

        def work(connection: sqlite3.Connection) -> None:
            if _is_frozen(connection, user):
                return
            seen_in = None if _is_private(connection, piece) else place
            if piece is not None and kind == "vote":
                connection.execute(
                    "DELETE FROM opinions WHERE user = ? AND piece = ? AND kind = ?",
                    (user, piece, kind),
                )
            connection.execute(
                "INSERT INTO opinions (user, place, piece, kind, liking, features, formed_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    user, seen_in, piece, kind, min(max(liking, -1.0), 1.0),
                    json.dumps(features), self._database.clock(),
                ),
            )  # fmt: skip
            connection.execute(
                "DELETE FROM opinions WHERE user = ? AND id <= ("
                "SELECT id FROM opinions WHERE user = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (user, user, _MOST_KEPT),
            )

        self._database.write(work)

    def withdraw(self, user: int, piece: int, kind: str) -> None:
        """Forget one kind of opinion on a piece."""
        self._database.write(
            lambda c: c.execute(
                "DELETE FROM opinions WHERE user = ? AND piece = ? AND kind = ?",
                (user, piece, kind),
            )
        )

    def of_user(self, user: int) -> list[Opinion]:
        """A user's opinions, oldest first, the last 200."""
        return self._select("o.user = ?", user)

    def of_place(self, place: int) -> list[Opinion]:
        """What was shown in a place, by everybody; oldest first, the last 200."""
        return self._select("o.place = ?", place)

    def forget(self, user: int) -> int:
        """Forget all that was learned of a user, and what they told; how many opinions."""

        def work(connection: sqlite3.Connection) -> int:
            connection.execute("DELETE FROM tastes WHERE user = ?", (user,))
            return connection.execute("DELETE FROM opinions WHERE user = ?", (user,)).rowcount

        return self._database.write(work)

    def freeze(self, user: int, frozen: bool) -> None:
        """Stop learning, or learn again; what is known stays."""
        self._database.write(
            lambda c: c.execute(
                "INSERT INTO tastes (user, frozen) VALUES (?, ?) "
                "ON CONFLICT (user) DO UPDATE SET frozen = excluded.frozen",
                (user, int(frozen)),
            )
        )

    def is_frozen(self, user: int) -> bool:
        """Whether nothing new is learned."""
        return self._database.read(lambda c: _is_frozen(c, user))

    def tell(self, user: int, told: Mapping[str, Any]) -> None:
        """Keep what a user says outright of their taste, replacing what they said before."""
        self._database.write(
            lambda c: c.execute(
                "INSERT INTO tastes (user, told) VALUES (?, ?) "
                "ON CONFLICT (user) DO UPDATE SET told = excluded.told",
                (user, json.dumps(told)),
            )
        )

    def told(self, user: int) -> dict[str, Any]:
        """What a user said outright."""
        row = self._database.read(
            lambda c: c.execute("SELECT told FROM tastes WHERE user = ?", (user,)).fetchone()
        )
        return {} if row is None else dict(json.loads(row["told"]))

    def _select(self, where: str, owner: int) -> list[Opinion]:
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT o.id, o.user, o.kind, o.liking, o.features, p.code, p.title "
                "FROM opinions o LEFT JOIN pieces p ON p.id = o.piece "
                f"WHERE {where} ORDER BY o.id DESC LIMIT ?",
                (owner, MOST_USED),
            ).fetchall()
        )
        return [
            Opinion(
                row["id"], row["user"], row["kind"], row["liking"], json.loads(row["features"]),
                row["code"], row["title"],
            )
            for row in reversed(rows)
        ]  # fmt: skip


def _is_private(connection: sqlite3.Connection, piece: int | None) -> bool:
    row = connection.execute("SELECT visibility FROM pieces WHERE id = ?", (piece,)).fetchone()
    return row is not None and row["visibility"] == "private"


def _is_frozen(connection: sqlite3.Connection, user: int) -> bool:
    row = connection.execute("SELECT frozen FROM tastes WHERE user = ?", (user,)).fetchone()
    return row is not None and bool(row["frozen"])
