"""A piece as it is remembered, and what a viewer may see of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VISIBILITIES = ("private", "place", "public")

COLUMNS = """
    p.id, p.code, p.user, u.name AS author, p.place, q.code AS parent, p.difference,
    p.visibility, p.title, p.recipe, p.model_version, p.request, p.metrics, p.provenance,
    p.created_at, p.up, p.down, p.score
"""
JOINS = "JOIN users u ON u.id = p.user LEFT JOIN pieces q ON q.id = p.parent"
# Named parameters: viewer and place. The plus signs keep SQLite from looking for rows by
# who may see them: that is asked of rows that something better has found.
VISIBLE = (
    "(+p.user = :viewer OR +p.visibility = 'public' "
    "OR (+p.visibility = 'place' AND +p.place = :place))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. ``difference`` holds the request's fields that differ from the parent's.

    ``parent`` is the code of the piece it was made from. ``up`` and ``down`` count votes
    without the author's own; ``score`` is their lower confidence bound, 0 to 1.
    """

    id: int
    code: str
    user: int
    author: str
    place: int | None
    parent: str | None
    difference: Mapping[str, Any]
    visibility: str
    title: str
    recipe: str
    model_version: str
    request: Mapping[str, Any]
    metrics: Mapping[str, Any]
    provenance: Mapping[str, Any]
    created_at: float
    up: int = 0
    down: int = 0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class NewPiece:
    """What is known of a piece when it is made. Mappings hold plain JSON values."""

    title: str
    recipe: str
    model_version: str
    request: Mapping[str, Any]
    metrics: Mapping[str, Any] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)
    visibility: str = "place"

    def __post_init__(self) -> None:
        if self.visibility not in VISIBILITIES:
            raise ValueError(f"visibility {self.visibility!r}; known: {', '.join(VISIBILITIES)}")


_JSON = ("difference", "request", "metrics", "provenance")


def piece_of(row: sqlite3.Row) -> Piece:
    """The piece of a row of COLUMNS."""
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118  (a Row iterates values)
    return Piece(**values | {name: json.loads(values[name]) for name in _JSON})


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``after`` that have another value than in ``before``; seeds left out."""
    return {
        name: value for name, value in after.items() if name != "seed" and before.get(name) != value
    }
