"""Telling somebody in a direct message that the bot may not answer where they asked."""

from __future__ import annotations

import logging
from dataclasses import replace

import discord

from bot.discord.addresses import Address
from bot.discord.bot import Bot
from bot.discord.payload import Payload
from bot.discord.post import Post, Unreachable
from bot.discord.texts import text
from bot.discord.troubles import NEEDED, missing_sentence

_LOG = logging.getLogger("fusebox.discord")


async def tell_refused(bot: Bot, address: Address) -> None:
    """Say in private what the bot would need; nothing where even that is refused."""
    alone = replace(address, is_ephemeral=True, token=None, message=None, reply_to=None)
    needed = missing_sentence(list(NEEDED), f"<#{address.channel}>", address.locale)
    payload = Payload(f"{text('trouble.refused', address.locale)} {needed}")
    try:
        await Post(bot, alone).show(payload)
    except (Unreachable, discord.HTTPException) as error:
        _LOG.info("nobody could be told of a refusal: %s", error)
