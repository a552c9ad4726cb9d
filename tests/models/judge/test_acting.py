"""Acting weights: what must act so that what was asked for is heard."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import WeightsError
from models.judge.acting import ActingCurve, ActingTable, fit_acting, fit_table, load_acting

SHARES = st.floats(0.05, 0.95)
CURVES = st.builds(ActingCurve, st.floats(-1, 1), st.floats(0.6, 3))


def heard_by(curve: ActingCurve, acting: float) -> float:
    return 1 / (1 + math.exp(-curve.shift - curve.slope * math.log(acting / (1 - acting))))


@given(curve=CURVES, one=SHARES, two=SHARES)
def test_more_asked_is_more_acting(curve: ActingCurve, one: float, two: float) -> None:
    assert (curve.acting(one) - curve.acting(two)) * (one - two) >= 0


@given(curve=CURVES, asked=SHARES)
def test_what_acts_is_heard_as_asked(curve: ActingCurve, asked: float) -> None:
    assert heard_by(curve, curve.acting(asked)) == pytest.approx(asked)


def test_a_curve_is_found_again_in_many_pieces() -> None:
    curve = ActingCurve(0.4, 1.8)
    acting = [0.25, 0.4, 0.5, 0.6, 0.75] * 40
    found = fit_acting(acting, [heard_by(curve, a) for a in acting])
    assert found.slope == pytest.approx(1.8, abs=0.1)
    assert found.shift == pytest.approx(0.4, abs=0.1)


def test_few_or_senseless_pieces_still_give_a_rising_curve() -> None:
    assert fit_acting([], []) == ActingCurve()
    assert fit_acting([0.25, 0.75] * 20, [0.9, 0.1] * 20).slope > 0


def test_weights_of_a_measured_pair_follow_its_curve_whichever_comes_first() -> None:
    table = ActingTable({("hymn", "jazz"): ActingCurve(0.0, 2.0)})
    one = table.acting({"jazz": 0.8, "hymn": 0.2})
    two = table.acting({"hymn": 0.2, "jazz": 0.8})
    assert one == pytest.approx(two)
    assert one["jazz"] == pytest.approx(1 - ActingCurve(0.0, 2.0).acting(0.2))


@given(st.lists(st.floats(0.02, 1), min_size=1, max_size=4))
def test_without_measurements_the_asked_weights_act(raw: list[float]) -> None:
    asked = {f"g{n}": value / sum(raw) for n, value in enumerate(raw)}
    assert ActingTable().acting(asked) == pytest.approx(asked)


def test_several_genres_keep_a_sum_of_one() -> None:
    table = ActingTable({("a", "b"): ActingCurve(1.0, 2.0), ("b", "c"): ActingCurve(-0.5, 0.7)})
    acting = table.acting({"a": 0.5, "b": 0.3, "c": 0.2, "d": 0.0})
    assert sum(acting.values()) == pytest.approx(1)
    assert acting["d"] == 0


def test_a_table_is_written_and_read(tmp_path: Path) -> None:
    table = fit_table([({"a": 0.5, "b": 0.5}, {"a": 0.8, "b": 0.2})] * 10)
    table.save(tmp_path / "acting.json")
    read = load_acting(tmp_path / "acting.json")
    assert read.curves[("a", "b")].shift == pytest.approx(table.curves[("a", "b")].shift, abs=1e-3)
    assert load_acting(tmp_path / "none.json") == ActingTable()


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "acting.json").write_text("[{}]")
    with pytest.raises(WeightsError, match="acting"):
        load_acting(tmp_path / "acting.json")
