"""What is remembered: ``/prefs``, ``/taste``, ``/history``, ``/piece``, ``/privacy``, ``/top``."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands

from bot.discord.bot import Bot
from bot.discord.commands import choices
from bot.discord.commands.everywhere import everywhere
from bot.discord.commands.saying import defer, say
from bot.discord.conversation import hear
from bot.discord.erasing import ask_to_erase
from bot.discord.showing import show_history, show_piece, show_top
from bot.discord.texts import named

Span = Literal["day", "week", "month", "ever"]
_TASTE = {
    "show": "my taste", "freeze": "freeze my taste", "unfreeze": "unfreeze my taste",
    "forget": "forget my taste", "here": "our taste",
}  # fmt: skip
_PRIVACY = {"show": "privacy", "export": "export my data", "delete": "delete my data"}


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add these commands."""

    @tree.command(name=named("name.prefs"), description=named("about.prefs"))
    @everywhere
    @app_commands.rename(always=named("name.prefs.always"), reset=named("name.prefs.reset"))
    @app_commands.describe(always=named("about.prefs.always"), reset=named("about.prefs.reset"))
    async def prefs(
        interaction: discord.Interaction[Any],
        always: app_commands.Range[str, 0, 400] = "",
        reset: bool = False,
    ) -> None:
        if reset:
            words = "reset my preferences"
        elif always.strip().lower().startswith(("my formats", "prefs formats")):
            words = always
        else:
            words = f"always use {always}" if always.strip() else "my preferences"
        await say(bot, interaction, words, private=True)

    @tree.command(name=named("name.taste"), description=named("about.taste"))
    @everywhere
    @app_commands.rename(what=named("name.taste.what"), told=named("name.taste.told"))
    @app_commands.describe(what=named("about.taste.what"), told=named("about.taste.told"))
    async def taste(
        interaction: discord.Interaction[Any],
        what: Literal["show", "freeze", "unfreeze", "forget", "here"] = "show",
        told: app_commands.Range[str, 0, 200] = "",
    ) -> None:
        words = f"my taste is {told}" if told.strip() else _TASTE[what]
        await say(bot, interaction, words, private=True)

    @tree.command(name=named("name.history"), description=named("about.history"))
    @everywhere
    async def history(interaction: discord.Interaction[Any]) -> None:
        await show_history(bot, await defer(interaction, private=True))

    @tree.command(name=named("name.piece"), description=named("about.piece"))
    @everywhere
    @app_commands.rename(code=named("name.piece.code"), private=named("name.compose.private"))
    @app_commands.describe(code=named("about.piece.code"), private=named("about.compose.private"))
    async def piece(
        interaction: discord.Interaction[Any],
        code: app_commands.Range[str, 1, 100],
        private: bool = False,
    ) -> None:
        await show_piece(bot, await defer(interaction, private=private), code.strip().lstrip("#"))

    @piece.autocomplete("code")
    async def _code(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return await choices.pieces(bot, interaction, typed)

    @tree.command(name=named("name.privacy"), description=named("about.privacy"))
    @everywhere
    @app_commands.rename(what=named("name.privacy.what"))
    @app_commands.describe(what=named("about.privacy.what"))
    async def privacy(
        interaction: discord.Interaction[Any], what: Literal["show", "export", "delete"] = "show"
    ) -> None:
        asked = await defer(interaction, private=True)
        if what == "delete":
            await ask_to_erase(bot, asked)
            return
        await hear(bot, asked, _PRIVACY[what])

    @tree.command(name=named("name.top"), description=named("about.top"))
    @everywhere
    @app_commands.rename(span=named("name.top.span"), everywhere=named("name.top.everywhere"))
    @app_commands.describe(span=named("about.top.span"), everywhere=named("about.top.everywhere"))
    async def top(
        interaction: discord.Interaction[Any], span: Span = "week", everywhere: bool = False
    ) -> None:
        await show_top(bot, await defer(interaction, private=False), span, everywhere=everywhere)
