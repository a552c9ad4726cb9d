"""Bits per event of phase 1, genre by genre, beside a strong baseline.

The baseline is a variable-order Markov model (PPM-C, order up to 6, over viewpoints): a
long-term model of the same training works mixed with a short-term one of the piece itself,
measured on up to 60 test melodies a genre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from engine.evaluate.tables import Table

# Bits per event of the Markov model; folk with celtic, jazz with blues and vintage pop.
MARKOV_BITS: dict[str, float] = {
    "folk": 2.65,
    "hymn": 3.40,
    "vintage pop": 3.80,
    "classical": 3.90,
    "renaissance": 3.98,
    "jazz": 5.32,
    "blues": 6.10,
    "game": 1.48,
}
OWN = "own"


class Measured(Protocol):
    """Bits per event of a group of melodies."""

    @property
    def melodies(self) -> int: ...
    @property
    def events(self) -> int: ...
    @property
    def pitch_bits(self) -> float: ...
    @property
    def ticks_bits(self) -> float: ...
    @property
    def bits(self) -> float: ...


def likelihood_rows(
    found: Mapping[str, Mapping[str, Measured]],
) -> list[dict[str, Any]]:
    """A row a genre: figures of the genres' own networks, and their share of the baseline's."""
    rows: list[dict[str, Any]] = []
    for genre, kinds in found.items():
        figures = kinds.get(OWN)
        if figures is None:
            continue
        markov = MARKOV_BITS.get(genre)
        rows.append(
            {
                "genre": genre,
                "melodies": figures.melodies,
                "events": figures.events,
                "pitch_bits": round(figures.pitch_bits, 4),
                "duration_bits": round(figures.ticks_bits, 4),
                "bits": round(figures.bits, 4),
                "markov_bits": markov,
                "ratio": markov and round(figures.bits / markov, 4),
            }
        )
    return rows


def likelihood_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The rows as a table, with the mean ratio of the genres that have a baseline."""
    ratios = [row["ratio"] for row in rows if row["ratio"] is not None]
    lines = [
        (
            str(row["genre"]),
            str(row["melodies"]),
            str(row["events"]),
            f"{row['pitch_bits']:.2f}",
            f"{row['duration_bits']:.2f}",
            f"{row['bits']:.2f}",
            "" if row["markov_bits"] is None else f"{row['markov_bits']:.2f}",
            "" if row["ratio"] is None else f"{row['ratio']:.2f}",
        )
        for row in rows
    ]
    if ratios:
        mean = f"{sum(ratios) / len(ratios):.3f}"
        lines.append(("mean ratio", "", "", "", "", "", "", mean))
    return Table(
        "Bits per event, chords masked",
        "The genres' own phase-1 networks; less is better. Ratio: to the Markov model.",
        ("genre", "melodies", "events", "pitch", "duration", "both", "Markov", "ratio"),
        tuple(lines),
    )
