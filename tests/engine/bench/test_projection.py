"""What more machines carry, and processor time as the system tells it."""

from hypothesis import given
from hypothesis import strategies as st

from engine.bench.processor_time import per_piece_ms, seconds_of_stat
from engine.bench.projection import Limit, first_to_break, limits_of, projected

MS = st.floats(1, 5000)


@given(MS, MS, MS, st.integers(1, 64))
def test_more_replicas_never_carry_less(engine: float, bot: float, render: float, n: int) -> None:
    costs = {"engine": engine, "bot": bot, "renderers": render}
    found = projected(costs, [1, n, 2 * n], bot_cores=4)
    assert found[1].per_second <= found[2 * n].per_second
    assert found[n].per_second <= found[2 * n].per_second


def test_two_replicas_beat_one_while_the_rest_keeps_up() -> None:
    found = projected({"engine": 400, "bot": 20, "renderers": 500}, [1, 2], bot_cores=4)
    assert found[2].per_second > 1.5 * found[1].per_second
    assert found[1].part == found[2].part == "engines"


def test_with_many_replicas_something_else_breaks_first() -> None:
    costs = {"engine": 400, "bot": 20, "renderers": 500}
    assert projected(costs, [1000], bot_cores=4)[1000].part == "renderers"
    assert projected(costs, [1000], bot_cores=400)[1000].part == "the bot's process"


def test_the_weakest_part_limits_all() -> None:
    limits = limits_of({"engine": 100, "bot": 10, "renderers": 90}, replicas=1, bot_cores=1)
    assert first_to_break(limits) == Limit("engines", 10.0)


def test_processor_time_is_read_past_any_name() -> None:
    fields = " ".join(["S", *["0"] * 10, "250", "50", "0"])
    assert seconds_of_stat(f"12 (a) b) {fields}", 100) == 3.0


def test_costs_are_shared_among_the_pieces() -> None:
    before, after = {"bot": 1.0, "engine": 2.0}, {"bot": 2.0, "engine": 7.0}
    assert per_piece_ms(before, after, 10) == {"bot": 100.0, "engine": 500.0}
