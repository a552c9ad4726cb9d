"""Many users at one desk: how late the event loop gets, and when each hears that it was heard."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.app import App
from bot.bench.probe import IdleProbe, Lateness, LoopProbe
from bot.conversation.memory.session import Who
from bot.desk.desk import Desk, versions
from bot.desk.events import Failed
from bot.errors import BadInput
from engine.bench.processor_time import per_piece_ms, spent_seconds

_SENTENCE = "{share}% {0} {rest}% {1}, {bars} bars"


@dataclass(frozen=True, slots=True)
class Crowd:
    """``acknowledged`` are milliseconds from a message to the job that was noted for it.

    ``failed`` are sentences of pieces that were not made; ``idle`` is a loop that had nothing to do
    on the same machine meanwhile. ``processor_ms`` is what a piece costs each process.
    """

    users: int
    seconds: float
    acknowledged: tuple[float, ...]
    loop: Lateness
    idle: Lateness
    failed: tuple[str, ...]
    processor_ms: Mapping[str, float]

    @property
    def acknowledged_median(self) -> float:
        return median(self.acknowledged)


def serve_crowd(app: App, users: int, genres: Sequence[str], *, bars: int) -> Crowd:
    """All users say their sentence at once; back when every piece has all its usual files."""
    return asyncio.run(_serve(app, users, genres, bars))


async def _serve(app: App, users: int, genres: Sequence[str], bars: int) -> Crowd:
    async with Desk(app) as desk:
        await _ask(desk, users, genres, bars)  # one piece beforehand: everything is warm
        idle = await asyncio.to_thread(IdleProbe)
        spent = await asyncio.to_thread(spent_seconds)
        begin = time.perf_counter()
        async with LoopProbe() as probe:
            asked = await asyncio.gather(*(_ask(desk, n, genres, bars) for n in range(users)))
        seconds = time.perf_counter() - begin
        spent_now = await asyncio.to_thread(spent_seconds)
        return Crowd(
            users,
            seconds,
            tuple(ms for ms, _ in asked),
            probe.lateness(),
            await asyncio.to_thread(idle.stop),
            tuple(sentence for _, sentence in asked if sentence),
            per_piece_ms(spent, spent_now, users),
        )


async def _ask(desk: Desk, number: int, genres: Sequence[str], bars: int) -> tuple[float, str]:
    """(milliseconds to the acknowledgement, why there is no piece)."""
    who = Who("bench", f"user {number}", f"User {number}", "bench", f"channel {number}")
    first, second = genres[number % len(genres)], genres[(number + 1) % len(genres)]
    share = 55 + number % 40
    text = _SENTENCE.format(first, second, share=share, rest=100 - share, bars=bars)
    begin = time.perf_counter()
    reading = await desk.say(who, text)
    if reading.request is None:
        raise BadInput(f"{text!r} asks for no music: {reading.error}")
    making = await desk.order(who, versions(reading.request)[0])
    acknowledged = (time.perf_counter() - begin) * 1000
    over = await making.over()
    await desk.delivered(making.job)
    return acknowledged, over.sentence if isinstance(over, Failed) else ""
