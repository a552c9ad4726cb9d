"""Votes and rankings: one vote a user a piece, ranked by what the votes make certain.

The score is the lower end of Wilson's interval for the share of likes (E. B. Wilson,
"Probable inference", JASA 22, 1927), so that 9 of 10 beat 1 of 1. It is kept beside
the piece, where an index can order by it. An author's own vote is kept, and counts
for nothing.
"""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.errors import NotFound
from storage.piece import COLUMNS, JOINS, VISIBLE, Piece, piece_of

CONFIDENCE_Z = 1.96
DAYS: dict[str, int | None] = {"day": 1, "week": 7, "month": 30, "ever": None}
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes of a piece that count, and the asker's own: -1, 0 (none) or 1."""

    up: int
    down: int
    mine: int
    is_own: bool = False


def wilson(up: int, down: int, z: float = CONFIDENCE_Z) -> float:
    """The lower bound of the share of likes, 0 to 1; 0 without votes."""
    n = up + down
    if n == 0:
        return 0.0
    share = up / n
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (share + z * z / (2 * n) - spread) / (1 + z * z / n))


class Votes:
    """Votes on pieces, and the rankings that they make."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cast(self, user: int, piece: int, value: int, *, place: int | None = None) -> Tally:
        """Vote 1 or -1, or 0 to take a vote back; the last vote holds.

        Raises NotFound where the user can't see the piece, ValueError for other values.
        """
        if value not in (-1, 0, 1):
            raise ValueError(f"a vote is -1, 0 or 1, not {value}")

        def work(connection: sqlite3.Connection) -> Tally:
            author = _author(connection, piece, user, place)
            if value == 0:
                connection.execute("DELETE FROM votes WHERE piece = ? AND user = ?", (piece, user))
            else:
                connection.execute(
                    "INSERT INTO votes (piece, user, value, cast_at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (piece, user) DO UPDATE "
                    "SET value = excluded.value, cast_at = excluded.cast_at",
                    (piece, user, value, self._database.clock()),
                )
            up, down = recount(connection, piece)
            return Tally(up, down, value, is_own=author == user)

        return self._database.write(work)

    def tally(self, user: int, piece: int, *, place: int | None = None) -> Tally:
        """How a piece stands. Raises NotFound where the user can't see it."""

        def work(connection: sqlite3.Connection) -> Tally:
            author = _author(connection, piece, user, place)
            row = connection.execute(
                "SELECT up, down, coalesce((SELECT value FROM votes v "
                "WHERE v.piece = pieces.id AND v.user = ?), 0) AS mine FROM pieces WHERE id = ?",
                (user, piece),
            ).fetchone()
            return Tally(row["up"], row["down"], row["mine"], is_own=author == user)

        return self._database.read(work)

    def top(
        self, viewer: int, *, span: str = "ever", place: int | None = None, limit: int = 10
    ) -> list[Piece]:
        """The best pieces of a span (a row of DAYS), best first.

        With a ``place`` those seen there, else those made public. Only pieces that
        someone else liked.
        """
        sql = top_sql(DAYS[span], in_place=place is not None)
        now = self._database.clock()
        days = DAYS[span] or 0
        asked: dict[str, Any] = {
            "viewer": viewer, "place": place, "limit": limit,
            "since": now - days * _DAY_SECONDS, "first": int(now // _DAY_SECONDS) - days,
        }  # fmt: skip
        rows = self._database.read(lambda c: c.execute(sql, asked).fetchall())
        return [piece_of(row) for row in rows]


def top_sql(days: int | None, *, in_place: bool) -> str:
    """The question behind `Votes.top`.

    An index holds each day's pieces in order of score, so a span asks every one of its
    days for its best few, and orders those: the cost doesn't grow with the pieces.
    """
    scope = "place = :place AND visibility <> 'private'" if in_place else "visibility = 'public'"
    if days is None:
        best = (
            f"SELECT id FROM pieces WHERE {scope} AND up > 0 "
            "ORDER BY score DESC, id DESC LIMIT :limit"
        )
    else:
        best = " UNION ALL ".join(
            f"SELECT * FROM (SELECT id FROM pieces WHERE {scope} AND up > 0 "
            f"AND day = :first + {n} AND created_at >= :since "
            "ORDER BY score DESC, id DESC LIMIT :limit)"
            for n in range(days + 1)
        )
    return (
        f"SELECT {COLUMNS} FROM ({best}) AS best CROSS JOIN pieces p ON p.id = best.id {JOINS} "
        "ORDER BY p.score DESC, p.id DESC LIMIT :limit"
    )


def recount(connection: sqlite3.Connection, piece: int) -> tuple[int, int]:
    """Bring a piece's counts in line with its votes; (up, down) without the author's own."""
    row = connection.execute(
        "SELECT coalesce(sum(v.value = 1), 0) AS up, coalesce(sum(v.value = -1), 0) AS down "
        "FROM votes v JOIN pieces p ON p.id = v.piece WHERE v.piece = ? AND v.user <> p.user",
        (piece,),
    ).fetchone()
    up, down = int(row["up"]), int(row["down"])
    connection.execute(
        "UPDATE pieces SET up = ?, down = ?, score = ? WHERE id = ?",
        (up, down, wilson(up, down), piece),
    )
    return up, down


def _author(connection: sqlite3.Connection, piece: int, viewer: int, place: int | None) -> int:
    row = connection.execute(
        f"SELECT p.user FROM pieces p WHERE p.id = :id AND {VISIBLE}",
        {"id": piece, "viewer": viewer, "place": place},
    ).fetchone()
    if row is None:
        raise NotFound("there is no such piece that you can vote for")
    return int(row["user"])
