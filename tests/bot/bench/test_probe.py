"""The probe sees a blocked loop, and says nothing of a free one that isn't there."""

import time

import pytest

from bot.bench.probe import IdleProbe, LoopProbe, lateness_of

BLOCK_SECONDS = 0.15


@pytest.mark.asyncio
async def test_a_blocked_loop_is_seen() -> None:
    import asyncio

    async with LoopProbe() as probe:
        await asyncio.sleep(0.02)
        time.sleep(BLOCK_SECONDS)  # what no code of ours may do
        await asyncio.sleep(0.02)
    lateness = probe.lateness()
    assert lateness.worst_ms >= 1000 * BLOCK_SECONDS - 10
    assert lateness.most_work_ms < lateness.worst_ms  # it slept, it didn't work
    assert lateness.ticks >= 2


def test_no_ticks_are_no_lateness() -> None:
    assert lateness_of([], []).worst_ms == 0
    assert lateness_of([3.0], [1.0]).p99_ms == 3.0


def test_an_idle_process_is_probed_beside() -> None:
    assert IdleProbe().stop().ticks >= 0
