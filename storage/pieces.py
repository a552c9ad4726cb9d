"""Pieces: remembered, found, ranked, shown with their family, hidden and deleted.

Every question names who asks and where, and nothing comes back that they may not see.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from storage.codes import new_code, new_token, read_code
from storage.database import Database
from storage.errors import NotFound
from storage.piece import (
    COLUMNS,
    JOINS,
    VISIBILITIES,
    VISIBLE,
    NewPiece,
    Piece,
    difference,
    piece_of,
)

_TRIES = 20
_MOST_RELATIVES = 50


class Pieces:
    """All pieces; what a user sees of them depends on who they are and where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        user: int,
        new: NewPiece,
        *,
        place: int | None = None,
        conversation: int | None = None,
        parent: str | None = None,
    ) -> Piece:
        """Remember a piece under a new code. A ``parent`` that the user can't see is left out."""

        def work(connection: sqlite3.Connection) -> Piece:
            origin = None if parent is None else visible(connection, parent, user, place)
            changed = {} if origin is None else difference(origin.request, new.request)
            values = (
                new_token(), user, place, conversation, origin and origin.id, _text(changed),
                new.visibility, new.title, new.recipe, new.model_version, _text(new.request),
                _text(new.metrics), _text(new.provenance), self._database.clock(),
            )  # fmt: skip
            code = _insert(connection, values)
            piece = visible(connection, code, user, place)
            assert piece is not None
            return piece

        return self._database.write(work)

    def find(self, code: str, viewer: int, place: int | None) -> Piece:
        """The piece under a code, or the newest under a recipe. Raises NotFound."""
        piece = self._database.read(lambda c: visible(c, code, viewer, place))
        if piece is None:
            raise NotFound(f"there is no piece {code[:80]!r} that you can see")
        return piece

    def numbered(self, number: int) -> Piece:
        """The piece with a number, for Fusebox's own errands, not a viewer's. Raises NotFound."""
        rows = self._database.read(
            lambda c: _all(
                c, f"SELECT {COLUMNS} FROM pieces p {JOINS} WHERE p.id = :id", {"id": number}
            )
        )
        if not rows:
            raise NotFound("that piece is not there any more")
        return rows[0]

    def latest(self, user: int, limit: int = 10) -> list[Piece]:
        """A user's own pieces, newest first."""
        rows = self._database.read(
            lambda c: c.execute(
                f"SELECT {COLUMNS} FROM pieces p {JOINS} WHERE p.user = ? "
                "ORDER BY p.created_at DESC, p.id DESC LIMIT ?",
                (user, limit),
            ).fetchall()
        )
        return [piece_of(row) for row in rows]

    def best_of(self, user: int, place: int | None) -> Piece | None:
        """The best ranked piece of a user that can be seen in a place."""
        row = self._database.read(
            lambda c: c.execute(
                f"SELECT {COLUMNS} FROM pieces p {JOINS} "
                "WHERE p.place = ? AND p.user = ? AND p.visibility <> 'private' "
                "ORDER BY p.score DESC, p.id DESC LIMIT 1",
                (place, user),
            ).fetchone()
        )
        return row and piece_of(row)

    def family(
        self, piece: Piece, viewer: int, place: int | None
    ) -> tuple[list[Piece], list[Piece]]:
        """(ancestors from the oldest, descendants in order of age) that the viewer may see.

        A line ends at a piece that is hidden or deleted; at most 50 on each side.
        """
        asked = {"id": piece.id, "viewer": viewer, "place": place, "most": _MOST_RELATIVES}
        # CROSS JOIN keeps the order, from the line to its pieces. CASE ties the visibility to
        # the line: by itself it makes SQLite read all pieces for a Bloom filter first.
        up = f"""
            WITH RECURSIVE line (id, parent, depth) AS (
                SELECT id, parent, 0 FROM pieces WHERE id = :id
                UNION ALL
                SELECT p.id, p.parent, depth + 1 FROM line CROSS JOIN pieces p ON p.id = line.parent
                WHERE CASE WHEN line.id THEN {VISIBLE} END AND depth < :most
            )
            SELECT {COLUMNS} FROM line CROSS JOIN pieces p ON p.id = line.id {JOINS}
            WHERE line.id <> :id ORDER BY line.depth DESC
        """
        down = f"""
            WITH RECURSIVE line (id) AS (
                SELECT :id
                UNION
                SELECT p.id FROM line CROSS JOIN pieces p ON p.parent = line.id
                WHERE CASE WHEN line.id THEN {VISIBLE} END LIMIT :most + 1
            )
            SELECT {COLUMNS} FROM line CROSS JOIN pieces p ON p.id = line.id {JOINS}
            WHERE line.id <> :id ORDER BY p.id
        """
        return self._database.read(lambda c: (_all(c, up, asked), _all(c, down, asked)))

    def show_to(self, user: int, code: str, visibility: str) -> Piece:
        """Change who may see one's own piece: private, place or public. Raises NotFound.

        What was liked of a piece that turns private no longer counts for its place.
        """
        if visibility not in VISIBILITIES:
            raise ValueError(f"visibility {visibility!r}; known: {', '.join(VISIBILITIES)}")

        def work(connection: sqlite3.Connection) -> Piece:
            piece = owned(connection, code, user)
            connection.execute(
                "UPDATE pieces SET visibility = ? WHERE id = ?", (visibility, piece.id)
            )
            if visibility == "private":
                connection.execute("UPDATE opinions SET place = NULL WHERE piece = ?", (piece.id,))
            return owned(connection, code, user)

        return self._database.write(work)

    def remember_post(self, front: str, outside: str, piece: int) -> None:
        """Note that a message of a front end shows a piece."""
        self._database.write(
            lambda c: c.execute(
                "INSERT INTO posts (front, outside, piece) VALUES (?, ?, ?) "
                "ON CONFLICT (front, outside) DO UPDATE SET piece = excluded.piece",
                (front, outside, piece),
            )
        )

    def in_post(self, front: str, outside: str, viewer: int, place: int | None) -> Piece | None:
        """The piece that a message shows, where the viewer may see it."""
        asked = {"front": front, "outside": outside, "viewer": viewer, "place": place}
        found = self._database.read(
            lambda c: _all(
                c,
                f"SELECT {COLUMNS} FROM posts m JOIN pieces p ON p.id = m.piece {JOINS} "
                f"WHERE m.front = :front AND m.outside = :outside AND {VISIBLE}",
                asked,
            )
        )
        return found[0] if found else None

    def posts_of(self, piece: int) -> list[tuple[str, str]]:
        """(front, message) of every message that shows a piece, so that all can be updated."""
        rows = self._database.read(
            lambda c: c.execute(
                "SELECT front, outside FROM posts WHERE piece = ?", (piece,)
            ).fetchall()
        )
        return [(str(row["front"]), str(row["outside"])) for row in rows]


def visible(
    connection: sqlite3.Connection, code: str, viewer: int, place: int | None
) -> Piece | None:
    """The piece under a code or a recipe, where the viewer may see it."""
    column, text = ("recipe", code.strip().upper()) if "-" in code else ("code", read_code(code))
    asked = {"text": text, "viewer": viewer, "place": place}
    found = _all(
        connection,
        f"SELECT {COLUMNS} FROM pieces p {JOINS} WHERE p.{column} = :text AND {VISIBLE} "
        "ORDER BY p.id DESC LIMIT 1",
        asked,
    )
    return found[0] if found else None


def owned(connection: sqlite3.Connection, code: str, user: int) -> Piece:
    """One's own piece. Raises NotFound for another's just as for none."""
    piece = visible(connection, code, user, None)
    if piece is None or piece.user != user:
        raise NotFound(f"you have no piece {code[:80]!r}")
    return piece


def _insert(connection: sqlite3.Connection, values: tuple[object, ...]) -> str:
    for _ in range(_TRIES):
        code = new_code()
        made = connection.execute(
            "INSERT INTO pieces (code, token, user, place, conversation, parent, difference, "
            "visibility, title, recipe, model_version, request, metrics, provenance, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO NOTHING",
            (code, *values),
        )
        if made.rowcount:
            return code
    raise AssertionError("a thousand million codes can't all be taken")


def _all(connection: sqlite3.Connection, sql: str, asked: Mapping[str, Any]) -> list[Piece]:
    return [piece_of(row) for row in connection.execute(sql, asked).fetchall()]


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
