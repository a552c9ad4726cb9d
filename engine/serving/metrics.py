"""What the local engine does, counted for Prometheus.

One registry for each engine; ``serve_metrics`` shows it on this machine only.
"""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_JOBS = (1, 2, 3, 4, 6, 8, 12, 16, 32)

DONE, FAILED, CANCELLED, LATE, BUSY = "done", "failed", "cancelled", "late", "busy"
QUEUE, WHOLE = "queue", "whole"


class EngineMetrics:
    """Queue length, batch sizes, seconds by stage, restarts and jobs by outcome."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.queued = Gauge(
            "fusebox_queue_jobs", "Jobs that wait to be begun", registry=self.registry
        )
        self.running = Gauge(
            "fusebox_running_jobs", "Jobs in the engine's process", registry=self.registry
        )
        self._batch = Histogram(
            "fusebox_batch_jobs", "Jobs in the engine's process whenever one is begun, with it",
            buckets=_JOBS, registry=self.registry,
        )  # fmt: skip
        self._stages = Histogram(
            "fusebox_stage_seconds", "Seconds by stage; queue: before it was begun; whole: all",
            ["stage"], buckets=_SECONDS, registry=self.registry,
        )  # fmt: skip
        self._restarts = Counter(
            "fusebox_engine_restarts", "Deaths of the engine's process", registry=self.registry
        )
        self._jobs = Counter("fusebox_jobs", "Jobs by outcome", ["outcome"], registry=self.registry)
        for outcome in (DONE, FAILED, CANCELLED, LATE, BUSY):
            self._jobs.labels(outcome)

    def begun(self, together: int, waited_seconds: float) -> None:
        """A job was given to the process, which now has so many."""
        self._batch.observe(together)
        self._stages.labels(QUEUE).observe(waited_seconds)

    def timed(self, timings: Mapping[str, float], whole_seconds: float) -> None:
        """A job was done, with these seconds by stage."""
        for stage, seconds in timings.items():
            self._stages.labels(stage).observe(seconds)
        self._stages.labels(WHOLE).observe(whole_seconds)

    def ended(self, outcome: str) -> None:
        """A job was done, failed, cancelled or late, or was not taken."""
        self._jobs.labels(outcome).inc()

    def restarted(self) -> None:
        """The process died."""
        self._restarts.inc()


def serve_metrics(metrics: EngineMetrics, port: int) -> None:
    """Show them at ``http://127.0.0.1:port/metrics``. Raises OSError where the port is taken."""
    start_http_server(port, addr="127.0.0.1", registry=metrics.registry)
