"""Erasing everything of somebody: told first, then done by a press of theirs alone."""

from __future__ import annotations

from typing import Any

import discord

from bot.conversation.wording import reply
from bot.discord import sending
from bot.discord.asked import Asked, of_interaction
from bot.discord.bot import Bot
from bot.discord.buttons import erase_view
from bot.discord.conversation import hear, tell
from bot.discord.payload import Payload
from bot.discord.pressed import Pressed
from bot.discord.texts import text

_SURE = "delete everything for good"


async def ask_to_erase(bot: Bot, asked: Asked) -> None:
    """Say what would go, with the button that does it."""
    reading = await bot.desk.say(asked.who, "delete my data")
    view = erase_view(asked.address.user, asked.locale)
    await tell(bot, asked, Payload(reading.error or reply(reading), view=view))


async def erase(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """The press: whoever was asked, and nobody else."""
    locale = interaction.locale.value
    if interaction.user.id != pressed.owner:
        await sending.answer(interaction, Payload(text("erase.not_yours", locale)))
        return
    number = await sending.defer(interaction, private=True)
    asked = of_interaction(interaction, message=number, alone=True)
    await bot.desk.say(asked.who, "delete my data")  # the press may come much later
    await hear(bot, asked, _SURE)
