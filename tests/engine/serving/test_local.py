"""The engine's own process: composes, says what is wrong, and survives its death."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.request import CompositionRequest
from engine.serving.local import LocalEngine
from engine.serving.messages import EngineConfig
from engine.steps import (
    ARRANGING,
    CHOOSING,
    CHORDS,
    FORM,
    PHASE1,
    PHASE2,
    QUEUED,
    Step,
)

pytestmark = pytest.mark.slow

WAIT = 300


@pytest.fixture(scope="module")
def engine(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    with LocalEngine(EngineConfig(tiny_weights, tmp_path_factory.mktemp("cache"))) as engine:
        yield engine


def pid_of(engine: LocalEngine) -> int:
    child = engine._child
    assert child is not None
    assert child.pid is not None
    return child.pid


def test_the_process_says_what_it_can_play(engine: LocalEngine) -> None:
    ready = engine.start().result(WAIT)
    assert ready.genres == ("classical", "folk", "jazz")
    assert len(ready.model_version) == 8


def test_a_request_is_composed_and_its_stages_are_told(engine: LocalEngine) -> None:
    engine.start().result(WAIT)
    steps: list[Step] = []
    request = CompositionRequest({"jazz": 0.6, "folk": 0.4}, bars=8, seed=3)
    composition = engine.submit(request, steps.append).future.result(WAIT)
    assert composition.request.weights == request.weights
    assert composition.tune.sheet.bars == 8
    told = [step.stage for step in steps]
    assert told == [QUEUED, FORM, CHORDS, PHASE1, PHASE2, CHOOSING, ARRANGING]
    assert steps[3].genres == ("jazz", "folk")


def test_a_genre_without_weights_is_a_sentence_and_the_engine_goes_on(
    engine: LocalEngine,
) -> None:
    with pytest.raises(EngineError, match="no weights are trained for 'hymn'"):
        engine.submit(CompositionRequest({"hymn": 1.0}, bars=4)).future.result(WAIT)
    engine.submit(CompositionRequest({"folk": 1.0}, bars=4)).future.result(WAIT)


def test_a_killed_process_costs_a_restart_and_no_job(engine: LocalEngine) -> None:
    request = CompositionRequest({"jazz": 1.0}, bars=8, seed=1)
    before = engine.submit(request).future.result(WAIT)
    killed = threading.Event()

    def kill(step: Step) -> None:
        if step.stage == PHASE1 and not killed.is_set():
            killed.set()
            os.kill(pid_of(engine), signal.SIGKILL)

    after = engine.submit(request, kill).future.result(WAIT)
    assert killed.is_set()
    assert after.tune.sheet == before.tune.sheet


def test_missing_weights_are_a_sentence(tmp_path: Path) -> None:
    with (
        LocalEngine(EngineConfig(tmp_path / "nowhere")) as engine,
        pytest.raises(EngineError, match="missing"),
    ):
        engine.submit(CompositionRequest({"jazz": 1.0})).future.result(WAIT)


def test_a_closed_engine_takes_nothing_more(tiny_weights: Path) -> None:
    engine = LocalEngine(EngineConfig(tiny_weights))
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        engine.submit(CompositionRequest({"jazz": 1.0}))
