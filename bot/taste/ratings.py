"""Ratings from battles: Bradley and Terry's model, with how sure they are.

The chance that one beats another is the logistic function of the difference of their
strengths (Bradley and Terry, "Rank Analysis of Incomplete Block Designs", 1952). A Gaussian
prior keeps strengths finite for who never lost; the uncertainty is that of Laplace's
approximation around the most likely strengths.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T", bound=Hashable)
# One strength of 1 is odds of e to 1; shown on the scale that chess players know.
POINTS_PER_STRENGTH = 400 / np.log(10)
_MEAN_POINTS = 1500
_PRIOR_DEVIATION = 1.0
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Rating(Generic[T]):
    """``points`` around 1500, give or take ``deviation``; ``battles`` fought."""

    who: T
    points: float
    deviation: float
    battles: int

    @property
    def surely(self) -> float:
        """What the points are at least, very likely: two deviations down."""
        return self.points - 2 * self.deviation


def rate(games: Sequence[tuple[T, T, float]]) -> list[Rating[T]]:
    """Ratings from (left, right, left's share: 1 won, 0.5 even, 0 lost), the surest best first.

    Battles of one against itself count for nothing.
    """
    games = [game for game in games if game[0] != game[1]]
    names = list(dict.fromkeys(who for left, right, _ in games for who in (left, right)))
    if not names:
        return []
    place = {who: index for index, who in enumerate(names)}
    left = np.array([place[game[0]] for game in games])
    right = np.array([place[game[1]] for game in games])
    won = np.array([game[2] for game in games])
    strength, curvature = _fitted(len(names), left, right, won)
    deviation = np.sqrt(np.diag(np.linalg.inv(curvature)))
    fought = np.bincount(np.concatenate((left, right)), minlength=len(names))
    ratings = [
        Rating(
            who,
            float(_MEAN_POINTS + POINTS_PER_STRENGTH * strength[index]),
            float(POINTS_PER_STRENGTH * deviation[index]),
            int(fought[index]),
        )
        for index, who in enumerate(names)
    ]
    return sorted(ratings, key=lambda rating: -rating.surely)


def _fitted(
    count: int, left: np.ndarray, right: np.ndarray, won: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Strengths of greatest posterior by Newton's method, and the curvature there."""
    strength = np.zeros(count)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(strength[right] - strength[left]))
        slope = -strength / _PRIOR_DEVIATION**2
        np.add.at(slope, left, won - chance)
        np.add.at(slope, right, chance - won)
        curvature = np.eye(count) / _PRIOR_DEVIATION**2
        spread = chance * (1 - chance)
        for first, second, sign in ((left, left, 1), (right, right, 1), (left, right, -1),
                                    (right, left, -1)):  # fmt: skip
            np.add.at(curvature, (first, second), sign * spread)
        step = np.linalg.solve(curvature, slope)
        strength = strength + step
        if np.abs(step).max() < 1e-7:
            break
    return strength, curvature
