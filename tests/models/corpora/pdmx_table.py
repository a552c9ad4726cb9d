"""Small tables in PDMX's layout."""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = ("path", "metadata", "mxl", "rating", "n_ratings", "genres", "tags", "song_name",
           "title", "composer_name", "license", "n_notes", "subset:no_license_conflict",
           "subset:all_valid", "subset:deduplicated")  # fmt: skip


def row(name: str, *, genres: str = "NA", tags: str = "NA", rating: str = "4.0") -> dict[str, str]:
    """A valid row; the score lies at ``mxl/1/11/NAME.mxl``."""
    return {
        "path": f"./data/1/11/{name}.json", "metadata": f"./metadata/1/11/{name}.json",
        "mxl": f"./mxl/1/11/{name}.mxl", "rating": rating, "n_ratings": "10", "genres": genres,
        "tags": tags, "song_name": f"Song {name}", "title": "NA", "composer_name": "Somebody",
        "license": "cc-zero", "n_notes": "300", "subset:no_license_conflict": "True",
        "subset:all_valid": "True", "subset:deduplicated": "True",
    }  # fmt: skip


def write_table(folder: Path, rows: list[dict[str, str]]) -> Path:
    """``PDMX.csv`` in a folder."""
    path = folder / "PDMX.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path
