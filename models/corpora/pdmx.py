"""PDMX: a quarter of a million public-domain scores, chosen from by genre.

Knows the columns of its table and how its scores are named in the archive, from the
published description (Long, Novack, Berg-Kirkpatrick, McAuley: *PDMX*, 2024; Zenodo
record 15571083). Only rows of the subsets ``no_license_conflict`` and ``all_valid``
are taken. Downloads and unpacks nothing.
"""

from __future__ import annotations

import csv
import heapq
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from models.corpora.errors import CorpusError

RECORD = "https://zenodo.org/api/records/15571083"
TABLE, SCORES = "PDMX.csv", "mxl.tar.gz"
_NEEDED = ("mxl", "genres", "subset:no_license_conflict", "subset:all_valid")
_DEDUPLICATED = "subset:deduplicated"
_ABSENT = ("", "na", "nan", "none", "null")
_MOST_CELL = 1 << 20
_FEWEST_NOTES = 32
_MOST_NOTES = 40_000


@dataclass(frozen=True, slots=True)
class Score:
    """One score of the collection: its member in the archive, and whose it is."""

    member: str
    title: str
    composer: str
    licence: str
    genres: str
    rating: float

    @property
    def file(self) -> str:
        """A file's name that says what it is and can't collide."""
        words = re.sub(r"[^A-Za-z0-9]+", "_", self.title).strip("_")[:60] or "score"
        return f"{words}-{PurePosixPath(self.member).stem[-8:]}.mxl"


def choose(table: Path, genre: str, limit: int) -> list[Score]:
    """The ``limit`` best-rated scores of a genre, one of each set of duplicates.

    A genre is looked for among a score's genres, then among its tags, whatever the
    spelling (``hip hop``, ``hip-hop``). Raises CorpusError where the table is not
    PDMX's, or has nothing of the genre (naming what it has).
    """
    known: dict[str, int] = {}
    best: list[tuple[tuple[float, ...], str, Score]] = []
    wanted = _letters(genre)
    for row in _rows(table):
        for name in _names(row["genres"]):
            known[name] = known.get(name, 0) + 1
        score = _score(row)
        where = _where(row, wanted)
        if score is None or where is None:
            continue
        rank = (where, score.rating, _number(row.get("n_ratings", "")))
        entry = (rank, score.member, score)
        if len(best) < limit:
            heapq.heappush(best, entry)
        elif entry[:2] > best[0][:2]:
            heapq.heapreplace(best, entry)
    if not best:
        names = ", ".join(sorted(known, key=lambda name: -known[name])[:20])
        raise CorpusError(f"PDMX has nothing of the genre {genre!r}; it knows {names or 'none'}")
    return [score for _, _, score in sorted(best, key=lambda entry: entry[:2], reverse=True)]


def member_key(path: str) -> str:
    """A score's path in the archive without its top folders: ``1/11/Qm….mxl``."""
    return "/".join(PurePosixPath(path.removeprefix("./")).parts[-3:])


def _rows(table: Path) -> Iterator[Mapping[str, str]]:
    csv.field_size_limit(_MOST_CELL)
    try:
        with table.open(encoding="utf-8", errors="replace", newline="") as lines:
            rows = csv.DictReader(line.replace("\0", "") for line in lines)
            missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise CorpusError(f"{table.name} has no column {missing[0]!r}: it is not PDMX's")
            for row in rows:
                yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except (OSError, csv.Error) as error:
        raise CorpusError(f"{table.name} can't be read ({error}); fetch it again") from error


def _score(row: Mapping[str, str]) -> Score | None:
    """The score of a row that may be used: licence clear, valid, no duplicate, real music."""
    needed = ("subset:no_license_conflict", "subset:all_valid")
    if not all(_yes(row[name]) for name in needed) or not _yes(row.get(_DEDUPLICATED, "true")):
        return None
    member = member_key(row["mxl"])
    notes = _number(row.get("n_notes", "")) or _FEWEST_NOTES
    if not member.endswith(".mxl") or not _FEWEST_NOTES <= notes <= _MOST_NOTES:
        return None
    return Score(
        member,
        _first(row, ("song_name", "title")),
        _first(row, ("composer_name", "artist_name")),
        _first(row, ("license",)),
        row["genres"],
        _number(row.get("rating", "")),
    )


def _where(row: Mapping[str, str], wanted: str) -> float | None:
    """2 where the genre is named among the genres, 1 among the tags, None nowhere."""
    if wanted in _runs(row["genres"]):
        return 2.0
    return 1.0 if wanted in _runs(row.get("tags", "")) else None


def _runs(cell: str) -> set[str]:
    """Every run of up to three words of a cell, joined: spellings differ in their joints."""
    words = re.findall(r"[a-z0-9]+", cell.lower())
    return {"".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words))}


def _names(cell: str) -> list[str]:
    return [] if cell.strip().lower() in _ABSENT else re.findall(r"[a-z0-9]+", cell.lower())


def _letters(genre: str) -> str:
    return "".join(re.findall(r"[a-z0-9]+", genre.lower()))


def _first(row: Mapping[str, str], columns: Sequence[str]) -> str:
    for name in columns:
        value = " ".join(row.get(name, "").split())
        if value.lower() not in _ABSENT:
            return value
    return ""


def _yes(cell: str) -> bool:
    return cell.strip().lower() in ("true", "1", "1.0", "yes")


def _number(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0
