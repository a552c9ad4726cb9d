"""``/preset``: one's own wishes under a name, and those that are shared here."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.conversation.presets import NAME_LENGTH
from bot.discord.bot import Bot
from bot.discord.commands import choices
from bot.discord.commands.everywhere import CONTEXTS, INSTALLS
from bot.discord.commands.saying import say
from bot.discord.texts import named

Handler = Callable[..., Coroutine[Any, Any, None]]
Command = app_commands.Command[Any, ..., None]
Name = app_commands.Range[str, NAME_LENGTH[0], NAME_LENGTH[1]]


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/preset`` with what can be done to presets."""
    group = app_commands.Group(
        name=named("name.preset"), description=named("about.preset"),
        allowed_contexts=CONTEXTS, allowed_installs=INSTALLS,
    )  # fmt: skip

    def sub(key: str, *options: str) -> Callable[[Handler], Command]:
        """The decorators that every command of this group has."""

        def decorated(function: Handler) -> Command:
            for about, rename in ((True, False), (False, True)):
                words = {
                    one: named(f"{'about' if about else 'name'}.preset.{key}.{one}")
                    for one in options
                }
                if words:
                    add = app_commands.rename if rename else app_commands.describe
                    function = add(**words)(function)
            return group.command(
                name=named(f"name.preset.{key}"), description=named(f"about.preset.{key}")
            )(function)

        return decorated

    @sub("use", "name", "change")
    async def use(
        interaction: discord.Interaction[Any],
        name: Name,
        change: app_commands.Range[str, 0, 300] = "",
    ) -> None:
        words = f"use {name}" + (f" but {change}" if change.strip() else "")
        await say(bot, interaction, words, private=False)

    @sub("save", "name")
    async def save(interaction: discord.Interaction[Any], name: Name) -> None:
        await say(bot, interaction, f"save this as {name}", private=True)

    @sub("list")
    async def list_(interaction: discord.Interaction[Any]) -> None:
        await say(bot, interaction, "my presets", private=True)

    @sub("shared")
    async def shared(interaction: discord.Interaction[Any]) -> None:
        await say(bot, interaction, "shared presets", private=True)

    @sub("delete", "name")
    async def delete(interaction: discord.Interaction[Any], name: Name) -> None:
        await say(bot, interaction, f"delete preset {name}", private=True)

    @sub("rename", "name", "new")
    async def rename(interaction: discord.Interaction[Any], name: Name, new: Name) -> None:
        await say(bot, interaction, f"rename preset {name} to {new}", private=True)

    @sub("share", "name")
    async def share(interaction: discord.Interaction[Any], name: Name) -> None:
        await say(bot, interaction, f"share preset {name}", private=False)

    @sub("unshare", "name")
    async def unshare(interaction: discord.Interaction[Any], name: Name) -> None:
        await say(bot, interaction, f"unshare preset {name}", private=True)

    @sub("fork", "name", "new")
    async def fork(
        interaction: discord.Interaction[Any], name: Name, new: app_commands.Range[str, 0, 40] = ""
    ) -> None:
        words = f"fork preset {name}" + (f" as {new}" if new.strip() else "")
        await say(bot, interaction, words, private=True)

    @sub("export", "name")
    async def export(interaction: discord.Interaction[Any], name: Name) -> None:
        await say(bot, interaction, f"export preset {name}", private=True)

    @sub("import", "code", "name")
    async def import_(
        interaction: discord.Interaction[Any],
        code: app_commands.Range[str, 1, 450],
        name: app_commands.Range[str, 0, 40] = "",
    ) -> None:
        words = f"import preset {code}" + (f" as {name}" if name.strip() else "")
        await say(bot, interaction, words, private=True)

    async def own(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return await choices.presets(bot, interaction, typed)

    for command in (use, save, delete, rename, share, unshare, export):
        command.autocomplete("name")(own)
    tree.add_command(group)
