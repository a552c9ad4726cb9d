"""Quotas hold in every window of time."""

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.quotas import Quota, Quotas
from tests.bot.discord.test_pacing import Clock


@given(
    st.lists(st.tuples(st.floats(0, 50), st.sampled_from("abc"), st.integers(1, 4)), max_size=60)
)
def test_nobody_gets_more_than_the_quota_in_any_window(
    asked: list[tuple[float, str, int]],
) -> None:
    clock = Clock()
    quotas = Quotas(Quota(5, 60), Quota(1000, 60), clock)
    granted: dict[str, list[float]] = {}
    for pause, user, count in asked:
        clock.now += pause
        if quotas.take(user, "here", count) is None:
            granted.setdefault(user, []).extend([clock.now] * count)
    for times in granted.values():
        assert all(sum(start <= one < start + 60 for one in times) <= 5 for start in times)


def test_many_strangers_are_forgotten_but_not_who_still_waits() -> None:
    clock = Clock()
    quotas = Quotas(Quota(1, 60), Quota(2, 600), clock)
    for user in ("ann", "ben"):
        assert quotas.take(user, "full") is None
    clock.now += 61
    assert quotas.take("ann", "full") == ("place", 539)
    for number in range(10_000):
        assert quotas.take(str(number), str(number)) is None
    assert quotas.take("ann", "full") == ("place", 539)


def test_what_a_place_allows_is_counted_there_alone() -> None:
    clock = Clock()
    quotas = Quotas(Quota(5, 60), Quota(1000, 60), clock)
    hourly = Quota(1, 3600)
    assert quotas.take("ann", "strict", per_user=hourly) is None
    clock.now += 600
    assert quotas.take("ann", "elsewhere") is None
    assert quotas.take("ann", "strict", per_user=hourly) == ("user", 3000)
    assert quotas.take("ann", "stricter", per_user=hourly) is None
