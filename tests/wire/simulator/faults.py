"""What goes wrong on demand, and the rate limits that go wrong by themselves."""

from __future__ import annotations

import hashlib
import math
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.wire.simulator.errors import Refusal, Refused

_VIA = {"Via": "1.1 google"}
_RATES: tuple[tuple[str, int, float], ...] = (
    ("POST /channels/*/messages", 5, 5.0),
    ("PATCH /channels/*/messages/*", 5, 5.0),
    ("* /webhooks/*", 5, 2.0),
)
_USUAL_RATE = (50, 1.0)
_ALL_REQUESTS = (50, 1.0)


@dataclass
class Fault:
    """``route`` is like ``PATCH /webhooks/*``. What happens, ``times`` times:

    ``status`` is answered (429 with ``retry_after``), or the connection is ``reset``, after
    ``wait_s``; with ``done`` all that comes after the request was carried out. ``with_files``
    are only those requests that bring some.
    """

    route: str
    times: int = 1
    status: int | None = None
    retry_after: float = 0.3
    reset: bool = False
    done: bool = False
    wait_s: float = 0.0
    with_files: bool = False
    happened: int = 0

    def refusal(self) -> Refusal:
        """The answer that ``status`` stands for."""
        assert self.status is not None
        if self.status == 429:
            return rate_limited(self.retry_after)
        return Refusal(self.status, 0, f"{self.status}: on demand")


@dataclass
class Faults:
    """The faults that were asked for, oldest first."""

    wanted: list[Fault] = field(default_factory=list)

    def add(self, route: str, **how: object) -> Fault:
        """Ask for a fault; see :class:`Fault`. Returns it, so that a test can see it happen."""
        fault = Fault(route, **how)  # type: ignore[arg-type]  # the dataclass checks the names
        self.wanted.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        self.wanted.clear()

    def take(self, call: str, *, has_files: bool) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        for fault in self.wanted:
            fits = fnmatchcase(call, fault.route) and (has_files or not fault.with_files)
            if fits and fault.happened < fault.times:
                fault.happened += 1
                return fault
        return None


class Rates:
    """Windows of requests, one for every kind of route and its channel or token."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[float]] = defaultdict(deque)
        self.exceeded: list[str] = []

    def count(self, call: str) -> dict[str, str]:
        """Count a request; the headers that tell what is left. Raises Refused (429)."""
        path = call.split(" ", 1)[1].split("/")[1:]
        from_token = path[0] in ("webhooks", "interactions")
        if not from_token:
            self._use("everything", call, *_ALL_REQUESTS)
        route, most, per = next(
            (row for row in _RATES if fnmatchcase(call, row[0])),
            (re.sub(r"\d{15,}", "*", call), *_USUAL_RATE),
        )
        key = " ".join([route, *path[1 : 3 if from_token else 2]])
        left, resets_in = self._use(key, call, most, per)
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{time.time() + resets_in:.3f}",
            "X-RateLimit-Reset-After": f"{resets_in:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
            **_VIA,
        }

    def _use(self, key: str, call: str, most: int, per: float) -> tuple[int, float]:
        now = time.monotonic()
        window = self._seen[key]
        while window and window[0] <= now - per:
            window.popleft()
        if len(window) >= most:
            self.exceeded.append(call)
            raise Refused(rate_limited(window[0] + per - now))
        window.append(now)
        return most - len(window), window[0] + per - now


def rate_limited(retry_after: float) -> Refusal:
    """A 429 that comes from Discord itself, not from what stands before it."""
    headers = {"Retry-After": str(math.ceil(retry_after)), "X-RateLimit-Scope": "user", **_VIA}
    return Refusal(
        429, 0, "You are being rate limited.", headers=headers, retry_after=round(retry_after, 3)
    )
