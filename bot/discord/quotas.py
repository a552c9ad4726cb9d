"""How many pieces a user and a place may ask for in a while; who is over waits a told time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Quota:
    """So many in so many seconds."""

    most: int
    seconds: float


PER_USER = Quota(20, 600.0)
PER_PLACE = Quota(100, 600.0)


class Quotas:
    """Counts in a sliding window, in memory: a restart forgives."""

    def __init__(
        self,
        per_user: Quota = PER_USER,
        per_place: Quota = PER_PLACE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.per_user = per_user
        self.per_place = per_place
        self._clock = clock
        self._taken: dict[tuple[str, str], deque[float]] = {}
        self._longest = max(per_user.seconds, per_place.seconds)

    def take(
        self, user: str, place: str, count: int = 1, *, per_user: Quota | None = None
    ) -> tuple[str, float] | None:
        """Count pieces; None where that is fine, else (``user`` or ``place``, seconds to wait).

        ``per_user`` is what the place's administrators set instead of the usual. Nothing is
        counted where somebody must wait.
        """
        # What a place sets is counted there alone, and over its own length of time.
        usual = per_user is None
        wanted = (
            ("user", user if usual else f"{user} {place}", per_user or self.per_user),
            ("place", place, self.per_place),
        )
        for kind, name, quota in wanted:
            wait = self._wait(kind, name, quota, count)
            if wait > 0:
                return kind, wait
        now = self._clock()
        for kind, name, quota in wanted:
            self._taken.setdefault((kind, name), deque()).extend([now] * count)
            self._longest = max(self._longest, quota.seconds)
        self._forget()
        return None

    def _wait(self, kind: str, name: str, quota: Quota, count: int) -> float:
        times = self._taken.get((kind, name), deque())
        now = self._clock()
        while times and times[0] <= now - quota.seconds:
            times.popleft()
        over = len(times) + min(count, quota.most) - quota.most
        return 0.0 if over <= 0 else times[over - 1] + quota.seconds - now

    def _forget(self) -> None:
        if len(self._taken) > _MOST_KEPT:
            old = self._clock() - self._longest
            self._taken = {
                key: times for key, times in self._taken.items() if times and times[-1] > old
            }
