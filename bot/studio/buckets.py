"""How often somebody may ask: token buckets in a bounded table."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

_MOST_KNOWN = 10_000


class Buckets:
    """A bucket a key: ``at_once`` at first, refilled at ``per_second``.

    The keys that were seen last are kept; one that is forgotten starts full.
    """

    def __init__(
        self, *, per_second: float, at_once: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._rate, self._size, self._clock = per_second, float(at_once), clock
        self._known: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable) -> int:
        """0 where it may be done now, else after how many seconds to try again."""
        now = self._clock()
        level, then = self._known.pop(key, (self._size, now))
        level = min(self._size, level + (now - then) * self._rate)
        wait = 0 if level >= 1 else math.ceil((1 - level) / self._rate)
        self._known[key] = (level if wait else level - 1, now)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return wait
