"""``/help``: what can be said, by examples that can be tried with a press."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord import sending
from bot.discord.bot import Bot
from bot.discord.buttons import tries_view
from bot.discord.commands.everywhere import everywhere
from bot.discord.payload import Payload
from bot.discord.texts import named, text

# What can be tried; it is understood in English, whatever language surrounds it.
EXAMPLES: tuple[str, ...] = (
    "70% jazz 30% classical",
    "celtic waltz for flute and harp",
    "start with hymn, end with ragtime",
    "surprise me",
)
_TOPICS = ("blend", "change", "keep", "share", "bring")


def help_payload(locale: str, user: int) -> Payload:
    """The page of help, with what may be tried at once."""
    embed = discord.Embed(title=text("help.title", locale), description=text("help.lead", locale))
    for topic in _TOPICS:
        embed.add_field(
            name=text(f"help.{topic}.title", locale), value=text(f"help.{topic}", locale),
            inline=False,
        )  # fmt: skip
    embed.set_footer(text=text("help.foot", locale))
    return Payload(embed=embed, view=tries_view(user, EXAMPLES))


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/help``."""

    @tree.command(name=named("name.help"), description=named("about.help"))
    @everywhere
    async def help_(interaction: discord.Interaction[Any]) -> None:
        payload = help_payload(interaction.locale.value, interaction.user.id)
        await sending.answer(interaction, payload)
