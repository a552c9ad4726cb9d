"""Building the originality index, and the exact search that it must agree with.

    python -m models.originality_build --cache DIR [--out DIR]

Reads the training sheets of a built corpus; works that are held out or set aside are
not in the index.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from models.corpora.store import CorpusPiece, load
from models.errors import ModelError
from models.originality import (
    NO_RUN,
    STEM,
    Hashes,
    Ints,
    OriginalityIndex,
    Run,
    Work,
    notes_of_sheet,
    window_hashes,
)
from models.packed import Arrays, save_packed
from models.store import SHIPPED
from music.genres import GENRE_NAMES
from music.leadsheet import LeadSheet


def index_of(pieces: Iterable[CorpusPiece]) -> OriginalityIndex:
    """An index of pieces in memory, for other corpora than the shipped one's."""
    windows, numbers, works = _hashed(pieces)
    return OriginalityIndex(windows, numbers, works)


def build_index(cache_dir: Path, out: Path = SHIPPED) -> Path:
    """Index the training works of a built corpus; write its arrays and card into ``out``.

    The same corpus gives the same bytes. Raises MissingCorpus where a genre is not built.
    """
    windows, numbers, works = _hashed(
        piece for genre in GENRE_NAMES for piece in load(cache_dir, genre, "train")
    )
    listed = [[w.piece_id, w.title, w.source, w.genre] for w in works]
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
    arrays: Arrays = {
        "windows": np.concatenate(windows),
        "ends": np.cumsum([len(w) for w in windows]).astype(np.int32),
        "work_of_sheet": np.array(numbers, np.int32),
        "works": np.frombuffer(zlib.compress(text, 9), np.uint8),
    }
    card = {
        "kind": "originality",
        "what": "16-bit hashes of every four notes in a row of the training works",
        "works": len(works),
        "sheets": len(windows),
        "hashes": len(arrays["windows"]),
    }
    return save_packed(out, STEM, arrays, card)


def exact_longest_run(sheet: LeadSheet, pieces: Iterable[CorpusPiece]) -> Run:
    """The longest run found by comparing note by note: slow and exact, of any length."""
    mine = notes_of_sheet(sheet)
    best = NO_RUN
    for piece in pieces:
        length, first = _longest_common(mine, notes_of_sheet(piece.sheet))
        if length > best.notes:
            best = Run(length, first, _work(piece))
    return best


def _longest_common(mine: Ints, theirs: Ints) -> tuple[int, int]:
    """(notes, first note of mine) by the table of common endings, one row per own note."""
    longest, first = 0, 0
    before = np.zeros(len(theirs) + 1, np.int64)
    rise, their_rise = np.diff(mine[:, 0], prepend=0), np.diff(theirs[:, 0], prepend=0)
    for index in range(len(mine)):
        same_length = theirs[:, 1] == mine[index, 1]
        same_rise = their_rise == rise[index]
        ending = np.where(same_length, np.where(same_rise, before[:-1], 0) + 1, 0)
        if ending.size and ending.max() > longest:
            longest = int(ending.max())
            first = index - longest + 1
        before = np.concatenate([[0], ending])
    return longest, first


def _hashed(
    pieces: Iterable[CorpusPiece],
) -> tuple[list[Hashes], list[int], Sequence[Work]]:
    windows: list[Hashes] = []
    numbers: list[int] = []
    works: dict[tuple[str, str], tuple[int, Work]] = {}
    for piece in pieces:
        number, _ = works.setdefault((piece.genre, piece.piece_id), (len(works), _work(piece)))
        windows.append(window_hashes(piece.sheet))
        numbers.append(number)
    return windows, numbers, [work for _, work in works.values()]


def _work(piece: CorpusPiece) -> Work:
    return Work(piece.piece_id, piece.title, piece.source, piece.genre)


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Index the training works for originality.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the index")
    options = parser.parse_args()
    try:
        path = build_index(options.cache, options.out)
    except ModelError as error:
        sys.exit(f"originality: {error}")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
