"""The guide shares its bars out by weight, and every note knows whose it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compose.guide import credit, shares_of, weave
from models.features import Guide

BAR = 48


def scale(pitch: int, bars: int) -> Guide:
    start = np.arange(0, bars * BAR, 12, dtype=np.int32)
    return Guide(start, np.full(len(start), pitch, np.int32), np.full(len(start), 12, np.int32))


@given(st.floats(0.1, 0.9), st.sampled_from([1, 2]), st.integers(0, 50))
def test_bars_of_the_guide_follow_the_weights(weight: float, motif: int, seed: int) -> None:
    blend = np.tile(np.array([weight, 1 - weight], np.float32), (32, 1))
    woven = weave(
        [scale(20, 32), scale(30, 32)],
        blend,
        bar_ticks=BAR,
        motif_bars=motif,
        source_bars=[-1] * 32,
        rng=np.random.default_rng(seed),
    )
    assert np.mean(woven.genre_of_bar == 0) == pytest.approx(weight, abs=motif / 16)
    for tick, pitch in zip(woven.guide.start, woven.guide.pitch, strict=True):
        assert pitch == (20, 30)[woven.genre_of_bar[tick // BAR]]


def test_bars_that_return_count_as_often_as_they_are_heard() -> None:
    blend = np.full((16, 2), 0.5, np.float32)
    returns = [-1] * 8 + list(range(8))
    for seed in range(20):
        woven = weave(
            [scale(20, 16), scale(30, 16)],
            blend,
            bar_ticks=BAR,
            motif_bars=2,
            source_bars=returns,
            rng=np.random.default_rng(seed),
        )
        assert np.mean(woven.genre_of_bar[:8]) == pytest.approx(0.5)


def test_a_path_hands_the_guide_over() -> None:
    line = np.linspace(1, 0, 16, dtype=np.float32)
    blend = np.stack([line, 1 - line], axis=1)
    woven = weave(
        [scale(20, 16), scale(30, 16)],
        blend,
        bar_ticks=BAR,
        motif_bars=1,
        source_bars=[-1] * 16,
        rng=np.random.default_rng(0),
    )
    first, last = woven.genre_of_bar[:8], woven.genre_of_bar[8:]
    assert first.mean() < 0.5 < last.mean()


def credited(pitch: np.ndarray, scores: np.ndarray, weight: float) -> list[int]:
    bars = 8
    blend = np.tile(np.array([weight, 1 - weight], np.float32), (bars, 1))
    woven = weave(
        [scale(20, bars), scale(30, bars)],
        blend,
        bar_ticks=BAR,
        motif_bars=2,
        source_bars=[-1] * bars,
        rng=np.random.default_rng(1),
    )
    start = np.arange(0, bars * BAR, 12, dtype=np.int32)
    return credit(
        start,
        pitch,
        np.full(32, 12, np.int32),
        scores,
        woven=woven,
        blend=blend,
        bar_ticks=BAR,
        source_bars=[-1] * bars,
    )


def test_a_note_taken_from_the_guide_is_its_genres() -> None:
    pitch = np.full(32, 20, np.int32)
    owners = credited(pitch, np.zeros((32, 3), np.float32), 0.5)
    # Half of the guide's bars are genre 0's and sing pitch 20: those notes must be 0's.
    assert owners.count(0) >= 16


def test_unguided_notes_that_say_nothing_are_shared_by_weight() -> None:
    owners = credited(np.full(32, 25, np.int32), np.zeros((32, 3), np.float32), 0.75)
    assert owners.count(0) / 32 == pytest.approx(0.75, abs=0.05)


def test_a_note_that_only_one_genre_would_write_is_that_genres() -> None:
    scores = np.zeros((32, 3), np.float32)
    scores[:, 2] = 9.0
    assert set(credited(np.full(32, 25, np.int32), scores, 0.75)) == {1}


def test_rests_have_no_share() -> None:
    shares = shares_of([0, 1, 1], np.array([36, 12, 12]), np.array([20, 0, 20]), ["jazz", "hymn"])
    assert shares == {"jazz": 0.75, "hymn": 0.25}
