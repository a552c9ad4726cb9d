"""The textbook way: a stateless network asked with ``model.predict`` for one event after another.

Every call sees a window of the last events and computes all of it anew, one melody at a time, as
the tutorials on writing music with an LSTM do it. Same layers, sizes and weights as the sampler's.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from models.benchmark import WINDOW_EVENTS
from models.network import build_network
from models.shape import NetworkSize, columns_of
from models.training.fitting import assign_arrays


class Textbook:
    """One network with its weights; ``rows`` conditions of a melody are asked in one call."""

    def __init__(self, arrays: Mapping[str, Any], size: NetworkSize, *, rows: int = 1) -> None:
        self._model = build_network(size)
        assign_arrays(self._model, arrays)
        sizes = columns_of(size).sizes
        classes = np.random.default_rng(0).integers(0, sizes, (rows, WINDOW_EVENTS, len(sizes)))
        self._window = {
            "classes": classes.astype(np.int32),
            "chosen": np.zeros((rows, WINDOW_EVENTS), np.int32),
        }
        self.event_ms()  # the first call traces the graph

    def event_ms(self) -> float:
        """Milliseconds of one event: two calls, as a duration is drawn given the drawn pitch."""
        begin = time.perf_counter()
        for _ in range(2):
            self._model.predict(self._window, verbose=0)
        return (time.perf_counter() - begin) * 1000
