"""A render that crashes, hangs or fails never takes the caller with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import RenderError
from engine.render.isolated import RenderPool, run_isolated
from tests.engine.render import jobs


@pytest.fixture
def pool() -> Iterator[RenderPool]:
    with RenderPool(1) as pool:
        yield pool


def test_values_come_back_from_one_warm_process(pool: RenderPool) -> None:
    futures = [pool.submit(jobs.process_id) for _ in range(3)]
    assert len({future.result() for future in futures}) == 1
    assert pool.submit(jobs.double, 21).result() == 42


def test_progress_is_heard(pool: RenderPool) -> None:
    heard: list[float] = []
    assert pool.submit(jobs.report, on_progress=heard.append).result() == "done"
    assert heard == [0.5, 1.0]


def test_a_crash_costs_one_retry(pool: RenderPool, tmp_path: Path) -> None:
    assert pool.submit(jobs.die_once, tmp_path / "mark").result() == "second try"


def test_a_second_crash_is_an_error_and_the_pool_lives_on(pool: RenderPool) -> None:
    with pytest.raises(RenderError, match="crashed 2 times"):
        pool.submit(jobs.die).result()
    assert pool.submit(jobs.double, 2).result() == 4


def test_a_late_render_is_stopped_and_the_pool_lives_on(pool: RenderPool) -> None:
    with pytest.raises(RenderError, match=r"over 0\.3 seconds"):
        pool.submit(jobs.hang, timeout_seconds=0.3).result()
    assert pool.submit(jobs.double, 2).result() == 4


def test_failures_arrive_as_one_sentence(pool: RenderPool) -> None:
    with pytest.raises(RenderError, match="the folder can't be written"):
        pool.submit(jobs.refuse).result()
    with pytest.raises(RenderError, match="KeyError"):
        pool.submit(jobs.stumble).result()


def test_what_cannot_travel_is_an_error(pool: RenderPool) -> None:
    with pytest.raises(RenderError, match=r"pickle|local object"):  # the wording is Python's
        pool.submit(lambda: 1).result()
    assert pool.submit(jobs.double, 2).result() == 4


def test_quick_renders_go_before_slow_ones_that_wait(pool: RenderPool) -> None:
    at_work = pool.submit(jobs.hang, timeout_seconds=0.5)
    order: list[int] = []
    futures = [pool.submit(jobs.double, number, rank=number % 2) for number in range(6)]
    for number, future in enumerate(futures):
        future.add_done_callback(lambda _, number=number: order.append(number))
    for future in (at_work, *futures):
        future.exception(timeout=30)
    assert order == [0, 2, 4, 1, 3, 5]


def test_a_render_nobody_wants_is_given_up_waiting_or_at_work(pool: RenderPool) -> None:
    begun = threading.Event()
    at_work = pool.submit(jobs.report_and_hang, on_progress=lambda _: begun.set())
    waiting = pool.submit(jobs.hang)
    assert begun.wait(30)
    for future in (waiting, at_work):
        pool.stop(future)
    assert waiting.cancelled()
    with pytest.raises(RenderError, match="nobody wants"):
        at_work.result(timeout=30)
    assert pool.submit(jobs.double, 2).result() == 4


def test_closing_stops_the_render_at_work_and_refuses_the_rest() -> None:
    pool = RenderPool(1)
    pool.submit(jobs.double, 1).result()
    at_work, waiting = pool.submit(jobs.hang), pool.submit(jobs.hang)
    pool.close()
    for future in (at_work, waiting):
        assert isinstance(future.exception(timeout=5), RenderError)
    with pytest.raises(RenderError, match="shut down"):
        pool.submit(jobs.double, 1)


def test_one_function_can_run_alone() -> None:
    assert run_isolated(jobs.double, 4) == 8


ORPHAN = """
import os
from engine.render.isolated import RenderPool
from tests.engine.render import jobs
if __name__ == "__main__":
    print(RenderPool(1).submit(jobs.process_id).result(), flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_children_end_when_their_parent_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    parent = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        check=False,
    )
    child = int(parent.stdout)
    deadline = time.monotonic() + 30
    while is_running(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
