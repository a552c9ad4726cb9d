"""Tables of turns: what a genre does more often than others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judge.listening import listen
from models.judge.phrases import VIEWPOINTS, Viewpoint, harmonic_figures
from models.judge.turns import TurnCounter, learn_table
from tests.models.judge.tunes import runs, strides

PAIR = Viewpoint("pair", (3, 3), lambda heard: (heard.bar, [heard.place, heard.place]))


def test_a_turn_speaks_for_the_genre_that_takes_it() -> None:
    often, never = np.full(50, 4), np.full(50, 5)
    table = learn_table(PAIR, [often, never])
    assert table[4, 0] > 0 > table[4, 1]
    assert table[5, 1] > 0 > table[5, 0]


def test_contexts_that_nobody_saw_lean_on_the_shorter_ones() -> None:
    table = learn_table(PAIR, [np.full(50, 4), np.full(50, 5)])
    assert table[1, 0] > 0  # symbol 1 after another symbol than before
    assert abs(table[1, 0]) <= abs(table[4, 0])


@given(st.lists(st.integers(0, 8), max_size=60), st.lists(st.integers(0, 8), max_size=60))
def test_ratios_are_finite_and_bounded(one: list[int], two: list[int]) -> None:
    table = learn_table(PAIR, [np.array(one, np.intp), np.array(two, np.intp)])
    assert np.isfinite(table).all()
    assert np.abs(table).max() <= 3


def test_codes_of_every_viewpoint_stay_inside_its_table() -> None:
    heard = listen([strides(1), runs(2)])
    for viewpoint in VIEWPOINTS:
        turns = viewpoint.turns(heard)
        assert turns.code.min() >= 0
        assert turns.code.max() < viewpoint.size
        assert turns.bar.max() < heard.bars


def test_a_bar_is_taken_for_the_genre_whose_turns_it_has() -> None:
    codes = {
        v.name: [v.turns(listen([make(1)])).code for make in (strides, runs)] for v in VIEWPOINTS
    }
    counter = TurnCounter({v.name: learn_table(v, codes[v.name]) for v in VIEWPOINTS}, 2)
    rows = counter(listen([strides(2)]))
    assert rows.shape[1] == 2 + (len(VIEWPOINTS) + 2) * 2
    melody = rows[:, -harmonic_figures(2) - 2 : -harmonic_figures(2)]
    assert melody.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    assert melody[:, 0].mean() > 0.9
    assert rows[:, -2].mean() > 0.9
