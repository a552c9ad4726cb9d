"""The learned taste finds what is liked, keeps exploring, and follows a change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.taste.features import ADVENTURE_RANGE, PACE_RANGE, Point
from bot.taste.model import Liked, best_point, learn, reasons
from music.genres import GENRE_NAMES
from tests.bot.taste.users import (
    SyntheticUser,
    always_again,
    any_point,
    at_random,
    by_thompson,
    mean_regrets,
)


def many(weights: dict[str, float], liking: float, count: int, **rest: float) -> list[Liked]:
    return [Liked(Point(weights, **rest), liking)] * count


def test_without_opinions_nothing_is_preferred() -> None:
    taste = learn([], GENRE_NAMES)
    likings = [taste.liking(Point({genre: 1.0}))[0] for genre in GENRE_NAMES]
    assert max(likings) - min(likings) < 1e-9
    assert taste.weight_of_evidence == 0


def test_what_is_liked_becomes_the_favourite_and_what_is_not_goes() -> None:
    opinions = many({"folk": 0.7, "hymn": 0.3}, 1.0, 5) + many({"game": 1.0}, -1.0, 5)
    taste = learn(opinions, GENRE_NAMES)
    favourite = taste.favourite()
    assert max(favourite.weights, key=lambda genre: favourite.weights[genre]) == "folk"
    assert "game" not in favourite.weights
    assert taste.liking(Point({"folk": 1.0}))[0] > taste.liking(Point({"game": 1.0}))[0]


def test_adventure_and_pace_have_a_best_place_between_the_ends() -> None:
    opinions = [
        Liked(Point({"jazz": 1.0}, a, p), 1 - 4 * (a - 0.8) ** 2 - 4 * (p - 0.2) ** 2)
        for a in np.linspace(0.5, 1.5, 6)
        for p in np.linspace(-0.6, 0.6, 5)
    ]
    favourite = learn(opinions, GENRE_NAMES, discount=1.0).favourite()
    assert 0.6 < favourite.adventure < 1.0
    assert 0.0 < favourite.pace < 0.5


def test_opinions_make_surer_and_draws_differ_while_unsure() -> None:
    rng = np.random.default_rng(1)
    before = learn([], GENRE_NAMES)
    after = learn(many({"folk": 1.0}, 1.0, 30), GENRE_NAMES)
    folk = Point({"folk": 1.0})
    assert after.liking(folk)[1] < before.liking(folk)[1]
    assert len({str(before.drawn(rng)) for _ in range(10)}) > 5


def test_what_was_told_does_not_fade() -> None:
    told = [Liked(Point({"hymn": 1.0}), 1.0, told=True)]
    opinions = told + many({"jazz": 0.5, "blues": 0.5}, 0.2, 40)
    weights = learn(opinions, GENRE_NAMES).favourite().weights
    assert weights.get("hymn", 0) > 0.2


def test_forgetting_an_opinion_forgets_exactly_what_it_taught() -> None:
    some = many({"folk": 1.0}, 1.0, 3)
    again = learn([*some], GENRE_NAMES)
    assert np.array_equal(learn(some, GENRE_NAMES).mean, again.mean)


def test_reasons_name_what_was_liked_and_has_something_in_common() -> None:
    opinions = [
        Liked(Point({"folk": 1.0}), 1.0), Liked(Point({"game": 1.0}), 1.0),
        Liked(Point({"folk": 0.5, "jazz": 0.5}), 1.0), Liked(Point({"folk": 1.0}), -1.0),
    ]  # fmt: skip
    assert reasons(opinions, Point({"folk": 1.0})) == [0, 2]
    assert reasons(opinions, Point({"mazurka": 1.0})) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_the_best_point_is_in_range_and_beats_any_other(seed: int) -> None:
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=len(GENRE_NAMES) + 6)
    best = best_point(theta, GENRE_NAMES)
    assert abs(sum(best.weights.values()) - 1) < 1e-9
    assert all(0 < share <= 1 for share in best.weights.values())
    assert len(best.weights) <= 4
    assert ADVENTURE_RANGE[0] <= best.adventure <= ADVENTURE_RANGE[1]
    assert PACE_RANGE[0] <= best.pace <= PACE_RANGE[1]
    from bot.taste.features import features

    value = theta @ features(best, GENRE_NAMES)
    others = [theta @ features(any_point(rng), GENRE_NAMES) for _ in range(20)]
    # Shares are rounded to twentieths and small ones left out, which costs a little.
    assert value >= max(others) - 0.15


def test_a_synthetic_user_likes_the_ideal_best() -> None:
    rng = np.random.default_rng(0)
    user = SyntheticUser(any_point(rng), rng)
    assert all(user.liking(any_point(rng)) <= user.liking(user.ideal) for _ in range(100))


@pytest.mark.slow
def test_over_200_rounds_regret_is_far_below_random_and_always_again() -> None:
    learned = mean_regrets(by_thompson, 10)
    random = mean_regrets(at_random, 10)
    again = mean_regrets(always_again, 10)
    assert learned.sum() < 0.45 * random.sum()
    assert learned.sum() < 0.85 * again.sum()
    assert learned[100:].mean() < 0.8 * learned[:20].mean()


@pytest.mark.slow
def test_after_a_change_of_taste_it_recovers_within_thirty_rounds() -> None:
    changed = mean_regrets(by_thompson, 10, rounds=140, change_at=100)
    before, shock, after = changed[60:100].mean(), changed[100:105].mean(), changed[125:].mean()
    assert shock > 1.3 * before
    assert after - before < 0.5 * (shock - before)
