"""Drawing one class from logits: temperature, top-p without a sort, given uniforms."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from models.sampler.folding import max_last, sum_last

BLOCKED = -1e9
_FOLD = 25  # so many classes are summed in one go; their number is padded to a multiple


def draw(logits: Any, *, temperature: Any, top_p: Any, uniform: Any) -> Any:
    """One class per row: logits [L, K]; temperature, top_p, uniform [L]; int32 [L].

    The nucleus is every class that those likelier than it leave short of ``top_p``
    (Holtzman et al. 2020). All pairs of classes are compared instead of sorted: that is
    one pass over [L, K, K] in which neighbours are summed side by side.
    """
    lanes, classes = logits.shape
    padding = -classes % _FOLD
    scaled = tf.pad(
        logits / temperature[:, None], ((0, 0), (0, padding)), constant_values=2 * BLOCKED
    )
    weight = tf.exp(scaled - max_last(scaled)[:, None])
    folds = tf.reshape(weight, (lanes, -1, _FOLD))
    within = tf.unstack(folds, axis=1)
    likelier = [
        tf.reduce_sum(tf.where(fold[:, :, None] > weight[:, None], fold[:, :, None], 0.0), axis=1)
        for fold in within
    ]
    short = tf.add_n(likelier) < (top_p * sum_last(weight))[:, None]
    kept = tf.where(short, weight, 0.0)
    numbers = np.arange(classes + padding)
    before = tf.matmul(kept, tf.constant(numbers[:, None] < numbers, tf.float32))
    aim = uniform[:, None] * (before[:, -1:] + kept[:, -1:])
    # The last kept class that begins by the aim: so rounding never leaves the nucleus.
    return max_last(tf.where((kept > 0) & (before <= aim), tf.constant(numbers, tf.int32), 0))
