"""A job whose asker has hung up ends as quietly as any other."""

from __future__ import annotations

import time

from engine.errors import EngineError
from engine.request import CompositionRequest
from engine.serving.asked import Asked
from engine.serving.messages import Job
from engine.serving.metrics import FAILED, EngineMetrics


def test_a_failure_that_nobody_waits_for_any_more_is_no_fault() -> None:
    job = Job(1, CompositionRequest({"jazz": 1.0}, bars=4))
    asked = Asked(job, lambda step: None, time.monotonic() + 60, EngineMetrics())
    assert asked.future.cancel()
    asked.fail(FAILED, EngineError("the engine was closed"))
    assert asked.future.cancelled()
