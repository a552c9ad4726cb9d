"""Medians, turns and growth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bench.statistics import Sample, growth, repeat, take_turns

TIMES = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=30)


@given(TIMES)
def test_the_median_lies_in_the_middle_half(times: list[float]) -> None:
    sample = Sample(tuple(times))
    low, high = sample.middle_half
    assert min(times) <= low <= high <= max(times)
    assert low * (1 - 1e-9) <= sample.median <= high * (1 + 1e-9)


def test_one_slow_repeat_does_not_move_the_median() -> None:
    assert Sample((10.0, 11.0, 9000.0)).median == 11.0


def test_nothing_measured_is_no_sample() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Sample(())


def test_repeats_are_counted() -> None:
    calls: list[int] = []
    sample = repeat(lambda: calls.append(1), 4)
    assert len(calls) == len(sample.ms) == 4


def test_works_take_turns() -> None:
    order: list[str] = []

    def work(name: str, ms: float) -> float:
        order.append(name)
        return ms

    first, second = take_turns([lambda: work("a", 1.0), lambda: work("b", 2.0)], 3)
    assert "".join(order) == "ababab"
    assert (first.median, second.median) == (1.0, 2.0)


@given(st.floats(-1, 3), st.floats(0.1, 1000))
def test_growth_finds_the_power_of_a_power_law(power: float, scale: float) -> None:
    costs = {amount: scale * amount**power for amount in (1, 2, 8, 64)}
    assert math.isclose(growth(costs), power, abs_tol=1e-6)


def test_growth_needs_two_amounts() -> None:
    with pytest.raises(ValueError, match="two amounts"):
        growth({8: 1.0})
