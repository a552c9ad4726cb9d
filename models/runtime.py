"""TensorFlow set up for composing: small products on one thread each, GPUs grown into.

Several threads write melodies side by side, so a product that spreads over all cores
would only get into their way; it would also round differently on other machines.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

import tensorflow as tf

_MOST_THREADS = 8


@dataclass(frozen=True, slots=True)
class Room:
    """How many threads write at once, and into how many lanes each (fused, phase 1)."""

    threads: int
    fusing_lanes: int
    phase1_lanes: int


# On a GPU one thread with many lanes keeps it busy. Untried: no machine with one was at hand.
ON_GPU = Room(threads=1, fusing_lanes=96, phase1_lanes=32)


def ready_tensorflow() -> Room:
    """Set TensorFlow up, as far as the process hasn't used it yet; what it has room for."""
    with contextlib.suppress(RuntimeError):  # in use already: it stays as it is
        tf.config.threading.set_intra_op_parallelism_threads(1)
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        with contextlib.suppress(RuntimeError):
            tf.config.experimental.set_memory_growth(gpu, True)
    if gpus:
        return ON_GPU
    return Room(min(os.cpu_count() or 1, _MOST_THREADS), fusing_lanes=8, phase1_lanes=4)
