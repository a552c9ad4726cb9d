"""Splices have the proportions that they say they have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judge.splices import Shelf, draw_bars, draw_examples, splice, splice_rows

ONES = Shelf.of([("a", np.tile(np.float32([1, 1, 0]), (20, 1)))])
TWOS = Shelf.of([("b", np.tile(np.float32([1, 0, 1]), (12, 1)))])


@given(
    weight=st.floats(0, 1), bars=st.sampled_from([4, 8, 16, 32]), unit=st.sampled_from([1, 2, 4])
)
def test_the_bars_of_a_splice_are_shared_out_by_its_weights(
    weight: float, bars: int, unit: int
) -> None:
    rng = np.random.default_rng(1)
    sums, shares = splice([ONES, TWOS], [weight, 1 - weight], bars, unit, rng)
    assert sums.tolist() == pytest.approx([bars, bars * shares[0], bars * shares[1]])
    assert abs(shares[0] - weight) <= unit / bars


def test_slices_of_one_work_share_its_chance() -> None:
    rows = np.ones((8, 3), np.float32)
    shelf = Shelf.of([("long", rows)] * 4 + [("short", rows)])
    assert shelf.chances[:4].sum() == pytest.approx(2 * shelf.chances[4])


def test_examples_name_the_genres_they_are_made_of() -> None:
    drawn = draw_examples({"a": ONES, "b": TWOS, "c": ONES}, 60, np.random.default_rng(2))
    assert drawn.shares.sum(axis=1) == pytest.approx(np.ones(60))
    assert not drawn.shares[~drawn.asked].any()
    assert set(drawn.asked.sum(axis=1)) == {1, 2, 3}


def test_the_bars_of_a_splice_follow_one_another_in_its_pieces() -> None:
    shelves = [
        Shelf.of([(name, np.arange(first, first + 40, dtype=np.int32)[:, None])])
        for name, first in (("a", 0), ("b", 100))
    ]
    rows, shares = splice_rows(shelves, [0.5, 0.5], 16, 2, np.random.default_rng(3))
    assert (np.diff(rows[:, 0])[::2] == 1).all()
    assert shares.tolist() == [0.5, 0.5]
    drawn = draw_bars(dict(zip("ab", shelves, strict=True)), 30, np.random.default_rng(4))
    for bars, share in zip(drawn.bars, drawn.shares, strict=True):
        inside = bars[bars >= 0]
        assert (inside < 100).mean() == pytest.approx(share[0])
