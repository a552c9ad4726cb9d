"""Votes by button: counted at once, shown on the buttons of the piece's message."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord import sending
from bot.discord.asked import of_interaction
from bot.discord.bot import Bot
from bot.discord.patience import patiently
from bot.discord.payload import Payload
from bot.discord.pressed import Press, Pressed
from bot.discord.texts import text

_COUNTS = ("up", "down")


async def vote(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """Cast a vote as if it had been said; an author's own is noted and doesn't count."""
    await sending.acknowledge(interaction)
    asked = of_interaction(interaction, message=None)
    reading = await bot.desk.say(asked.who, f"vote {pressed.key} {pressed.about}")
    if reading.error is not None:
        await sending.follow_up(interaction, Payload(reading.error))
        return
    shown = await bot.desk.library.show(asked.who, pressed.about)
    if shown.is_own:
        await sending.follow_up(interaction, Payload(text("press.own_vote", asked.locale)))
    counts = {"up": shown.piece.up, "down": shown.piece.down}
    if interaction.message is not None:
        view = recounted(interaction.message, counts)
        await patiently(lambda: interaction.edit_original_response(view=view))


def recounted(message: discord.Message, counts: dict[str, int]) -> discord.ui.View:
    """A message's own buttons with other counts; everything else as it is there."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(message.components):
        for button in getattr(row, "children", ()):
            if isinstance(button, discord.Button) and button.custom_id is not None:
                view.add_item(_again(button, number, counts))
    return view


def _again(button: discord.Button, row: int, counts: dict[str, int]) -> Press:
    key = (button.custom_id or "").split(":")[1]
    label = str(counts[key]) if key in _COUNTS else button.label
    return Press(
        discord.ui.Button(
            style=button.style, label=label, emoji=button.emoji, row=row,
            custom_id=button.custom_id,
        )
    )  # fmt: skip
