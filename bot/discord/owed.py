"""Jobs that an earlier process or connection left: taken up when Discord is there again."""

from __future__ import annotations

import logging
from typing import Any

from bot.conversation.request import ResolvedRequest
from bot.discord.addresses import Address
from bot.discord.asked import FRONT
from bot.discord.bot import Bot
from bot.discord.delivering import deliver
from bot.discord.post import Post
from bot.discord.telling import Told
from storage.jobs import Job

_LOG = logging.getLogger("fusebox.discord")


async def take_up_owed(bot: Bot) -> None:
    """Do what is owed and isn't on its way."""
    async with bot.noting:
        owed = [job for job in await bot.desk.owed(FRONT) if job.id not in bot.delivering]
        bot.delivering.update(job.id for job in owed)
    for job in owed:
        if bot.is_leaving:
            bot.delivering.discard(job.id)
        else:
            await _take_up(bot, job)


async def _take_up(bot: Bot, job: Job) -> None:
    try:
        address, told = _where(job.address)
        request = ResolvedRequest.from_json(job.request)
    except (KeyError, TypeError, ValueError) as error:
        bot.delivering.discard(job.id)
        if job.id not in bot.desk.makings:  # else whoever waits for it here delivers it
            await bot.desk.gave_up(job.id, f"this version can't read its address ({error})")
        return
    making = bot.desk.makings.get(job.id) or await bot.desk.take_up(job)
    if making is None:
        bot.delivering.discard(job.id)
        return
    _LOG.info("job %s goes on", job.id)
    bot.spawn(deliver(bot, making, Post(bot, address), told, request))


def _where(record: Any) -> tuple[Address, Told]:
    return Address.from_json(record), Told.from_json(record["told"])
