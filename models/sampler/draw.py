"""Drawing one class from logits: temperature, top-p without a sort, given uniforms."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

BLOCKED = -1e9
_BISECTIONS = 16


def draw(logits: Any, *, temperature: Any, top_p: Any, uniform: Any) -> Any:
    """One class per row: logits [B, K]; temperature, top_p, uniform [B]; int32 [B].

    The nucleus is every class at least as likely as a threshold found by bisection;
    its mass is at least ``top_p`` (Holtzman et al. 2020, without sorting).
    """
    p = tf.nn.softmax(logits / temperature[:, None])
    low = tf.zeros_like(top_p)
    high = tf.reduce_max(p, axis=-1)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        mass = tf.reduce_sum(tf.where(p >= middle[:, None], p, 0.0), axis=-1)
        enough = mass >= top_p
        low = tf.where(enough, middle, low)
        high = tf.where(enough, high, middle)
    kept = tf.where(p >= low[:, None], p, 0.0)
    heights = tf.cumsum(kept, axis=-1)
    aim = uniform[:, None] * heights[:, -1:]
    chosen = tf.reduce_sum(tf.cast(heights <= aim, tf.int32), axis=-1)
    # Rounding may leave the aim at the very top: stay on a class that was kept.
    last_kept = tf.reduce_max(tf.where(kept > 0, tf.range(tf.shape(p)[1])[None], 0), axis=-1)
    return tf.minimum(chosen, last_kept)
