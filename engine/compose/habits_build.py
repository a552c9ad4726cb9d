"""Measuring the habits of every genre on the training works of a built corpus.

    python -m engine.compose.habits_build --cache DIR

A minute.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from engine.compose.habits import HABIT_METRICS, HIGH, LOW, TABLE
from engine.metrics.grid import first_bars
from models.corpora.store import load
from models.errors import ModelError
from music.genres import GENRE_NAMES

_BARS, _FEWEST_BARS, _FEWEST_NOTES = 16, 12, 16
_MOST_TUNES = 400


def measure_habits(cache_dir: Path) -> dict[str, dict[str, list[float]]]:
    """{genre: {figure: [low, high]}} over the first sixteen bars of training tunes."""
    return {genre: _of_genre(cache_dir, genre) for genre in GENRE_NAMES}


def _of_genre(cache_dir: Path, genre: str) -> dict[str, list[float]]:
    tunes = [
        tune
        for piece in load(cache_dir, genre, "train")
        if piece.sheet.bars >= _FEWEST_BARS
        for tune in [first_bars(piece.sheet, _BARS)]
        if len(tune.melody) >= _FEWEST_NOTES
    ]
    step = max(1.0, len(tunes) / _MOST_TUNES)
    chosen = [tunes[int(i * step)] for i in range(min(len(tunes), _MOST_TUNES))]
    table = np.array([[metric.figure(tune) for metric in HABIT_METRICS] for tune in chosen])
    low, high = np.percentile(table, [LOW, HIGH], axis=0)
    return {
        metric.name: [round(float(low[column]), 3), round(float(high[column]), 3)]
        for column, metric in enumerate(HABIT_METRICS)
    }


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Measure the genres' habits on training works.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(TABLE))
    options = parser.parse_args()
    try:
        rows = measure_habits(options.cache)
    except ModelError as error:
        sys.exit(f"habits: {error}")
    lines = [f" {json.dumps(genre)}: {json.dumps(row)}" for genre, row in rows.items()]
    options.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
