"""Real music that no network has seen, as figures: what composed pieces are held against.

A small shipped table, so that evaluation needs no corpus; ``reference_build`` makes it.
Of every held-out work the first sixteen full bars were measured, and the pickup before them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import EngineError
from engine.evaluate.measured import CLOSES, COLUMNS, FROM_DOMINANT, LOOP, Measured
from engine.metrics.grid import Floats
from models.packed import load_packed
from models.store import SHIPPED

STEM = "reference"
REFERENCE_BARS = 16


class EvaluationError(EngineError):
    """An evaluation that can't be made; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class RealMusic:
    """The held-out works of a genre.

    ``meters`` and ``minor`` belong to the rows; ``chord_times`` are of the *training* works,
    [2, chord classes]; ``shared_turns`` is what two works have in common (models/turns.py).
    """

    genre: str
    measured: Measured
    meters: tuple[str, ...]
    minor: tuple[bool, ...]
    chord_times: Floats
    shared_turns: float

    def __len__(self) -> int:
        return len(self.measured.table)

    @property
    def closing_share(self) -> float:
        """Works that close with a cadence over those whose end is known; NaN where none is."""
        return self._share(CLOSES)

    @property
    def dominant_share(self) -> float:
        """Works whose last tonic comes from the dominant, counted in the same way."""
        return self._share(FROM_DOMINANT)

    def _share(self, column: str) -> float:
        ends = self.measured.column(column)
        ends = ends[np.isfinite(ends)]
        return float(ends.mean()) if len(ends) else float("nan")

    @property
    def loop_limit(self) -> float:
        """The 95th percentile of bars that follow their own like: more is a stuck loop."""
        return float(np.percentile(self.measured.column(LOOP), 95)) if len(self) else 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """Real music by genre."""

    genres: Mapping[str, RealMusic]

    def knows(self, genres: Iterable[str]) -> bool:
        """Whether there are held-out works of all these genres."""
        return all(genre in self.genres for genre in genres)

    def of(self, genre: str) -> RealMusic:
        """Raises EvaluationError for a genre without held-out works."""
        try:
            return self.genres[genre]
        except KeyError:
            raise EvaluationError(
                f"there are no held-out works of {genre!r} to compare with; "
                f"known: {', '.join(self.genres)}"
            ) from None


@functools.lru_cache(maxsize=2)
def load_reference(folder: Path = SHIPPED) -> Reference:
    """The shipped reference. Raises WeightsError where it is missing, EvaluationError where old."""
    arrays, card = load_packed(
        folder,
        STEM,
        remedy="install Fusebox again or build it with 'python -m engine.evaluate.reference_build'",
    )
    if tuple(card.get("columns", ())) != COLUMNS:
        raise EvaluationError(
            f"the reference in {folder} was made for other metrics; build it again with "
            "'python -m engine.evaluate.reference_build'"
        )
    genres = {}
    for number, row in enumerate(card["genres"]):
        table = arrays[f"{number} table"].astype(float)
        genres[row["genre"]] = RealMusic(
            genre=row["genre"],
            measured=Measured(
                table,
                arrays[f"{number} intervals"].astype(np.int64)[None],
                arrays[f"{number} durations"].astype(np.int64)[None],
                (),
            ),
            meters=tuple(row["meters"]),
            minor=tuple(bool(flag) for flag in row["minor"]),
            chord_times=arrays[f"{number} chords"].astype(float),
            shared_turns=float(row["shared_turns"]),
        )
    return Reference(genres)
