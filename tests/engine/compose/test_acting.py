"""Acting weights: bent by what is known of a pair, tilted from candidate to candidate."""

import numpy as np
import pytest

from engine.compose.acting import acting_blends
from models.judge.acting import ActingCurve, ActingTable

GENRES = ("jazz", "folk")


def blends(share: float, table: ActingTable, candidates: int = 9) -> list[np.ndarray]:
    blend = np.tile(np.array([share, 1 - share], np.float32), (8, 1))
    rng = np.random.default_rng(1)
    return acting_blends(blend, GENRES, table, candidates=candidates, rng=rng)


def test_without_curves_the_first_candidate_acts_as_asked() -> None:
    assert blends(0.7, ActingTable())[0] == pytest.approx(np.tile([0.7, 0.3], (8, 1)))


def test_every_candidate_tilts_its_own_way_around_what_was_asked() -> None:
    shares = [float(b[0, 0]) for b in blends(0.6, ActingTable(), 200)]
    assert len(set(shares)) == 200
    assert np.median(shares) == pytest.approx(0.6, abs=0.05)
    for blend in blends(0.6, ActingTable()):
        assert blend.sum(axis=1) == pytest.approx(np.ones(8))


def test_a_genre_that_is_heard_too_loud_acts_with_less() -> None:
    loud = ActingTable({("folk", "jazz"): ActingCurve(shift=-1.0)})  # jazz outshouts folk
    assert blends(0.5, loud)[0][0, 0] < 0.4


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_pure_request_stays_pure(share: float) -> None:
    for blend in blends(share, ActingTable()):
        assert blend[:, 0] == pytest.approx(share)


def test_a_path_keeps_its_direction() -> None:
    share = np.linspace(0, 1, 8, dtype=np.float32)
    path = np.stack([share, 1 - share], axis=1)
    rng = np.random.default_rng(2)
    for blend in acting_blends(path, GENRES, ActingTable(), candidates=5, rng=rng):
        assert (np.diff(blend[:, 0]) > 0).all()
