"""The better-known remedy: stateful cells called eagerly, all melodies in one batch.

One call a layer and event from Python, keeping the state between events; nothing is computed
twice, but every operation is sent one by one. Same layers, sizes and weights as the sampler's,
without phase 1's memory (models/recall.py), which lets this way look a little quicker than it is.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf

from models.network import build_network
from models.shape import NetworkSize, columns_of
from models.training.fitting import assign_arrays


class EagerNetwork:
    """One network with its weights, stepping ``rows`` melodies at once."""

    def __init__(self, arrays: Mapping[str, Any], size: NetworkSize, *, rows: int) -> None:
        model = build_network(size)
        assign_arrays(model, arrays)
        self._input = model.get_layer("one_hot")
        self._cells = [model.get_layer(f"lstm{layer}").cell for layer in range(size.layers)]
        self._heads = model.get_layer("heads")
        sizes = columns_of(size).sizes
        classes = np.random.default_rng(0).integers(0, sizes, (rows, 1, len(sizes)))
        self._classes = tf.constant(classes, tf.int32)
        self._chosen = tf.zeros((rows, 1), tf.int32)
        zero = tf.zeros((rows, size.units))
        self._states = [[zero, zero] for _ in self._cells]
        self.event_ms()

    def event_ms(self) -> float:
        """Milliseconds of one event of all rows, without drawing from the logits."""
        begin = time.perf_counter()
        x = self._input(self._classes)
        below = x[:, 0]
        for layer, cell in enumerate(self._cells):
            below, self._states[layer] = cell(below, self._states[layer])
        pitch, ticks = self._heads((below[:, None], x, self._classes, self._chosen))
        pitch.numpy(), ticks.numpy()
        return (time.perf_counter() - begin) * 1000
