"""A bot of a few lines, to test the simulator with: run as a process of its own.

It knows Discord only through discord.py, and takes its token and the proxy from the environment
as any bot does.
"""

from __future__ import annotations

import io
import logging
import os

import discord
from discord import app_commands


class SmallBot(discord.Client):
    """Answers with what it was told, in every way that a bot can answer."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, proxy=os.environ["HTTPS_PROXY"])
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Says back what was said to it, with the files that came along."""
        if message.author == self.user or not message.content:
            return
        files = [await attachment.to_file() for attachment in message.attachments]
        await message.reply(f"heard: {message.clean_content}", files=files)


class Question(discord.ui.Modal, title="A question"):
    """A form with one field."""

    answer: discord.ui.TextInput[Question] = discord.ui.TextInput(label="Answer", default="none")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"answered: {self.answer.value}", ephemeral=True)


bot = SmallBot()


@bot.tree.command()
async def echo(interaction: discord.Interaction, text: str, quick: bool = False) -> None:
    """Say it back."""
    if quick:
        await interaction.response.send_message(text)
        return
    await interaction.response.defer()
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Again", custom_id="again"))
    file = discord.File(io.BytesIO(text.encode()), "echo.txt")
    message = await interaction.followup.send(text, file=file, view=view, wait=True)
    await message.edit(content=f"{text}!")


@echo.autocomplete("text")
async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What could be said."""
    return [app_commands.Choice(name=f"{typed} {n}", value=f"{typed}{n}") for n in range(3)]


@bot.tree.command()
async def ask(interaction: discord.Interaction) -> None:
    """Open a form."""
    await interaction.response.send_modal(Question())


@bot.tree.command()
async def layout(interaction: discord.Interaction) -> None:
    """Answer with components V2."""
    view = discord.ui.LayoutView()
    gallery: discord.ui.MediaGallery[discord.ui.LayoutView] = discord.ui.MediaGallery(
        discord.MediaGalleryItem("attachment://dot.png")
    )
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("In a box"), gallery))
    file = discord.File(io.BytesIO(b"dot"), "dot.png")
    await interaction.response.send_message(view=view, file=file)


@bot.tree.command()
async def wrong(interaction: discord.Interaction) -> None:
    """Break a limit."""
    try:
        await interaction.response.send_message("x" * 2001)
    except discord.HTTPException as error:
        await interaction.response.send_message(f"refused: {error.code}")


@bot.tree.context_menu(name="Repeat this")
async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
    """Say a message again."""
    await interaction.response.send_message(message.content)


@bot.event
async def on_interaction(interaction: discord.Interaction) -> None:
    """Presses of buttons whose view is long gone."""
    if interaction.type is discord.InteractionType.component:
        await interaction.response.edit_message(content="pressed", attachments=[])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
