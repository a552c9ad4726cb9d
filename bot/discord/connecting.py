"""Keeps the bot connected: a client that ends for any reason but the operator's is made anew.

What can't be mended by waiting ends it with a sentence; so does a network that is missing at the
very start. Later on the bot waits for it as long as it takes.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

import aiohttp
import discord

from bot.discord.battling import referee
from bot.discord.bot import Bot
from bot.discord.client import Client
from bot.discord.errors import BadToken, CannotStart, NoNetwork
from bot.discord.leaving import leave
from bot.discord.troubles import logged

_LOG = logging.getLogger("fusebox.discord")
_WAITS_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_FIRST_TRIES = 3
_TOKEN = (
    "Discord doesn't know the token in DISCORD_TOKEN: copy it anew from the bot's page at "
    "discord.com/developers/applications"
)
_NETWORK = (
    "Discord can't be reached ({reason}): check this machine's network, and HTTPS_PROXY if it "
    "needs a proxy"
)


async def stay_connected(
    bot: Bot, token: str, stop: asyncio.Event, *, proxy: str | None = None,
    patience_seconds: float = 0.0,
) -> None:  # fmt: skip
    """Serve Discord until ``stop`` is set, then leave. Raises CannotStart.

    Jobs that are running then are waited for so long; the rest is owed at the next start.
    """
    stopping = asyncio.create_task(stop.wait())
    tries = 0
    bot.watch(referee(bot))
    try:
        while not stop.is_set():
            client = Client(bot, proxy=proxy)
            serving = asyncio.create_task(_served(client, token))
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await leave(bot, patience_seconds)
                await _closed(client, serving)
                return
            tries = 0 if client.was_ready else tries + 1
            await _closed(client, serving)
            _mended(bot, serving, tries)
            await _pause(stopping, _WAITS_SECONDS[min(tries, len(_WAITS_SECONDS) - 1)])
    finally:
        stopping.cancel()
        await bot.close()


async def _served(client: Client, token: str) -> None:
    try:
        await client.start(token.strip())
    except discord.LoginFailure as error:
        raise BadToken(_TOKEN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise CannotStart("Discord demands an intent that Fusebox doesn't ask for") from error
    except discord.ConnectionClosed as error:
        if error.code == 4004:
            raise BadToken(_TOKEN) from error
        raise


def _mended(bot: Bot, serving: asyncio.Task[None], tries: int) -> None:
    """Whether to connect again after this end. Raises CannotStart where that is of no use."""
    error = serving.exception()
    if error is None:
        _LOG.warning("the connection to Discord ended; connecting again")
        return
    if isinstance(error, CannotStart):
        raise error
    if _is_network(error):
        if not bot.has_connected.is_set() and tries >= _FIRST_TRIES:
            raise NoNetwork(_NETWORK.format(reason=_reason(error))) from error
        _LOG.warning("Discord can't be reached (%s); trying again", _reason(error))
        return
    _LOG.error("the connection to Discord broke; connecting again")
    logged(error)


def _is_network(error: BaseException) -> bool:
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    kinds = (OSError, aiohttp.ClientError, discord.GatewayNotFound, discord.ConnectionClosed)
    return isinstance(error, (*kinds, asyncio.TimeoutError))


def _reason(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


async def _closed(client: Client, serving: asyncio.Task[None]) -> None:
    with suppress(aiohttp.ClientError, OSError, discord.DiscordException):
        await client.close()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def _pause(stopping: asyncio.Task[bool], seconds: float) -> None:
    await asyncio.wait({stopping}, timeout=seconds)
