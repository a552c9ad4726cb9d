"""What a built corpus holds, counted: pieces, notes, chords, keys and metres of each genre.

Knows rows of the store. Knows nothing of tables, plots or cards, which show the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.corpora.store import load_rows


@dataclass(slots=True)
class GenreStats:
    """One genre's counts. Keys, metres and the origin of chords count sheets.

    ``splits`` holds pieces, sheets and notes under each split; ``keys`` are named as
    ``D minor``; ``bars`` and ``chords`` (chord changes) are over all sheets.
    """

    genre: str
    pieces: int = 0
    sheets: int = 0
    notes: int = 0
    bars: int = 0
    chords: int = 0
    splits: dict[str, dict[str, int]] = field(default_factory=dict)
    keys: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    meters: Counter[str] = field(default_factory=Counter)
    chords_from: Counter[str] = field(default_factory=Counter)
    sources: dict[str, dict[str, int]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The counts as plain JSON, most frequent first."""
        return {
            "genre": self.genre, "pieces": self.pieces, "sheets": self.sheets,
            "notes": self.notes, "bars": self.bars, "chords": self.chords,
            "splits": self.splits, "keys": dict(self.keys.most_common()),
            "modes": dict(self.modes.most_common()), "meters": dict(self.meters.most_common()),
            "chords_from": dict(self.chords_from.most_common()), "sources": self.sources,
        }  # fmt: skip


def genre_stats(cache_dir: Path, genre: str) -> GenreStats:
    """A genre's counts. Raises MissingCorpus where it was not built."""
    return count(genre, load_rows(cache_dir, genre))


def count(genre: str, rows: Iterable[Mapping[str, Any]]) -> GenreStats:
    """The counts of rows of the store; a piece's parts may lie anywhere among them."""
    stats = GenreStats(genre)
    seen: set[str] = set()
    for row in rows:
        new, notes = row["id"] not in seen, len(row["melody"])
        seen.add(row["id"])
        stats.pieces += new
        stats.sheets += 1
        stats.notes += notes
        stats.bars += row["bars"]
        stats.chords += len(row["chords"])
        tonic, mode = row["key"]
        stats.keys[f"{tonic} {mode}"] += 1
        stats.modes[mode] += 1
        stats.meters[row["meter"]] += 1
        stats.chords_from[row["chords_from"] or "none"] += 1
        for table, name in ((stats.splits, row["split"]), (stats.sources, row["source"])):
            cell = table.setdefault(name, {"pieces": 0, "sheets": 0, "notes": 0})
            cell["pieces"] += new
            cell["sheets"] += 1
            cell["notes"] += notes
    return stats
