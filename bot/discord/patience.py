"""Tries a request again where it failed on the way and not for its content.

discord.py itself repeats 500, 502 and 504, but neither 503 nor a connection that was reset,
and takes a 429 of a bare proxy for a ban.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

T = TypeVar("T")

_LOG = logging.getLogger("fusebox.discord")
WAITS_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
SHORT_WAITS_SECONDS = (0.2, 0.4, 0.8)
_LONGEST_WAIT = 60.0


async def patiently(
    request: Callable[[], Awaitable[T]], waits: tuple[float, ...] = WAITS_SECONDS
) -> T:
    """The answer of a request that is made anew for each try. Raises what the last try raised."""
    for wait in waits:
        try:
            return await request()
        except (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError) as error:
            if not passes(error):
                raise
            pause = max(wait, _asked_pause(error))
            _LOG.info("Discord didn't answer (%s); again in %.1f s", type(error).__name__, pause)
            await asyncio.sleep(pause)
    return await request()


def passes(error: Exception) -> bool:
    """Whether a failure may be over in a moment."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    if isinstance(error, RuntimeError):
        return "closed" in str(error)  # aiohttp's session, while the client connects anew
    return True


def _asked_pause(error: Exception) -> float:
    if not isinstance(error, discord.HTTPException) or error.status != 429:
        return 0.0
    try:
        return min(_LONGEST_WAIT, float(error.response.headers.get("Retry-After", 0)))
    except ValueError:
        return 0.0
