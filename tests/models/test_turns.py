"""A melody is written on the thread that asked for it, so that others can write beside it."""

import sys
import time

import numpy as np
import pytest

from models.networks import Networks
from models.sampler.frames import Commission
from tests.models.test_lanes import form, voice

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="counts the threads' time as Linux tells"),
]


def others_seconds() -> float:
    """Processor time so far of all threads of this process but this one."""
    return time.process_time() - time.thread_time()


@pytest.mark.parametrize("fused", [False, True])
def test_nothing_is_handed_to_another_thread(fused: bool) -> None:
    networks = Networks()  # the shipped ones: which operations there are depends on the size
    benches = networks._benches
    bench = benches.fusing(2, 384, 8) if fused else benches.own("jazz", 384)
    rng = np.random.default_rng(1)
    conditions = bench.shape.conditions
    wanted = Commission(
        form(32),
        voice(1.0, 2.0),
        rng.random((384, 2), np.float32),
        genres=tuple(range(conditions)),
        blend=np.full((32, conditions), 1 / conditions, np.float32),
    )
    bench.warm_up()
    shares = []
    for _ in range(3):
        lanes = bench.lanes()
        for lane in range(bench.shape.lanes):
            lanes.place(lane, wanted)
        own, others = time.thread_time(), others_seconds()
        while not lanes.write(64).all():
            pass
        shares.append((others_seconds() - others) / (time.thread_time() - own))
    assert min(shares) < 0.2  # whatever else this process is at, not all the time
