"""Measuring the examples of every genre on the training works of a built corpus.

    python -m engine.compose.examples_build --cache DIR

A minute.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.compose.examples import EXAMPLE_BARS, FIGURES, STEM, figures_of
from engine.metrics.grid import first_bars
from engine.metrics.structure import phrase_letters
from models.corpora.store import load
from models.errors import ModelError
from models.judge.judging import SEARCH, Judge
from models.judge.loading import load_judge
from models.packed import Arrays, save_packed
from models.store import SHIPPED
from music.genres import GENRE_NAMES
from music.leadsheet import LeadSheet

_FEWEST_BARS, _FEWEST_NOTES = 12, 16
_MOST_TUNES = 300


def build_examples(cache_dir: Path, out: Path = SHIPPED) -> Path:
    """Measure every genre's training tunes. Raises MissingCorpus where one is not built.

    The search judge is that of ``out``.
    """
    arrays: Arrays = {}
    rows: list[dict[str, object]] = []
    judge = load_judge(SEARCH, out)
    for number, genre in enumerate(GENRE_NAMES):
        tunes = _tunes(cache_dir, genre)
        arrays[f"{number} table"] = figures_of(tunes).astype(np.float16)
        arrays[f"{number} typical"] = np.array(_typical(judge, tunes, genre), np.float16)
        rows.append(
            {
                "genre": genre,
                "meters": [tune.meter.name for tune in tunes],
                "minor": [int(tune.key.is_minor) for tune in tunes],
                "forms": [phrase_letters(tune) for tune in tunes],
            }
        )
    card = {
        "kind": "examples",
        "what": f"figures of the first {EXAMPLE_BARS} full bars of training works",
        "columns": [metric.name for metric in FIGURES],
        "genres": rows,
    }
    return save_packed(out, STEM, arrays, card)


def _typical(judge: Judge, tunes: Sequence[LeadSheet], genre: str) -> list[float]:
    """How much of its own genre the search judge hears in each tune; 0 to 1."""
    return [heard[genre] for heard in judge.heard_many(tunes)]


def _tunes(cache_dir: Path, genre: str) -> list[LeadSheet]:
    """The beginnings of a genre's training tunes, at most 300: first one a work, then further ones.

    A small book counts as much as a large one, as far as it goes: jazz is its tunes as well as
    its solos, though there are four times as many of these.
    """
    seen: Counter[str] = Counter()
    books: dict[str, list[tuple[int, LeadSheet]]] = {}
    for piece in load(cache_dir, genre, "train"):
        tune = first_bars(piece.sheet, EXAMPLE_BARS)
        if piece.sheet.bars >= _FEWEST_BARS and len(tune.melody) >= _FEWEST_NOTES:
            books.setdefault(piece.source, []).append((seen[piece.piece_id], tune))
            seen[piece.piece_id] += 1
    return _shared_out(list(books.values()), _MOST_TUNES)


def _shared_out(books: Sequence[list[tuple[int, LeadSheet]]], most: int) -> list[LeadSheet]:
    """At most so many tunes, evenly from each book; what a small one leaves goes to the others.

    Each comes with how many of its work came before it: first ones are taken first.
    """
    found: list[LeadSheet] = []
    for number, book in enumerate(sorted(books, key=len)):
        share = min(len(book), (most - len(found)) // (len(books) - number))
        firsts = [tune for before, tune in book if not before]
        step = max(1.0, len(firsts) / max(1, share))
        found += [firsts[int(i * step)] for i in range(min(len(firsts), share))]
        further = [tune for before, tune in sorted(book, key=lambda row: row[0]) if before]
        found += further[: max(0, share - len(firsts))]
    return found


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Measure the genres' examples.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder of the weights")
    options = parser.parse_args()
    try:
        path = build_examples(options.cache, options.out)
    except ModelError as error:
        sys.exit(f"examples: {error}")
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
