"""The gallery: pages of the pieces that somebody may see, by rank or by time.

A page begins where a cursor says, not at a number, so that what is added meanwhile moves
nothing. Pieces of a battle that is open are left out, because they would tell whose is whose.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.errors import StorageError
from storage.piece import COLUMNS, JOINS, Piece, piece_of
from storage.ranking import DAYS

ORDERS = ("top", "new")
SCOPES = ("all", "here", "public", "mine")
_DAY_SECONDS = 86_400

# What each scope is made of; every source has an index for each order.
_SOURCES = {
    "here": "p.place = :place AND p.visibility <> 'private'",
    "public": "p.visibility = 'public'",
    "mine": "p.user = :viewer",
}
_SCOPES = {"all": ("here", "public", "mine"), **{name: (name,) for name in _SOURCES}}
_IS_BLIND = (
    "EXISTS (SELECT 1 FROM battles b WHERE b.closed_at IS NULL "
    "AND p.id IN (b.left_piece, b.right_piece))"
)
_ORDER = {"top": "p.score DESC, p.id DESC", "new": "p.id DESC"}
_INDEX = {"here": "gallery_place", "public": "gallery_public", "mine": "gallery_own"}
_AFTER = {"top": "(p.score, p.id) < (:score, :id)", "new": "p.id < :id"}


class BadCursor(StorageError):
    """A cursor that no page gave."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some pieces and the cursor of those after them; None on the last page."""

    pieces: tuple[Piece, ...]
    next: str | None


class Gallery:
    """All pieces, as a viewer in a place may leaf through them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        viewer: int,
        place: int,
        *,
        order: str = "top",
        scope: str = "all",
        span: str = "ever",
        genre: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Page:
        """A page of at most ``limit``. ``span`` is a row of DAYS; ``genre`` one asked for.

        Raises BadCursor.
        """
        asked: dict[str, Any] = {"viewer": viewer, "place": place, "limit": limit + 1}
        where: list[str] = []
        days = DAYS[span]
        if days is not None:
            where.append("p.created_at >= :since")
            asked["since"] = self._database.clock() - days * _DAY_SECONDS
        if genre is not None:
            where.append(
                "EXISTS (SELECT 1 FROM json_each(p.request, '$.weights') w WHERE w.key = :genre)"
            )
            asked["genre"] = genre
        if cursor is not None:
            where.append(_AFTER[order])
            asked |= _read(cursor)
        sql = _sql(order, _SCOPES[scope], where)
        rows = self._database.read(lambda c: c.execute(sql, asked).fetchall())
        pieces = tuple(piece_of(row) for row in rows)
        if len(pieces) <= limit:
            return Page(pieces, None)
        return Page(pieces[:limit], _written(pieces[limit - 1]))


def _sql(order: str, sources: Sequence[str], where: Sequence[str]) -> str:
    """Each source gives its first few by its own index; the first of all those are the page."""
    parts = []
    for source in sources:
        asked = [_SOURCES[source], *where]
        if source != "mine":
            asked.append(f"NOT {_IS_BLIND}")
        parts.append(
            f"SELECT * FROM (SELECT p.id FROM pieces p INDEXED BY {_INDEX[source]}_{order} "
            f"WHERE {' AND '.join(asked)} ORDER BY {_ORDER[order]} LIMIT :limit)"
        )
    return (
        f"SELECT {COLUMNS} FROM ({' UNION '.join(parts)}) AS best "
        f"CROSS JOIN pieces p ON p.id = best.id {JOINS} "
        f"ORDER BY {_ORDER[order]} LIMIT :limit"
    )


def _written(last: Piece) -> str:
    text = json.dumps([last.score, last.id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> dict[str, Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        score, number = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not 0 <= number < 2**63:
            raise ValueError(number)
        return {"score": float(score), "id": int(number)}
    except (ValueError, TypeError) as error:
        raise BadCursor("that cursor is none of this gallery's; begin at the first page") from error
