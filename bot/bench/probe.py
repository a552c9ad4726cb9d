"""How late an event loop is: a task that sleeps briefly and looks at the clock.

Late are also the ticks for which the loop's thread had to wait for a processor. A second probe
in a process that does nothing else tells how much of that is the machine's doing.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import quantiles
from types import TracebackType

TICK_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Lateness:
    """Milliseconds by which ticks were late, and the most work that the thread did in one."""

    ticks: int
    p99_ms: float
    worst_ms: float
    most_work_ms: float


class LoopProbe:
    """``async with LoopProbe() as probe: ...`` and then ``probe.lateness()``."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._work: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> LoopProbe:
        self._task = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def lateness(self) -> Lateness:
        return lateness_of(self._late, self._work)

    async def _tick(self) -> None:
        while True:
            due, worked = time.perf_counter() + TICK_SECONDS, time.thread_time()
            await asyncio.sleep(TICK_SECONDS)
            self._late.append((time.perf_counter() - due) * 1000)
            self._work.append((time.thread_time() - worked) * 1000)


def lateness_of(late: list[float], work: list[float]) -> Lateness:
    """What a probe's ticks say; all zero where there were none."""
    if not late:
        return Lateness(0, 0.0, 0.0, 0.0)
    p99 = quantiles(late, n=100, method="inclusive")[98] if len(late) > 1 else late[0]
    return Lateness(len(late), p99, max(late), max(work))


class IdleProbe:
    """The same probe in a process of its own whose loop has nothing to do."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=_probe_until_told, args=(theirs,), name="fusebox-probe", daemon=True
        )
        self._process.start()
        self._line.recv()

    def stop(self) -> Lateness:
        self._line.send(None)
        lateness: Lateness = self._line.recv()
        self._process.join()
        return lateness


def _probe_until_told(line: Connection) -> None:
    async def run() -> Lateness:
        loop = asyncio.get_running_loop()
        async with LoopProbe() as probe:
            line.send(None)
            await loop.run_in_executor(None, line.recv)
        return probe.lateness()

    line.send(asyncio.run(run()))
