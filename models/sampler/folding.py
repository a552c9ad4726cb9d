"""Sums and maxima over a long axis, in few operations.

The compiler cuts a reduction of over 32 values in two and computes what goes into it in a third
operation. Folded by hand, the first part takes its input along and the last one is a handful of
plain additions that melt into whatever follows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import tensorflow as tf

_MOST = 32
_FEW = 12  # so many slices are put together one by one


def sum_last(values: Any) -> Any:
    """The sum over the last axis."""
    return _folded(values, tf.reduce_sum, tf.add)


def max_last(values: Any) -> Any:
    """The largest value of the last axis."""
    return _folded(values, tf.reduce_max, tf.maximum)


def _folded(values: Any, together: Callable[..., Any], pair: Callable[..., Any]) -> Any:
    *before, size = values.shape
    while size > _FEW:
        part = next(n for n in range(min(size, _MOST), 0, -1) if size % n == 0)
        if part == 1:  # a prime number of values: nothing to fold
            return together(values, axis=-1)
        values = together(tf.reshape(values, (*before, part, size // part)), axis=-2)
        size //= part
    return reduce(pair, [values[..., place] for place in range(size)])
