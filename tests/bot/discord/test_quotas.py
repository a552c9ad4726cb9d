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
