"""The memory: what it adds depends on the past alone, and on what was there before."""

import keras
import numpy as np
import pytest

from models.network import build_network
from models.recall import Recall
from models.shape import NetworkSize, columns_of
from models.vocabulary import DURATIONS, PITCHES

SIZE = NetworkSize(units=8, layers=1, width=8, head=8, recall=4)
COLUMNS = columns_of(SIZE)


def drawn(seed: int, length: int = 12) -> tuple[np.ndarray, ...]:
    """State, x, classes and pitch of one melody, with the events they tell of in step."""
    rng = np.random.default_rng(seed)
    pitch = rng.integers(1, PITCHES, (1, length)).astype(np.int32)
    classes = np.zeros((1, length, len(COLUMNS.names)), np.int32)
    classes[0, 1:, COLUMNS.index("pitch")] = pitch[0, :-1] + 1
    classes[0, 1:, COLUMNS.index("ticks")] = rng.integers(1, DURATIONS, length - 1)
    state, x = (rng.normal(size=(1, length, 8)).astype(np.float32) for _ in range(2))
    return state, x, classes, pitch


@pytest.fixture
def memory() -> Recall:
    keras.utils.set_random_seed(3)
    layer = Recall(SIZE)
    layer(drawn(0))
    return layer


def test_nothing_is_remembered_before_the_first_event(memory: Recall) -> None:
    pitch, ticks = memory(drawn(1))
    assert not np.asarray(pitch)[0, 0].any()
    assert not np.asarray(ticks)[0, 0].any()


def test_only_what_was_there_is_raised(memory: Recall) -> None:
    parts = drawn(2)
    pitch, _ = memory(parts)
    for now in range(1, 12):
        raised = set(np.flatnonzero(np.asarray(pitch)[0, now] > 1e-6))
        assert raised == set(parts[3][0, :now])


def test_what_comes_later_changes_nothing(memory: Recall) -> None:
    one, other = drawn(4), drawn(5)
    mixed = tuple(
        np.concatenate([a[:, :6], b[:, 6:]], axis=1) for a, b in zip(one, other, strict=True)
    )
    for before, after in zip(memory(one), memory(mixed), strict=True):
        np.testing.assert_allclose(np.asarray(before)[0, :6], np.asarray(after)[0, :6], atol=1e-6)


def test_a_place_is_remembered_by_its_like(memory: Recall) -> None:
    state, x, classes, pitch = drawn(6)
    state[0, 9], x[0, 9] = 3 * state[0, 4], 3 * x[0, 4]
    raised = np.asarray(memory((state, x, classes, pitch))[0])[0, 9]
    assert raised[pitch[0, 4]] > np.median(raised[np.unique(pitch[0, :9])])


def test_a_network_without_a_memory_has_no_weights_for_it() -> None:
    plain = {w.path for w in build_network(NetworkSize(units=8, layers=1, width=8)).weights}
    assert not any(path.startswith("recall") for path in plain)
