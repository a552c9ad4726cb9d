"""Melodies of all who ask at once, written on a few threads in shared lanes.

Each thread works at one bench at a time: a network, and the shape for which its loop is
compiled. Melodies of several requests that need the same bench stand in its lanes side
by side, and join while others are under way. What is nearer to its end goes first.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.sampler.frames import Commission, WrittenMelody
from models.sampler.lanes import Lanes, Shape
from models.shape import NetworkSize

# Events written before a thread looks whether a lane is free and somebody waits for it.
_STEPS_SHARED, _STEPS_ALONE = 32, 64

IsGone = Callable[[], bool]


class Gone(Exception):
    """Nobody waits for these melodies any more."""


@dataclass(frozen=True, eq=False, slots=True)
class Bench:
    """A network with its compiled loop; ``urgency`` says which is served first (higher)."""

    sampler: Any
    weights: Any
    size: NetworkSize
    shape: Shape
    urgency: int = 0

    def lanes(self) -> Lanes:
        """Empty lanes to work with."""
        return Lanes(self.sampler, self.weights, self.size, self.shape)

    def warm_up(self) -> None:
        """Have the loop compiled."""
        self.lanes().write(0)


@dataclass(slots=True)
class _Order:
    """One commission, the bench that can write it and who waits for it."""

    bench: Bench
    wanted: Commission
    is_gone: IsGone
    future: Future[WrittenMelody] = field(default_factory=Future)


@dataclass(slots=True)
class _Sitting:
    """A thread's work at a bench: its lanes, and whose order each busy lane holds."""

    bench: Bench
    lanes: Lanes
    held: dict[int, _Order] = field(default_factory=dict)


class Workshop:
    """``threads`` threads that write; they start with the first commission."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._lock = threading.Condition()
        self._waiting: dict[Bench, deque[_Order]] = {}
        self._parked: deque[_Sitting] = deque()
        self._started = 0
        self._idle = 0

    def write(
        self, wanted: Sequence[tuple[Bench, Commission]], *, is_gone: IsGone = lambda: False
    ) -> list[WrittenMelody]:
        """Write each melody at its bench; in order. Raises Gone once ``is_gone`` says so."""
        orders = [_Order(bench, one, is_gone) for bench, one in wanted]
        with self._lock:
            for order in orders:
                self._waiting.setdefault(order.bench, deque()).append(order)
            while self._started < self._threads:
                self._started += 1
                name = f"lanes-{self._started}"
                threading.Thread(target=self._work, name=name, daemon=True).start()
            self._lock.notify_all()
        return [order.future.result() for order in orders]

    def _work(self) -> None:
        was_parked = False
        while True:
            with self._lock:
                self._idle += 1
                while not (self._waiting or self._parked):
                    self._lock.wait()
                self._idle -= 1
                sitting = self._next(parked_first=not was_parked)
            was_parked = bool(sitting.held)
            try:
                self._man(sitting)
            except Exception as error:  # the thread's border: whoever waits must hear of it
                for order in sitting.held.values():
                    order.future.set_exception(error)

    def _next(self, *, parked_first: bool) -> _Sitting:
        """What a thread turns to; by turns what was left for somebody shorter, and the new."""
        if self._parked and (parked_first or not self._waiting):
            return self._parked.popleft()
        bench = max(self._waiting, key=lambda bench: bench.urgency)
        return _Sitting(bench, bench.lanes())

    def _man(self, sitting: _Sitting) -> None:
        """Work at a bench until nothing waits for it and its lanes are empty.

        Long melodies are left for a while when shorter ones wait and no thread is free.
        """
        bench, lanes, held = sitting.bench, sitting.lanes, sitting.held
        while True:
            self._fill(bench, held, lanes)
            if not held:
                return
            ended = lanes.write(_STEPS_SHARED if bench in self._waiting else _STEPS_ALONE)
            done = np.flatnonzero(ended & np.isin(np.arange(len(ended)), list(held)))
            for lane, melody in zip(done.tolist(), lanes.taken(done), strict=True):
                held.pop(lane).future.set_result(melody)
            for lane in [lane for lane, order in held.items() if order.is_gone()]:
                lanes.clear(lane)
                held.pop(lane).future.set_exception(Gone())
            with self._lock:
                if held and not self._idle and self._shorter_waits(bench):
                    self._parked.append(sitting)
                    return

    def _shorter_waits(self, bench: Bench) -> bool:
        events = bench.shape.events
        return any(other.shape.events < events for other in self._waiting)

    def _fill(self, bench: Bench, held: dict[int, _Order], lanes: Lanes) -> None:
        """Give free lanes what waits; leave a share of it to threads that have nothing."""
        free = [lane for lane in range(bench.shape.lanes) if lane not in held]
        with self._lock:
            waiting = self._waiting.get(bench)
            if not waiting:
                return
            helpers = max(0, self._idle + 1 - len(self._waiting)) + 1
            share = max(-(-len(waiting) // helpers), -(-bench.shape.lanes // 2))
            taken = [waiting.popleft() for _ in range(min(share, len(free), len(waiting)))]
            if not waiting:
                del self._waiting[bench]
        for lane, order in zip(free, taken, strict=False):
            held[lane] = order
            lanes.place(lane, order.wanted)
