"""A message that lives: told as often as one likes, edited as seldom as Discord likes.

What is told between two edits is coalesced. The last word is never lost and is said alone.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import aiohttp
import discord

from bot.discord.payload import Payload

_LOG = logging.getLogger("fusebox.discord")
SPACE_SECONDS = 1.2
_MOST_FAILURES = 3

Show = Callable[[Payload], Awaitable[None]]


class Pace:
    """When the messages of one channel may be edited: the more there are, the more seldom each."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._living: dict[int, int] = defaultdict(int)
        self._next: dict[int, float] = {}

    def enter(self, channel: int) -> None:
        self._living[channel] += 1

    def leave(self, channel: int) -> None:
        self._living[channel] -= 1
        if self._living[channel] <= 0:
            del self._living[channel]
            self._next.pop(channel, None)

    def wait_seconds(self, channel: int) -> float:
        """Take the channel's next turn; how long until it."""
        now = self._clock()
        turn = max(now, self._next.get(channel, now))
        self._next[channel] = turn + SPACE_SECONDS
        return turn - now


class Living:
    """Edits one message with the latest that was told. ``finish`` it, or ``close``."""

    def __init__(self, show: Show, pace: Pace, channel: int) -> None:
        self._show = show
        self._pace = pace
        self._channel = channel
        self._latest: Payload | None = None
        self._woken = asyncio.Event()
        self._failures = 0
        pace.enter(channel)
        self._task = asyncio.get_running_loop().create_task(self._live())

    def tell(self, payload: Payload) -> None:
        """Show this soon. Mere words don't displace a whole message that is still to be shown."""
        waiting = self._latest
        if payload.words_only and waiting is not None and not waiting.words_only:
            payload = replace(waiting, content=payload.content)
        self._latest = payload
        self._woken.set()

    async def finish(self, payload: Payload) -> None:
        """Show the last word now. Raises what showing it raises."""
        await self.close()
        await self._show(payload)

    async def close(self) -> None:
        """Edit no more; an edit that is under way is waited for."""
        if self._task.done():
            return
        self._latest = None
        self._closing = True
        self._woken.set()
        await self._task

    _closing = False

    async def _live(self) -> None:
        try:
            while not self._closing and self._failures < _MOST_FAILURES:
                await self._woken.wait()
                pause = self._pace.wait_seconds(self._channel)
                if pause > 0 and not self._closing:
                    await self._until(pause)
                self._woken.clear()
                latest, self._latest = self._latest, None
                if latest is not None:
                    await self._edit(latest)
        finally:
            self._pace.leave(self._channel)

    async def _until(self, seconds: float) -> None:
        """Wait, but no longer than until the end."""
        end = time.monotonic() + seconds
        while not self._closing and (left := end - time.monotonic()) > 0:
            self._woken.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), left)
        self._woken.set()

    async def _edit(self, payload: Payload) -> None:
        try:
            await self._show(payload)
            self._failures = 0
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            self._failures += 1
            _LOG.info("progress could not be shown: %s", error)
            if not payload.words_only:
                self._latest = self._latest or payload
                self._woken.set()
