"""Ratings: who beats whom, with how sure that is."""

import numpy as np

from bot.taste.ratings import rate


def test_without_battles_nobody_is_rated() -> None:
    assert rate([]) == []
    assert rate([("a", "a", 1.0)]) == []


def test_the_winner_is_above_the_loser_and_a_draw_is_even() -> None:
    first, second = rate([("a", "b", 1.0)])
    assert (first.who, second.who) == ("a", "b")
    assert abs((first.points + second.points) / 2 - 1500) < 1e-6
    one, other = rate([("a", "b", 0.5)])
    assert abs(one.points - other.points) < 1e-6


def test_left_and_right_make_no_difference() -> None:
    games = [("a", "b", 1.0), ("b", "c", 0.0), ("c", "a", 0.5)]
    turned = [(right, left, 1 - share) for left, right, share in games]
    points = [{one.who: round(one.points, 6) for one in rate(some)} for some in (games, turned)]
    assert points[0] == points[1]


def test_more_battles_make_surer_and_who_never_lost_stays_finite() -> None:
    few = {one.who: one for one in rate([("a", "b", 1.0)] * 2)}
    many = {one.who: one for one in rate([("a", "b", 1.0)] * 20 + [("a", "b", 0.0)] * 10)}
    always = rate([("a", "b", 1.0)] * 500)[0]
    assert many["a"].deviation < few["a"].deviation
    assert always.points < 3000


def test_known_strengths_are_found_within_their_uncertainty() -> None:
    rng = np.random.default_rng(4)
    strength = dict(zip("abcdef", np.linspace(-1, 1, 6), strict=True))
    names = list(strength)
    games = []
    for _ in range(600):
        left, right = rng.choice(names, size=2, replace=False)
        chance = 1 / (1 + np.exp(strength[right] - strength[left]))
        games.append((str(left), str(right), float(rng.random() < chance)))
    rated = rate(games)
    assert [one.who for one in sorted(rated, key=lambda one: -one.points)] == names[::-1]
    for one in rated:
        true = 1500 + 400 / np.log(10) * strength[one.who]
        assert abs(one.points - true) < 4 * one.deviation


def test_the_surest_best_comes_first_and_not_the_lucky_one() -> None:
    games = [("lucky", "x", 1.0)] + [("steady", f"y{n % 5}", float(n % 10 != 0)) for n in range(60)]
    assert rate(games)[0].who == "steady"
