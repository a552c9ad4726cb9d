"""The report of a build: what each source gave, and what was passed over and why."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True)
class SourceReport:
    """One row of the table of sources: pieces found, sheets made, pieces skipped."""

    source: str
    genre: str
    files: int = 0
    pieces: int = 0
    sheets: int = 0
    notes: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``from_cache`` where nothing had to be read."""

    sources: list[SourceReport] = field(default_factory=list)
    genres: dict[str, dict[str, int]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    from_cache: bool = False
    seconds: float = 0.0

    def lines(self) -> list[str]:
        """The report as plain text."""
        out = [f"{'source':58} {'files':>6} {'pieces':>6} {'sheets':>6} {'notes':>8} skipped"]
        for row in self.sources:
            out.append(f"{row.source:58} {row.files:6} {row.pieces:6} {row.sheets:6} "
                       f"{row.notes:8} {len(row.skipped)}")  # fmt: skip
            for reason, count in Counter(_kind(why) for _, why in row.skipped).most_common(5):
                example = next(name for name, why in row.skipped if _kind(why) == reason)
                out.append(f"    {count} x {reason}, as {example}")
        for name in self.missing:
            out.append(f"    {name}")
        out.append("")
        columns = ("pieces", "sheets", "notes", "train", "valid", "test", "drop", "with chords")
        out.append(f"{'genre':14}" + "".join(f"{column:>12}" for column in columns))
        for genre, counts in self.genres.items():
            out.append(f"{genre:14}" + "".join(f"{counts.get(c, 0):12}" for c in columns))
        return out


def save_report(report: BuildReport, path: Path) -> None:
    """Keep the report beside the sheets."""
    path.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")


def load_report(path: Path) -> BuildReport:
    """The report of the last build. Raises OSError or ValueError where there is none."""
    row = json.loads(path.read_text(encoding="utf-8"))
    row["sources"] = [
        SourceReport(**{**source, "skipped": [tuple(pair) for pair in source["skipped"]]})
        for source in row["sources"]
    ]
    return BuildReport(**row)


def _kind(reason: str) -> str:
    return reason.split(" (")[0]
