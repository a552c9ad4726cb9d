"""Overlap of samples: alike is 1, apart is 0, and order between."""

import numpy as np
import pytest

from engine.metrics.overlap import (
    chance_overlap,
    distance_overlap,
    histogram_overlap,
    mixed_area,
    overlapped_area,
    rank_correlation,
)

RNG = np.random.default_rng(3)
SAMPLE = RNG.normal(0.0, 1.0, 300)


def test_the_same_sample_overlaps_wholly_and_a_far_one_not_at_all() -> None:
    assert overlapped_area(SAMPLE, SAMPLE, grain=0.01) == pytest.approx(1, abs=0.01)
    assert overlapped_area(SAMPLE, SAMPLE + 50, grain=0.01) == pytest.approx(0, abs=0.01)


def test_overlap_falls_as_samples_move_apart_and_is_symmetric() -> None:
    areas = [overlapped_area(SAMPLE, SAMPLE + shift, grain=0.01) for shift in (0, 0.5, 1, 2, 4)]
    assert areas == sorted(areas, reverse=True)
    assert overlapped_area(SAMPLE, SAMPLE + 1, grain=0.01) == pytest.approx(
        overlapped_area(SAMPLE + 1, SAMPLE, grain=0.01)
    )


def test_two_normal_distributions_a_deviation_apart_share_what_theory_says() -> None:
    large = np.random.default_rng(1).normal(0.0, 1.0, 4000)
    # 2 * Phi(-1/2) for unit normals whose means are 1 apart.
    assert overlapped_area(large, large + 1, grain=0.01) == pytest.approx(0.617, abs=0.03)


def test_a_mixture_is_its_parts_by_their_weights() -> None:
    for weight in (0.0, 0.3, 1.0):
        parts = [(SAMPLE, weight), (SAMPLE + 50, 1 - weight)]
        assert mixed_area(SAMPLE, parts, grain=0.01) == pytest.approx(weight, abs=0.02)


def test_values_that_are_all_equal_overlap_by_their_grain() -> None:
    assert overlapped_area(np.zeros(5), np.zeros(9), grain=0.1) == pytest.approx(1, abs=0.01)
    assert overlapped_area(np.zeros(5), np.full(9, 0.1), grain=0.1) < 0.7


def test_missing_values_are_left_out_and_nothing_gives_nothing() -> None:
    holed = np.append(SAMPLE, np.nan)
    assert overlapped_area(SAMPLE, holed, grain=0.01) > 0.98
    assert np.isnan(overlapped_area(np.array([]), SAMPLE, grain=0.01))


def test_distances_see_a_sample_that_lies_elsewhere() -> None:
    near = distance_overlap(SAMPLE, SAMPLE[:40], grain=0.01)
    far = distance_overlap(SAMPLE, SAMPLE[:40] + 5, grain=0.01)
    assert near > 0.9
    assert far < 0.4


def test_real_music_overlaps_itself_the_better_the_more_there_is() -> None:
    few, many = (chance_overlap([(SAMPLE, 1.0)], count=count, grain=0.01) for count in (5, 150))
    assert few < many < 1


def test_histograms_overlap_by_their_common_share() -> None:
    assert histogram_overlap(np.array([2, 2]), np.array([1, 1])) == 1
    assert histogram_overlap(np.array([1, 0]), np.array([1, 1])) == 0.5
    assert np.isnan(histogram_overlap(np.array([0, 0]), np.array([1, 1])))


def test_rank_correlation_is_of_order_alone() -> None:
    assert rank_correlation([1, 2, 3], [1, 10, 100]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([0, 0, 1, 1], [1, 2, 3, 4]) == pytest.approx(0.894, abs=0.001)
    assert np.isnan(rank_correlation([1, 1], [1, 2]))
