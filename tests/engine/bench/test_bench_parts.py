"""What is asked for in a benchmark, how totals are extrapolated, and what must hold."""

import os

import pytest

from engine.bench.bare import eager_total_ms, textbook_total_ms
from engine.bench.machine import machine_facts
from engine.bench.memory import peak_of_status, peak_rss_mb
from engine.bench.must_hold import TARGETS, Target, Verdict
from engine.bench.products import Events
from engine.bench.requests import crowd, genres_among, request_of
from engine.bench.statistics import Sample


@pytest.mark.parametrize("count", range(1, 7))
def test_weights_of_any_number_of_genres_fall_and_sum_to_one(count: int) -> None:
    weights = list(request_of(genres_among(list("abcdefgh"), count)).weights.values())
    assert len(weights) == count
    assert sum(weights) == pytest.approx(1)
    assert weights == sorted(weights, reverse=True)


def test_a_weights_folder_with_few_genres_is_measured_with_those() -> None:
    assert genres_among(["folk", "own", "jazz"], 6) == ["jazz", "folk", "own"]


def test_nobody_in_a_crowd_asks_for_the_same() -> None:
    requests = crowd(["jazz", "folk", "hymn"], 50)
    assert len({(request.seed, *request.weights) for request in requests}) == 50
    assert {len(request.weights) for request in requests} == {2}


def test_a_crowd_can_ask_for_one_genre() -> None:
    assert {tuple(request.weights) for request in crowd(["jazz"], 3)} == {("jazz",)}


def test_the_textbook_way_pays_for_every_event_of_every_melody() -> None:
    events = Events(((30, 20), (25, 25)), (20, 15, 15))
    assert textbook_total_ms(events, [Sample((2.0,)), Sample((3.0,))]) == 350


def test_the_eager_way_pays_for_the_longest_melody_and_each_genre() -> None:
    events = Events(((30, 20), (25, 25)), (20, 15, 15))
    assert eager_total_ms(events, [Sample((2.0,)), Sample((3.0,))], genres=4) == 300


def test_targets_know_their_side() -> None:
    most = Target("share", 0.25, "×", lambda f: f["x"])
    least = Target("ratio", 50, "×", lambda f: f["x"], at_least=True)
    assert Verdict(most, 0.2).is_met
    assert not Verdict(most, 0.3).is_met
    assert Verdict(least, 60).is_met
    assert not Verdict(least, 40).is_met
    assert len({target.what for target in TARGETS}) == len(TARGETS)


def test_the_peak_is_read_from_a_process_status() -> None:
    assert peak_of_status("Name:\tx\nVmHWM:\t  2048 kB\n") == pytest.approx(2.097, abs=1e-3)
    assert peak_of_status("Name:\tx\n") == 0


def test_this_process_has_a_peak_and_one_that_is_gone_has_none() -> None:
    assert peak_rss_mb(os.getpid()) > 5
    assert peak_rss_mb(2**22 + 1) == 0


def test_a_machine_is_described_without_naming_it() -> None:
    facts = machine_facts()
    assert facts["cores"] >= 1
    assert os.uname().nodename not in str(facts)
