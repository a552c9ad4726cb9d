"""Forms (modals): each asks for one line of words and hands it to the one path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.conversation.normalise import MAX_LENGTH
from bot.discord import limits
from bot.discord.texts import text

Submitted = Callable[[discord.Interaction[Any], str], Awaitable[None]]
_PATIENCE_SECONDS = 3600.0


class Form(discord.ui.Modal):
    """One field; ``submitted`` gets what was typed. ``name`` chooses the sentences."""

    def __init__(
        self,
        name: str,
        locale: str,
        submitted: Submitted,
        *,
        filled: str = "",
        most: int = MAX_LENGTH,
        is_long: bool = True,
        required: bool = True,
    ) -> None:
        title = limits.shortened(text(f"form.{name}.title", locale), limits.MODAL_TITLE)
        super().__init__(title=title, timeout=_PATIENCE_SECONDS)
        self._submitted = submitted
        self.words: discord.ui.TextInput[Form] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
            default=limits.shortened(filled, most) or None, max_length=most, required=required,
            placeholder=text(f"form.{name}.example", locale), custom_id="words",
        )  # fmt: skip
        self.add_item(
            discord.ui.Label(
                text=limits.shortened(text(f"form.{name}.label", locale), limits.MODAL_TITLE),
                component=self.words,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand over what was typed; what goes wrong is told like any other trouble."""
        try:
            await self._submitted(interaction, self.words.value.strip())
        except Exception as error:  # the border of a form: discord.py would only log it
            await interaction.client.say_trouble(interaction, error)
