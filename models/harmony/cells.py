"""The chord network one slot at a time, in NumPy; starts without TensorFlow.

A slot is so little arithmetic that a call into a graph would cost more; all
conditions of all progressions go through it together as rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.harmony.slots import OFFSETS


class ChordCells:
    """The network's weights by Keras path, ready to step."""

    def __init__(self, arrays: dict[str, NDArray[np.float32]]) -> None:
        self.table = arrays["table/embeddings"]
        self.kernel = np.concatenate(
            [arrays["lstm/lstm_cell/kernel"], arrays["lstm/lstm_cell/recurrent_kernel"]]
        )
        self.bias = arrays["lstm/lstm_cell/bias"]
        self.head = arrays["head/kernel"]
        self.head_bias = arrays["head/bias"]
        self.units = self.head.shape[0]

    def start(self, rows: int) -> NDArray[np.float32]:
        """Zero state [2, rows, units]: hidden, cell."""
        return np.zeros((2, rows, self.units), np.float32)

    def step(
        self, classes: NDArray[np.int32], state: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(log-probabilities [rows, CHORDS], new state) from classes [rows, columns]."""
        x = self.table[classes + np.array(OFFSETS)].sum(axis=1)
        total = np.concatenate([x, state[0]], axis=1) @ self.kernel + self.bias
        enter, forget, fresh, out = np.split(total, 4, axis=1)
        cell = _sigmoid(forget) * state[1] + _sigmoid(enter) * np.tanh(fresh)
        hidden = _sigmoid(out) * np.tanh(cell)
        logits = hidden @ self.head + self.head_bias
        top = logits.max(axis=1, keepdims=True)
        logs = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        return logs.astype(np.float32), np.stack([hidden, cell]).astype(np.float32)


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
