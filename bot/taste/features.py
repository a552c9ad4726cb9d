"""What a taste is about: a blend, how adventurous, how fast for its genres.

Turns a point (weights, adventure, pace) into the numbers that the model weighs. Knows
nothing of who liked what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
# Octaves of tempo around what the genres themselves imply.
PACE_RANGE = (-0.6, 0.6)
ADVENTURE_RANGE = (0.5, 1.5)


@dataclass(frozen=True, slots=True)
class Point:
    """Something to like: weights that sum to 1, a temperature, and the pace.

    ``pace`` is the tempo in octaves over what the genres imply: 0 is as usual, 0.5 is
    faster by the root of two.
    """

    weights: Mapping[str, float]
    adventure: float = 1.0
    pace: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"weights": dict(self.weights), "adventure": self.adventure, "pace": self.pace}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Point:
        """The inverse of ``to_json``."""
        return cls(
            dict(record["weights"]), float(record["adventure"]), float(record["pace"])
        )  # fmt: skip


def features(point: Point, genres: Sequence[str]) -> Vector:
    """``[1, weight of each genre …, their squares' sum, a, a², p, p²]``.

    ``a`` and ``p`` are adventure and pace scaled to -1 to 1. A genre that is not in
    ``genres`` adds nothing of its own.
    """
    weights = np.array([point.weights.get(genre, 0.0) for genre in genres])
    a = _scaled(point.adventure, ADVENTURE_RANGE)
    p = _scaled(point.pace, PACE_RANGE)
    return np.concatenate(([1.0], weights, [float(weights @ weights), a, a * a, p, p * p]))


def unscaled(value: float, span: tuple[float, float]) -> float:
    """From -1 to 1 back into a range."""
    low, high = span
    return low + (min(max(value, -1.0), 1.0) + 1) / 2 * (high - low)


def _scaled(value: float, span: tuple[float, float]) -> float:
    low, high = span
    return min(max((value - low) / (high - low) * 2 - 1, -1.0), 1.0)
