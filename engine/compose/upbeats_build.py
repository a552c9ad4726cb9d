"""Counting the pickups of every genre's training works in a built corpus.

    python -m engine.compose.upbeats_build --cache DIR

Some seconds. Held-out works are not looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from engine.compose.upbeat_table import TABLE
from models.corpora.store import load
from models.errors import ModelError
from models.upbeats import count_upbeats, upbeats_to_json
from music.genres import GENRE_NAMES


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Count the pickups of the genres' works.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    options = parser.parse_args()
    rows = []
    try:
        for genre in GENRE_NAMES:
            pieces = load(options.cache, genre, "train")
            # Later parts of long works begin nowhere.
            found = count_upbeats(piece.sheet for piece in pieces if not piece.part)
            rows.append(f" {json.dumps(genre)}: {json.dumps(upbeats_to_json(found))}")
            share = sum(u.pickups for u in found.values()) / sum(u.works for u in found.values())
            print(f"{genre}: {share:.2f} of works with a pickup")
    except ModelError as error:
        sys.exit(f"upbeats: {error}")
    path = Path(__file__).with_name(TABLE)
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
