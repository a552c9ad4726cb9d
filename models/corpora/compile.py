"""Compiling: what the archives gave, split and written by genre.

Knows the split, the genres' files and the list of test works. Knows no archives.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models.corpora.dedupe import assign_splits
from models.corpora.harmonise import harmonise
from models.corpora.store import genre_file
from models.corpora.works import save_test_works

COMPILE_VERSION = 3  # raise it when the split or the harmoniser changes


def compile_genres(
    cache_dir: Path,
    files: list[Path],
    genres: list[str],
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, dict[str, int]]:
    """Write one file a genre; {genre: its counts}."""
    by_genre: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(files):
        if row["genre"] in genres:
            by_genre[row["genre"]].append(row)
    every = [row for rows in by_genre.values() for row in rows]
    assign_splits(every)
    harmonise(every)
    for row in every:
        row.pop("frames", None)
    (cache_dir / "leadsheets").mkdir(parents=True, exist_ok=True)
    counts: dict[str, dict[str, int]] = {}
    for index, genre in enumerate(genres):
        rows = by_genre.get(genre, [])
        _write(genre_file(cache_dir, genre), rows)
        counts[genre] = _counts(rows)
        if progress is not None:
            progress("genres", index + 1, len(genres))
    save_test_works(cache_dir, every)
    return counts


def rows_of(files: list[Path]) -> Iterator[dict[str, Any]]:
    """The rows of the archives' files, one by one."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    partial = path.with_suffix(".partial")
    with gzip.open(partial, "wt", encoding="utf-8", compresslevel=5) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    partial.replace(path)


def _counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    pieces: set[str] = set()
    for row in rows:
        counts["sheets"] += 1
        counts["notes"] += len(row["melody"])
        counts["with chords"] += bool(row["chords"])
        if row["id"] not in pieces:
            pieces.add(row["id"])
            counts[row["split"]] += 1
    counts["pieces"] = len(pieces)
    return dict(counts)
