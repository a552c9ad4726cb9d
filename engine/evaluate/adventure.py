"""What adventure does: figures of pure pieces at each temperature, over all genres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluate.measured import NOVELTY, Measured
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import Reference
from engine.metrics.harmony import rare_chord_share, usual_chords

RARE_CHORDS = "rare chords"
# What must rise with the temperature, and what must stay inside the genre's own range.
RISING: tuple[str, ...] = (NOVELTY, "entropy, 4 bars", RARE_CHORDS)
STEADY: tuple[str, ...] = ("in scale", "phrase ends stable")
STEADY_UP_TO = 1.2


@dataclass(frozen=True, slots=True)
class Step:
    """One temperature: means over the genres, each genre counting alike.

    ``outside`` names (genre, metric) whose mean lies outside the 5th to 95th percentile of
    the genre's held-out works.
    """

    temperature: float
    pieces: int
    means: Mapping[str, float]
    outside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Adventure:
    """The steps in order of their temperature."""

    steps: tuple[Step, ...]

    def rises(self, metric: str) -> bool:
        """Whether a figure's mean rises from every temperature to the next."""
        values = [step.means[metric] for step in self.steps]
        return len(values) > 1 and all(np.diff(values) > 0)

    @property
    def strays(self) -> tuple[tuple[float, str, str], ...]:
        """(temperature, genre, metric) outside the genre's range where they should not be."""
        return tuple(
            (step.temperature, *place)
            for step in self.steps
            if step.temperature <= STEADY_UP_TO
            for place in step.outside
        )


def adventure_of_pieces(
    pieces: Sequence[EvaluatedPiece], measured: Measured, reference: Reference
) -> Adventure:
    """The steps of pure pieces; ``measured`` has a row for each piece."""
    steps = []
    for temperature in sorted({piece.temperature for piece in pieces}):
        numbers = [i for i, piece in enumerate(pieces) if piece.temperature == temperature]
        steps.append(
            _step(temperature, [pieces[i] for i in numbers], measured.rows(numbers), reference)
        )
    return Adventure(tuple(steps))


def _step(
    temperature: float, pieces: Sequence[EvaluatedPiece], measured: Measured, reference: Reference
) -> Step:
    by_genre: dict[str, dict[str, float]] = {}
    outside = []
    for genre in sorted({piece.genres[0] for piece in pieces}):
        numbers = [i for i, piece in enumerate(pieces) if piece.genres[0] == genre]
        mine = measured.rows(numbers)
        usual = usual_chords({genre: reference.of(genre).chord_times}, {genre: 1.0})
        rare = [rare_chord_share(pieces[i].sheet, usual) for i in numbers]
        figures = {
            name: float(mine.column(name).mean())
            for name in (*RISING, *STEADY)
            if name != RARE_CHORDS
        }
        by_genre[genre] = {**figures, RARE_CHORDS: float(np.mean(rare))}
        for name in STEADY:
            real = reference.of(genre).measured.column(name)
            low, high = np.nanpercentile(real, [5, 95])
            if not low - 1e-6 <= figures[name] <= high + 1e-6:
                outside.append((genre, name))
    means = {
        name: float(np.mean([figures[name] for figures in by_genre.values()]))
        for name in (*RISING, *STEADY)
    }
    return Step(temperature, len(pieces), means, tuple(outside))
