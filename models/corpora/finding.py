"""Finding a piece in a built corpus by what a person remembers of it.

Knows ids, titles and sources. Where several pieces fit, it says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.corpora.errors import CorpusError, MissingCorpus, UnknownPiece
from models.corpora.store import CorpusPiece, genre_file, load_rows, piece_from_row

_SHOWN = 12


def find_piece(cache_dir: Path, wanted: str, genres: Sequence[str]) -> tuple[CorpusPiece, ...]:
    """All parts of the one piece that is meant, in order.

    ``wanted`` is an id or a part of an id or title, in any case; an exact id or title
    wins over a part. Raises UnknownPiece where none or several fit, naming some, and
    MissingCorpus where none of the genres is built.
    """
    built = [genre for genre in genres if genre_file(cache_dir, genre).is_file()]
    if not built:
        raise MissingCorpus(f"no corpus is built in {cache_dir}: run 'fusebox corpus build' first")
    rows = [row for genre in built for row in load_rows(cache_dir, genre, about=wanted)]
    rows = _exact(rows, wanted) or [row for row in rows if _means(row, wanted)]
    pieces = {(row["genre"], row["id"]): row["title"] for row in rows}
    if not pieces:
        raise UnknownPiece(
            f"no piece has {wanted!r} in its name; 'fusebox corpus list GENRE' names them"
        )
    if len(pieces) > 1:
        names = [f"{name} ({title})" if title else name for (_, name), title in pieces.items()]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        raise UnknownPiece(
            f"{len(names)} pieces have {wanted!r} in their names, say more of one: "
            + "; ".join(names[:_SHOWN]) + more
        )  # fmt: skip
    try:
        found = [piece_from_row(row) for row in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"the stored piece is damaged ({error}); build the corpus again"
        ) from error
    return tuple(sorted(found, key=lambda piece: piece.part))


def _exact(rows: list[dict[str, Any]], wanted: str) -> list[dict[str, Any]]:
    name = wanted.lower()
    by_id = [row for row in rows if row["id"].lower() == name]
    return by_id or [row for row in rows if row["title"].lower() == name]


def _means(row: dict[str, Any], wanted: str) -> bool:
    name = wanted.lower()
    return name in row["id"].lower() or name in row["title"].lower()
