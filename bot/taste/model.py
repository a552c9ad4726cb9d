"""A taste as a Bayesian linear model with an ideal point, forgetting as it goes.

Which model and why: liking is taken to be linear in a handful of features (each genre's
share, and squares, so that "some jazz, rather calm" can be best and not only "ever
more jazz"), with Gaussian prior and noise (Bishop, "Pattern Recognition and Machine
Learning", 2006, 3.3). A taste has some ten to a hundred opinions, mostly yes or no: more
parameters would fit noise, fewer could not hold an ideal blend; the posterior is exact,
a matrix of 16 by 16, so it is computed anew from the kept opinions whenever it is asked
for, and forgetting one opinion forgets exactly what it taught. Older opinions count less,
by a constant factor each (discounted as in Russac, Vernade and Cappé, "Weighted Linear
Bandits for Non-Stationary Environments", 2019), because tastes change. Exploring is
Thompson sampling (Thompson, 1933): act on a taste drawn from the posterior.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.taste.features import ADVENTURE_RANGE, PACE_RANGE, Point, Vector, features, unscaled

DISCOUNT = 0.97
_NOISE = 0.6
_TOLD_COUNTS_AS = 6.0
# Draws are narrower than the posterior: with so many features a full draw hardly ever
# acts on what is known (measured in docs/memory.md).
_BOLDNESS = 0.5
# Prior mean and deviation: no genre preferred, moderation preferred in all things.
_PRIOR_GENRE = (0.0, 0.9)
_PRIOR_SQUARES = (-0.8, 0.3)
_PRIOR_SLOPE = (0.0, 0.5)
_PRIOR_CURVE = (-0.5, 0.25)
# When a taste is taken to have turned: so many before went well, so many after badly.
_GONE_WELL, _WELL = 12, 0.25
_ROW, _BADLY = 5, -0.55
_TURN_AGES = 60.0
_LEAST_SHARE = 0.08
_MOST_GENRES = 4


@dataclass(frozen=True, slots=True)
class Liked:
    """How much a point was liked, -1 to 1; ``told`` marks what the user said outright."""

    point: Point
    liking: float
    told: bool = False


@dataclass(frozen=True)
class Taste:
    """A posterior over what somebody likes. ``weight_of_evidence`` counts recent opinions."""

    genres: tuple[str, ...]
    mean: Vector
    covariance: np.ndarray
    weight_of_evidence: float

    def liking(self, point: Point) -> tuple[float, float]:
        """Expected liking of a point, about -1 to 1, and its standard deviation."""
        x = features(point, self.genres)
        return float(self.mean @ x), float(np.sqrt(x @ self.covariance @ x))

    def favourite(self) -> Point:
        """The point that is liked best as far as is known."""
        return best_point(self.mean, self.genres)

    def drawn(self, rng: np.random.Generator) -> Point:
        """What would be best if a taste drawn from the posterior were true: explores."""
        spread = _BOLDNESS**2 * self.covariance
        drawn = rng.multivariate_normal(self.mean, spread, method="cholesky")
        return best_point(drawn, self.genres)


def learn(opinions: Sequence[Liked], genres: Sequence[str], *, discount: float = DISCOUNT) -> Taste:
    """The taste that opinions (oldest first) show. Without opinions it is the prior."""
    mean, deviation = _prior(len(genres))
    precision = np.diag(1 / deviation**2)
    pull = precision @ mean
    weights = _weights_of(opinions, discount)
    if opinions:
        rows = np.stack([features(one.point, genres) for one in opinions])
        liking = np.array([one.liking for one in opinions])
        precision = precision + (rows.T * weights) @ rows / _NOISE**2
        pull = pull + rows.T @ (weights * liking) / _NOISE**2
    covariance = np.linalg.inv(precision)
    covariance = (covariance + covariance.T) / 2
    return Taste(tuple(genres), covariance @ pull, covariance, float(weights.sum()))


def best_point(theta: Vector, genres: Sequence[str]) -> Point:
    """The point of greatest liking under parameters: exact, as blend, adventure and pace part."""
    count = len(genres)
    weights = _best_blend(theta[1 : count + 1], float(theta[count + 1]))
    a, a2, p, p2 = theta[count + 2 :]
    return Point(
        _tidied(weights, genres),
        round(unscaled(_best_of(a, a2), ADVENTURE_RANGE), 2),
        round(unscaled(_best_of(p, p2), PACE_RANGE), 3),
    )


def reasons(
    opinions: Sequence[Liked], point: Point, *, most: int = 3
) -> list[int]:  # fmt: skip
    """Which opinions speak most for a point: indices, the strongest first.

    An opinion speaks for a blend by its liking, its age and what the two have in common.
    """
    weights = _weights_of(opinions, DISCOUNT)
    strength = {
        index: weights[index] * one.liking * _common(one.point.weights, point.weights)
        for index, one in enumerate(opinions)
        if one.liking > 0
    }
    ranked = sorted(strength, key=lambda index: (-strength[index], -index))
    return [index for index in ranked if strength[index] > 0][:most]


def _common(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(min(weight, second.get(genre, 0.0)) for genre, weight in first.items())


def _weights_of(opinions: Sequence[Liked], discount: float) -> Vector:
    """What an opinion counts: less by its age, and much less if the taste changed after it.

    What was told outright doesn't age.
    """
    ages = np.arange(len(opinions))[::-1] * 1.0
    turned = _last_turn(np.array([one.liking for one in opinions]))
    ages[:turned] += _TURN_AGES
    told = np.array([one.told for one in opinions], dtype=bool)
    weights: Vector = np.where(told, _TOLD_COUNTS_AS, discount**ages)
    return weights


def _last_turn(liking: Vector) -> int:
    """The index where what had gone well last began to go badly, or 0 where it never did.

    A taste that was found is mostly liked; hardly anything liked in a row of five after
    that says that it is another now.
    """
    sums = np.concatenate(([0.0], np.cumsum(liking)))
    for place in range(len(liking) - _ROW, _GONE_WELL - 1, -1):
        before = (sums[place] - sums[place - _GONE_WELL]) / _GONE_WELL
        after = (sums[place + _ROW] - sums[place]) / _ROW
        if before >= _WELL and after <= _BADLY:
            return place
    return 0


def _prior(count: int) -> tuple[Vector, Vector]:
    rows = [(0.0, 0.7), *[_PRIOR_GENRE] * count, _PRIOR_SQUARES]
    rows += [_PRIOR_SLOPE, _PRIOR_CURVE, _PRIOR_SLOPE, _PRIOR_CURVE]
    mean, deviation = np.array(rows).T
    return mean, deviation


def _best_of(slope: float, curve: float) -> float:
    """Where ``slope·x + curve·x²`` is greatest on -1 to 1."""
    if curve < -1e-6:
        return float(min(max(-slope / (2 * curve), -1.0), 1.0))
    return 1.0 if slope > 0 else -1.0


def _best_blend(slopes: Vector, squares: float) -> Vector:
    """Shares on the simplex where ``slopes·w + squares·|w|²`` is greatest.

    With ``squares`` below 0 that is the projection of the unbounded optimum onto the
    simplex (Duchi et al., "Efficient Projections onto the l1-Ball", 2008), else a corner.
    """
    if squares > -0.05:
        corner = np.zeros_like(slopes)
        corner[int(np.argmax(slopes))] = 1.0
        return corner
    wanted = slopes / (-2 * squares)
    falling = np.sort(wanted)[::-1]
    sums = (np.cumsum(falling) - 1) / np.arange(1, len(wanted) + 1)
    last = int(np.nonzero(falling > sums)[0][-1])
    shares: Vector = np.maximum(wanted - sums[last], 0.0)
    return shares


def _tidied(weights: Vector, genres: Sequence[str]) -> dict[str, float]:
    """At most four genres, none too small to hear, in whole twentieths that sum to 1."""
    order = [int(i) for i in np.argsort(-weights, kind="stable")[:_MOST_GENRES]]
    kept = [i for i in order if weights[i] >= _LEAST_SHARE] or order[:1]
    total = sum(weights[i] for i in kept)
    twentieths = [max(1, round(20 * weights[i] / total)) for i in kept]
    twentieths[0] += 20 - sum(twentieths)
    return {genres[i]: n / 20 for i, n in zip(kept, twentieths, strict=True)}
