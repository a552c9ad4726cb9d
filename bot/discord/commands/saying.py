"""Commands that are words: what a command says is said on the one path, like anything typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord

from bot.discord import sending
from bot.discord.asked import Asked, of_interaction
from bot.discord.bot import Bot
from bot.discord.commands.composing import with_permissions
from bot.discord.conversation import hear


async def say(
    bot: Bot,
    interaction: discord.Interaction[Any],
    words: str,
    *,
    private: bool,
    about: str | None = None,
) -> None:
    """Acknowledge, and answer these words; ``private`` shows the answer to the asker alone.

    The conversation is the one that others see either way: "save this" is about its piece.
    """
    asked = await defer(interaction, private=private)
    await hear(bot, asked, words, about=about)


async def defer(interaction: discord.Interaction[Any], *, private: bool) -> Asked:
    """Acknowledge; who asks, with an answer that only they see where it is ``private``."""
    number = await sending.defer(interaction, private=private)
    asked = with_permissions(interaction, of_interaction(interaction, message=number))
    hidden = private and not asked.who.place.startswith("dm:")
    return replace(asked, address=replace(asked.address, is_ephemeral=hidden))
