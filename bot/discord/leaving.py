"""The end of the process: nothing new is begun, what runs is finished in time, the rest is told."""

from __future__ import annotations

import asyncio
import logging

from bot.discord.bot import Bot

_LOG = logging.getLogger("fusebox.discord")
_GOODBYE_SECONDS = 5.0


async def leave(bot: Bot, patience_seconds: float) -> None:
    """Wait for the answers that are on their way; say of the others that they come later."""
    bot.is_leaving = True
    if bot.delivering:
        _LOG.info("finishing %s pieces before the end", len(bot.delivering))
    await bot.settle(patience_seconds)
    goodbyes = list(bot.living.values())
    if goodbyes:
        _LOG.warning("%s pieces are owed at the next start", len(goodbyes))
        tasks = [asyncio.create_task(say_goodbye()) for say_goodbye in goodbyes]
        done, late = await asyncio.wait(tasks, timeout=_GOODBYE_SECONDS)
        for task in late:
            task.cancel()
        for failure in filter(None, (task.exception() for task in done)):
            _LOG.info("a goodbye could not be said: %s", failure)
