"""A melody is written on the thread that asked for it, so that others can write beside it."""

import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor

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


def share_of_others(*, fused: bool) -> float:
    """How much other threads work while this one writes, at the best of three times."""
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
    return min(shares)


@pytest.mark.parametrize("fused", [False, True])
def test_nothing_is_handed_to_another_thread(fused: bool) -> None:
    # A process of its own, as the engine has: here TensorFlow may be set up otherwise already.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        assert process.submit(share_of_others, fused=fused).result() < 0.2
