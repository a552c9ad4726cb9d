"""What becomes of a request whose every candidate quotes a training work."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.compose.fusing import compose_tune
from engine.request import CompositionRequest
from models.networks import Networks
from models.originality import Run
from music.leadsheet import LeadSheet


class _Quoted:
    """An index in which all tunes of the first ``times`` questions are known works."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.asked = 0

    def longest_runs(self, sheets: Sequence[LeadSheet]) -> list[Run]:
        self.asked += 1
        return [Run(18 if self.asked <= self.times else 0, 0, None) for _ in sheets]


@pytest.fixture(scope="module")
def networks(tiny_weights: Path) -> Networks:
    return Networks(tiny_weights, candidates=2)


def composed(networks: Networks, times: int) -> tuple[object, int, object]:
    index = _Quoted(times)
    networks.originality = index  # type: ignore[assignment]  # asked for runs, nothing else
    tune = compose_tune(CompositionRequest({"jazz": 1.0}, bars=4, seed=3), networks)
    return tune.sheet, index.asked, tune.originality["longest_run_notes"]


def test_all_is_written_again_by_other_numbers_and_the_same_for_the_same_seed(
    networks: Networks,
) -> None:
    first, asked, _ = composed(networks, 0)
    assert asked == 1
    second, asked, run = composed(networks, 1)
    assert (asked, run) == (2, 0)
    assert second != first
    assert composed(networks, 1)[0] == second


def test_after_a_few_times_the_run_is_told(networks: Networks) -> None:
    _, asked, run = composed(networks, 99)
    assert (asked, run) == (4, 18)
