"""The list of test works: what no network may have read, as a table that a person can check.

Knows the table's columns. Doesn't know why a work is held out: that is ``split``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

NAME = "test_works.tsv"
_COLUMNS = ("genre", "work", "piece", "title")


def save_test_works(folder: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write one line for each test piece among the rows of a build, in a fixed order."""
    lines = {
        (row["genre"], row["cluster"], row["id"], _plain(row["title"]))
        for row in rows
        if row["split"] == "test"
    }
    path = folder / NAME
    text = "\n".join("\t".join(line) for line in (_COLUMNS, *sorted(lines)))
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _plain(title: str) -> str:
    return " ".join(title.split())
