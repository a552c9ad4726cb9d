"""The owner of the engine's process: fair, patient within bounds, and not taken down by it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from engine.errors import EngineBusy, EngineError, JobCancelled, JobLate
from engine.request import CompositionRequest
from engine.serving import child
from engine.serving.interface import Terms, Ticket
from engine.serving.limits import Limits
from engine.serving.local import LocalEngine
from engine.serving.messages import EngineConfig
from engine.steps import AGAIN, FORM, QUEUED, Step, unheard
from tests.engine.serving.pretending import (
    BABBLES,
    DIES,
    DIES_ONCE,
    FINE,
    HANGS,
    SPOILS,
    WAITS,
    serve_pretending,
)

pytestmark = pytest.mark.slow

WAIT = 60


@pytest.fixture(autouse=True)
def pretending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "serve", serve_pretending)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[LocalEngine]:
    limits = Limits(at_once=4, capacity=6, silence=2.0, grace=1.0)
    with LocalEngine(EngineConfig(cache_dir=tmp_path), limits) as engine:
        engine.start().result(WAIT)
        yield engine


def ask(
    engine: LocalEngine, what: int, terms: Terms | None = None, steps: list[Step] | None = None
) -> Ticket:
    on_step = unheard if steps is None else steps.append
    return engine.submit(CompositionRequest({"jazz": 1.0}, seed=what), on_step, terms or Terms())


ORPHAN = """
import os
from engine.serving import child
from engine.serving.local import LocalEngine
from tests.engine.serving.pretending import serve_pretending
if __name__ == "__main__":
    child.serve = serve_pretending
    engine = LocalEngine()
    engine.start().result()
    print(engine._child.pid, flush=True)
    os.kill(os.getpid(), 9)
"""


def pid_of(engine: LocalEngine) -> int:
    assert engine._child is not None
    assert engine._child.pid is not None
    return engine._child.pid


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def sentence(future: Future) -> str:
    return str(future.exception(WAIT))


def count(engine: LocalEngine, name: str, **labels: str) -> float:
    return engine.metrics.registry.get_sample_value(name, labels) or 0.0


def test_one_job_that_kills_the_process_takes_no_other_down(engine: LocalEngine) -> None:
    steps: list[Step] = []
    poison = ask(engine, DIES)
    others = [ask(engine, FINE, steps=steps) for _ in range(4)]
    assert "ended in the middle" in sentence(poison.future)
    for other in others:
        assert other.future.result(WAIT).seed == FINE
    assert AGAIN in [step.stage for step in steps]
    assert count(engine, "fusebox_engine_restarts_total") >= 2
    assert ask(engine, FINE).future.result(WAIT)


def test_a_job_whose_process_died_once_is_done_by_the_next(engine: LocalEngine) -> None:
    steps: list[Step] = []
    assert ask(engine, DIES_ONCE, steps=steps).future.result(WAIT).seed == DIES_ONCE
    assert [step.stage for step in steps] == [QUEUED, FORM, AGAIN, FORM]


@pytest.mark.parametrize("what", [HANGS, BABBLES, SPOILS])
def test_a_process_that_hangs_or_says_nonsense_is_replaced(engine: LocalEngine, what: int) -> None:
    assert "ended in the middle" in sentence(ask(engine, what).future)
    assert ask(engine, FINE).future.result(WAIT)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_stopped_process_is_killed_and_its_jobs_run_again(engine: LocalEngine) -> None:
    steps: list[Step] = []
    os.kill(pid_of(engine), signal.SIGSTOP)
    job = ask(engine, FINE, steps=steps)
    assert job.future.result(WAIT).seed == FINE
    assert AGAIN in [step.stage for step in steps]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_the_process_ends_when_its_owner_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    owner = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        check=False,
    )
    orphan, deadline = int(owner.stdout), time.monotonic() + WAIT
    while is_running(orphan):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_process_that_always_dies_is_given_a_rest_and_new_jobs_hear_so(
    engine: LocalEngine,
) -> None:
    for _ in range(3):
        if not engine._backoff.is_broken:
            ask(engine, DIES).future.exception(WAIT)
    with pytest.raises(EngineError, match="several times in a row"):
        ask(engine, FINE)


def test_a_cancelled_job_ends_at_once_waiting_or_running(engine: LocalEngine) -> None:
    running = [ask(engine, WAITS) for _ in range(4)]
    steps: list[Step] = []
    first, second = ask(engine, WAITS), ask(engine, FINE, steps=steps)
    assert [step.position for step in steps] == [2]
    assert first.cancel()
    assert [step.position for step in steps] == [2, 1]
    assert not first.cancel()
    assert running[0].cancel()
    for ticket in (first, running[0]):
        with pytest.raises(JobCancelled):
            ticket.future.result(0)
    assert second.future.result(WAIT).seed == FINE
    assert count(engine, "fusebox_jobs_total", outcome="cancelled") == 2


def test_a_job_past_its_deadline_is_late_and_its_place_is_free_again(engine: LocalEngine) -> None:
    late = [ask(engine, WAITS, Terms(deadline_seconds=0.3)) for _ in range(5)]
    for ticket in late:
        with pytest.raises(JobLate, match="not done in time"):
            ticket.future.result(WAIT)
    assert ask(engine, FINE).future.result(WAIT)


def test_what_is_not_let_go_within_grace_costs_the_process(engine: LocalEngine) -> None:
    stuck = ask(engine, HANGS, Terms(deadline_seconds=0.2))
    assert isinstance(stuck.future.exception(WAIT), JobLate)
    assert ask(engine, FINE).future.result(WAIT)
    assert count(engine, "fusebox_engine_restarts_total") == 1


def test_askers_take_turns_and_a_full_queue_is_refused(engine: LocalEngine) -> None:
    running = [ask(engine, WAITS) for _ in range(4)]
    begun: list[str] = []

    def hearing(name: str):
        return lambda step: begun.append(name) if step.stage == FORM else None

    def queue(name: str) -> Future:
        request = CompositionRequest({"jazz": 1.0}, seed=FINE)
        return engine.submit(request, hearing(name), Terms(asker=name[0])).future

    futures = [queue(name) for name in ("a1", "a2", "a3", "a4", "b1", "c1")]
    with pytest.raises(EngineBusy):
        queue("d1")
    assert engine.waiting() == 6
    running[0].cancel()
    for future in futures:
        future.result(WAIT)
    assert begun == ["a1", "b1", "c1", "a2", "a3", "a4"]
    assert count(engine, "fusebox_jobs_total", outcome="busy") == 1
