"""The data card of a user's own genre, gathered when it has been trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.own_card import expectation
from models.training.own_figures import Figures
from models.training.own_rows import LearntRow
from models.training.own_tunes import Tunes

_MOST_LISTED = 20


def make_card(
    tunes: Tunes,
    figures: Figures,
    *,
    nearest: str,
    distances: Mapping[str, float],
    bits: tuple[float, float],
    curve: Sequence[Mapping[str, float]],
    rows: Mapping[str, LearntRow],
    seconds: float,
) -> dict[str, Any]:
    """The card as plain data. ``bits`` are those on held-out tunes before and after."""
    before, after = bits
    train, valid = tunes.side("train"), tunes.side("valid")
    return {
        "date": date.today().isoformat(),
        "tunes": len(tunes.tunes),
        "expectation": expectation(len(tunes.tunes)),
        "files": tunes.files,
        "learnt_from": len(train),
        "held_out": len(valid),
        "notes": sum(len(row["melody"]) for tune in tunes.tunes for row in tune.rows),
        "skipped": len(tunes.skipped),
        "skipped_reasons": [list(row) for row in tunes.skipped[:_MOST_LISTED]],
        "meters": figures.meters,
        "modes": figures.modes,
        "pickups": figures.pickups,
        "notes_per_beat": figures.notes_per_beat,
        "tempo_said": figures.tempo_bpm is not None,
        "nearest": nearest,
        "bits_under_known_genres": {n: round(b, 3) for n, b in distances.items()},
        "held_out_bits_before": round(before, 3),
        "held_out_bits": round(after, 3),
        "curve": [dict(point) for point in curve],
        "rows": {
            name: {
                "held_out_bits": round(row.bits, 3),
                "held_out_bits_of_nearest_genre": round(row.nearest_bits, 3),
                "held_out_bits_of_mixture": round(row.mixed_bits, 3),
                "mixture": row.mixture,
            }
            for name, row in rows.items()
        },
        "seconds": round(seconds, 1),
        "licence": "the tunes are yours to answer for; Fusebox keeps no copy of them",
    }
