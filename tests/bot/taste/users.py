"""Synthetic users of known taste, and what ways of choosing for them cost in regret.

``python -m tests.bot.taste.users`` prints the figures of docs/memory.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.taste.features import ADVENTURE_RANGE, PACE_RANGE, Point
from bot.taste.model import Liked, learn
from music.genres import GENRE_NAMES

Choose = Callable[[list[Liked], np.random.Generator], Point]


@dataclass
class SyntheticUser:
    """Likes one point best, and others less the further they are from it; answers yes or no.

    A yes gets likelier with liking, so that nobody ever says no to all or yes to all.
    """

    ideal: Point
    rng: np.random.Generator

    def liking(self, point: Point) -> float:
        """1 for the ideal, falling with the square of the distance; about -1 far away."""
        apart = [point.weights.get(g, 0.0) - self.ideal.weights.get(g, 0.0) for g in GENRE_NAMES]
        blend = float(np.dot(apart, apart))
        adventure = (point.adventure - self.ideal.adventure) ** 2
        pace = ((point.pace - self.ideal.pace) / (PACE_RANGE[1] - PACE_RANGE[0])) ** 2
        return 1 - 1.1 * blend - 1.2 * adventure - 0.8 * pace

    def answer(self, point: Point) -> Liked:
        yes = self.rng.random() < 1 / (1 + np.exp(-4 * (self.liking(point) - 0.2)))
        return Liked(point, 1.0 if yes else -1.0)


def any_point(rng: np.random.Generator) -> Point:
    count = int(rng.integers(1, 4))
    genres = rng.choice(len(GENRE_NAMES), size=count, replace=False)
    shares = rng.dirichlet(np.full(count, 2.0))
    return Point(
        {GENRE_NAMES[int(g)]: float(share) for g, share in zip(genres, shares, strict=True)},
        float(rng.uniform(*ADVENTURE_RANGE)),
        float(rng.uniform(*PACE_RANGE)),
    )


def by_thompson(opinions: list[Liked], rng: np.random.Generator) -> Point:
    return learn(opinions[-200:], GENRE_NAMES).drawn(rng)


def at_random(opinions: list[Liked], rng: np.random.Generator) -> Point:
    return any_point(rng)


def always_again(opinions: list[Liked], rng: np.random.Generator) -> Point:
    """The first thing that was liked, again and again; until then anything."""
    return next((one.point for one in opinions if one.liking > 0), any_point(rng))


def regrets(choose: Choose, seed: int, *, rounds: int = 200, change_at: int | None = None
            ) -> np.ndarray:  # fmt: skip
    """The regret of every round; at ``change_at`` the user wants something else entirely."""
    rng = np.random.default_rng(seed)
    user = SyntheticUser(any_point(rng), rng)
    opinions: list[Liked] = []
    lost = np.zeros(rounds)
    for number in range(rounds):
        if number == change_at:
            old = user.ideal
            while set(user.ideal.weights) & set(old.weights):
                user.ideal = any_point(rng)
        point = choose(opinions, rng)
        lost[number] = user.liking(user.ideal) - user.liking(point)
        opinions.append(user.answer(point))
    return lost


def mean_regrets(choose: Choose, users: int, **how: int) -> np.ndarray:
    """Mean regret by round over many users."""
    return np.mean([regrets(choose, seed, **how) for seed in range(users)], axis=0)


def figures(users: int) -> str:
    """The tables of docs/memory.md."""
    ways = {"Thompson sampling": by_thompson, "random": at_random, "always again": always_again}
    lines = []
    for name, way in ways.items():
        lost = mean_regrets(way, users)
        parts = (lost[:20].mean(), lost[20:100].mean(), lost[100:].mean())
        lines.append(f"{name:18} total {lost.sum():6.1f}  by part " + _row(parts))
    for name, way in ways.items():
        lost = mean_regrets(way, users, rounds=160, change_at=100)
        parts = (lost[70:100].mean(), lost[100:105].mean(), lost[120:130].mean(),
                 lost[130:].mean())  # fmt: skip
        lines.append(f"{name:18} changed at 100: before, 1-5, 21-30, 31-60 after " + _row(parts))
    return "\n".join(lines)


def _row(values: tuple[np.floating, ...]) -> str:
    return "  ".join(f"{value:.3f}" for value in values)


if __name__ == "__main__":
    print(figures(10))
