"""Counting the pickups of every genre's training works in a built corpus.

    python -m engine.compose.upbeats_build --cache DIR

Some seconds. Held-out works are not looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.compose.upbeats import TABLE, Upbeats
from models.corpora.store import CorpusPiece, load
from models.errors import ModelError
from music.genres import GENRE_NAMES
from music.units import to_ticks

_RAREST = 0.03  # of a metre's pickups; what is rarer is a slip of the pen
_GRID = 3  # ticks: a sixteenth


def count_upbeats(pieces: Iterable[CorpusPiece]) -> dict[str, Upbeats]:
    """{metre: works and the ticks of their pickups}; later parts of long works begin nowhere."""
    works: Counter[str] = Counter()
    lengths: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for piece in pieces:
        if piece.part or not piece.sheet.melody:
            continue
        meter = piece.sheet.meter.name
        works[meter] += 1
        ticks = to_ticks(piece.sheet.pickup_beats)
        if ticks and ticks % _GRID == 0:
            lengths[meter][ticks] += 1
    return {meter: Upbeats(count, _usual(lengths[meter])) for meter, count in sorted(works.items())}


def _usual(lengths: Mapping[int, int]) -> dict[int, int]:
    least = _RAREST * sum(lengths.values())
    return {ticks: times for ticks, times in sorted(lengths.items()) if times > least}


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Count the pickups of the genres' works.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    options = parser.parse_args()
    rows = []
    try:
        for genre in GENRE_NAMES:
            found = count_upbeats(load(options.cache, genre, "train"))
            row = {m: {"works": u.works, "upbeats": u.lengths} for m, u in found.items()}
            rows.append(f" {json.dumps(genre)}: {json.dumps(row)}")
            share = sum(u.pickups for u in found.values()) / sum(u.works for u in found.values())
            print(f"{genre}: {share:.2f} of works with a pickup")
    except ModelError as error:
        sys.exit(f"upbeats: {error}")
    path = Path(__file__).with_name(TABLE)
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
