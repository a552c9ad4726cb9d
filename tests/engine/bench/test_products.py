"""The list of matrix products is that of the shipped networks, and NumPy can run it."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bench.one_thread import prepared
from engine.bench.products import Events, event_products, live_loops, phase_loops
from models import store
from models.sampler.weights import sampler_weights
from models.shape import NetworkSize

MATRICES = ("into", "cells", "kernel1", "heads", "ticks_head")


@pytest.mark.parametrize("stem", ["phase1-jazz", "phase2"])
def test_every_matrix_of_the_network_is_multiplied_once_an_event(stem: str) -> None:
    stored = store.load_network(store.SHIPPED, stem)
    size = NetworkSize(**stored.card["size"])
    products = event_products(size, stacks=1, rows=3)
    weights = sampler_weights(stored.arrays, size)
    # The sampler keeps some of them side by side, or as one: the numbers in them are the same.
    matrices = {name: value for name, value in weights.items() if value.ndim == 2}
    assert set(matrices) - set(MATRICES) == {"table", "chosen"}  # looked up, not multiplied
    numbers = sum(matrices[name].size for name in MATRICES)
    assert sum(p.inner * p.columns for p in products) == numbers


def test_phases_multiply_for_every_melody_and_condition() -> None:
    size, guided = NetworkSize(units=16, layers=1, width=8), NetworkSize(units=16, guided=True)
    first, second = phase_loops(size, guided, genres=4, candidates=4, fused=8, events=(100, 90))
    assert {(p.stacks, p.rows) for p in first.products} == {(4, 4)}
    assert {(p.stacks, p.rows) for p in second.products} == {(1, 40)}
    assert (first.steps, second.steps) == (100, 90)
    assert first.multiplications == 100 * sum(p.multiplications for p in first.products)


def test_twice_the_candidates_are_twice_the_arithmetic() -> None:
    size = NetworkSize()

    def work(fused: int) -> int:
        loops = phase_loops(size, size, genres=2, candidates=4, fused=fused, events=(10, 10))
        return loops[1].multiplications

    assert work(16) == 2 * work(8)


def test_prepared_products_can_be_run_again_and_again() -> None:
    loop = phase_loops(NetworkSize(units=4, width=4, head=4), NetworkSize(units=4, guided=True),
                       genres=2, candidates=2, fused=2, events=(3, 2))  # fmt: skip
    work = prepared([part.to_json() for part in loop])
    work()
    work()


def test_the_program_answers_each_line_with_milliseconds() -> None:
    loops = phase_loops(NetworkSize(units=4, width=4, head=4), NetworkSize(units=4, guided=True),
                        genres=1, candidates=1, fused=1, events=(2, 2))  # fmt: skip
    said = json.dumps([loop.to_json() for loop in loops]) + "\nagain\nagain\n"
    program = subprocess.run(
        [sys.executable, "-m", "engine.bench.one_thread"],
        input=said, capture_output=True, text=True, check=True,
    )  # fmt: skip
    times = [float(line) for line in program.stdout.split()]
    assert len(times) == 2
    assert all(ms > 0 for ms in times)


LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=6).map(tuple)


@given(st.lists(LENGTHS, min_size=1, max_size=3), LENGTHS)
def test_live_products_are_those_of_the_events_that_there_are(
    first: list[tuple[int, ...]], second: tuple[int, ...]
) -> None:
    size, guided = NetworkSize(units=4, layers=1, width=4), NetworkSize(units=4, guided=True)
    events = Events(tuple(first), second)
    work = sum(loop.multiplications for loop in live_loops(size, guided, events))
    one, many = (
        sum(p.multiplications for p in event_products(s, stacks=1, rows=1)) for s in (size, guided)
    )
    written, fused = events.together
    assert work == written * one + fused * (len(first) + 1) * many


def test_live_products_shrink_as_melodies_end() -> None:
    size = NetworkSize(units=4, layers=1, width=4)
    loops = live_loops(size, size, Events(((3, 5),), (2,)))
    assert [(loop.steps, loop.products[0].rows) for loop in loops] == [(3, 2), (2, 1), (2, 2)]
