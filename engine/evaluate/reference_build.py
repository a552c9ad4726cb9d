"""Measuring the held-out works of a built corpus, once, for the shipped reference.

    python -m engine.evaluate.reference_build --cache DIR [--out DIR]

Needs the originality index of the same corpus. Less than a minute on a free core.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.errors import EngineError
from engine.evaluate.measured import CLOSES, COLUMNS, FROM_DOMINANT, Ruler, endings_of
from engine.evaluate.reference import REFERENCE_BARS, STEM
from engine.metrics.grid import first_bars
from engine.metrics.harmony import chord_times
from models.corpora.store import CorpusPiece, load
from models.errors import ModelError
from models.originality import load_index
from models.packed import Arrays, save_packed
from models.store import SHIPPED
from models.turns import shared_turns
from music.genres import GENRE_NAMES

HELD_OUT = ("valid", "test")
_FEWEST_BARS, _FEWEST_NOTES = 8, 16
# A genre with fewer works gives several slices of each.
_ENOUGH_WORKS = 60
_MOST_SHEETS = 240


def held_out(cache_dir: Path, genre: str) -> list[CorpusPiece]:
    """The sheets of a genre's held-out works that evaluation uses.

    One a work, or every slice where there are few works; at most 240, evenly from the list.
    """
    pieces = [
        piece
        for split in HELD_OUT
        for piece in load(cache_dir, genre, split)
        if piece.sheet.bars >= _FEWEST_BARS
        and len(first_bars(piece.sheet, REFERENCE_BARS).melody) >= _FEWEST_NOTES
    ]
    firsts = [
        piece for i, piece in enumerate(pieces) if not i or piece.piece_id != pieces[i - 1].piece_id
    ]
    chosen = firsts if len(firsts) >= _ENOUGH_WORKS else pieces
    step = max(1.0, len(chosen) / _MOST_SHEETS)
    return [chosen[int(i * step)] for i in range(min(len(chosen), _MOST_SHEETS))]


def build_reference(cache_dir: Path, out: Path = SHIPPED) -> Path:
    """Measure every genre's held-out works. Raises MissingCorpus where one is not built."""
    ruler = Ruler(load_index(out))
    arrays: Arrays = {}
    rows: list[dict[str, object]] = []
    for genre in GENRE_NAMES:
        pieces = held_out(cache_dir, genre)
        if not pieces:
            continue
        sheets = [first_bars(piece.sheet, REFERENCE_BARS) for piece in pieces]
        measured = ruler.measure(sheets)
        table = measured.table.astype(np.float32)
        parts = Counter(
            piece.piece_id for split in HELD_OUT for piece in load(cache_dir, genre, split)
        )
        ends = [COLUMNS.index(CLOSES), COLUMNS.index(FROM_DOMINANT)]
        table[:, ends] = list(_endings(pieces, parts))
        times = sum(
            (chord_times(piece.sheet) for piece in load(cache_dir, genre, "train")),
            np.zeros((2, 1)),
        )
        number = len(rows)
        arrays[f"{number} table"] = table
        arrays[f"{number} intervals"] = measured.intervals.sum(axis=0).astype(np.int32)
        arrays[f"{number} durations"] = measured.durations.sum(axis=0).astype(np.int32)
        arrays[f"{number} chords"] = times.astype(np.float32)
        rows.append(
            {
                "genre": genre,
                "works": len({piece.piece_id for piece in pieces}),
                "shared_turns": round(shared_turns(sheets), 5),
                "meters": [sheet.meter.name for sheet in sheets],
                "minor": [int(sheet.key.is_minor) for sheet in sheets],
            }
        )
    card = {
        "kind": "reference",
        "what": f"figures of the first {REFERENCE_BARS} full bars of works no network has seen",
        "columns": list(COLUMNS),
        "genres": rows,
    }
    return save_packed(out, STEM, arrays, card)


def _endings(
    pieces: Sequence[CorpusPiece], parts: Mapping[str, int]
) -> Iterator[tuple[float, float]]:
    """How each whole sheet closes; NaN for slices of longer works, whose end is no ending."""
    for piece in pieces:
        whole = parts[piece.piece_id] == 1
        yield endings_of(piece.sheet) if whole else (float("nan"), float("nan"))


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Measure the held-out works for evaluation.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the reference")
    options = parser.parse_args()
    try:
        path = build_reference(options.cache, options.out)
    except (ModelError, EngineError) as error:
        sys.exit(f"reference: {error}")
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
