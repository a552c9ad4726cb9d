"""Drawing one class from logits: temperature, top-p without a sort, given uniforms."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

BLOCKED = -1e9


def draw(logits: Any, *, temperature: Any, top_p: Any, uniform: Any) -> Any:
    """One class per row: logits [L, K]; temperature, top_p, uniform [L]; int32 [L].

    The nucleus is every class that those likelier than it leave short of ``top_p``
    (Holtzman et al. 2020). All pairs of classes are compared instead of sorted: that is
    one pass over [L, K, K] in which neighbours are summed side by side.
    """
    p = tf.nn.softmax(logits / temperature[:, None])
    likelier = tf.where(p[:, :, None] > p[:, None], p[:, :, None], 0.0)
    kept = tf.where(tf.reduce_sum(likelier, axis=1) < top_p[:, None], p, 0.0)
    numbers = tf.range(tf.shape(p)[1])
    up_to = (numbers[:, None] <= numbers[None])[None]
    heights = tf.reduce_sum(tf.where(up_to, kept[:, :, None], 0.0), axis=1)
    aim = uniform[:, None] * heights[:, -1:]
    chosen = tf.reduce_sum(tf.cast(heights <= aim, tf.int32), axis=-1)
    # Rounding may leave the aim at the very top: stay on a class that was kept.
    last_kept = tf.reduce_max(tf.where(kept > 0, numbers[None], 0), axis=-1)
    return tf.minimum(chosen, last_kept)
