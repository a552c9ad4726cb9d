"""What Prometheus is shown."""

import socket
from urllib.request import urlopen

import pytest

from engine.serving.metrics import DONE, LATE, EngineMetrics, serve_metrics


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_what_happened_is_counted_and_shown(free_port: int) -> None:
    metrics = EngineMetrics()
    metrics.queued.set(3)
    metrics.begun(together=2, waited_seconds=0.2)
    metrics.timed({"phase1": 0.05, "phase2": 0.3}, 0.6)
    for outcome in (DONE, DONE, LATE):
        metrics.ended(outcome)
    metrics.restarted()
    serve_metrics(metrics, free_port)
    with urlopen(f"http://127.0.0.1:{free_port}/metrics") as page:
        lines = page.read().decode().splitlines()
    assert "fusebox_queue_jobs 3.0" in lines
    assert 'fusebox_jobs_total{outcome="done"} 2.0' in lines
    assert 'fusebox_jobs_total{outcome="late"} 1.0' in lines
    assert 'fusebox_jobs_total{outcome="busy"} 0.0' in lines
    assert "fusebox_engine_restarts_total 1.0" in lines
    assert 'fusebox_batch_jobs_bucket{le="2.0"} 1.0' in lines
    assert 'fusebox_stage_seconds_count{stage="phase2"} 1.0' in lines
    assert 'fusebox_stage_seconds_sum{stage="queue"} 0.2' in lines


def test_a_taken_port_is_an_error_to_translate() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError):  # noqa: PT011  (which number depends on the system)
            serve_metrics(EngineMetrics(), taken.getsockname()[1])
