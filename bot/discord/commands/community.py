"""``/battle``: two pieces heard blind, and the ratings that come of it."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands

from bot.conversation.memory.wants import BattleWanted
from bot.discord.battling import fight
from bot.discord.bot import Bot
from bot.discord.commands import choices
from bot.discord.commands.everywhere import CONTEXTS, INSTALLS
from bot.discord.commands.saying import defer, say
from bot.discord.conversation import WANTS, hear
from bot.discord.texts import named

_MOST_MINUTES = 7 * 24 * 60
Contestant = app_commands.Range[str, 1, 60]


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/battle``."""
    group = app_commands.Group(
        name=named("name.battle"), description=named("about.battle"),
        allowed_contexts=CONTEXTS, allowed_installs=INSTALLS,
    )  # fmt: skip

    @group.command(name=named("name.battle.call"), description=named("about.battle.call"))
    @app_commands.rename(
        left=named("name.battle.left"), right=named("name.battle.right"),
        minutes=named("name.battle.minutes"),
    )  # fmt: skip
    @app_commands.describe(
        left=named("about.battle.left"), right=named("about.battle.right"),
        minutes=named("about.battle.minutes"),
    )  # fmt: skip
    async def call(
        interaction: discord.Interaction[Any],
        left: Contestant,
        right: Contestant,
        minutes: app_commands.Range[int, 1, _MOST_MINUTES] = 10,
    ) -> None:
        asked = await defer(interaction, private=False)
        await hear(bot, asked, f"battle {left} against {right} for {minutes} minutes")

    @group.command(name=named("name.battle.list"), description=named("about.battle.list"))
    async def list_(interaction: discord.Interaction[Any]) -> None:
        await say(bot, interaction, "battles", private=False)

    @group.command(name=named("name.battle.ratings"), description=named("about.battle.ratings"))
    @app_commands.rename(of=named("name.battle.of"))
    @app_commands.describe(of=named("about.battle.of"))
    async def ratings(
        interaction: discord.Interaction[Any], of: Literal["presets", "members"] = "presets"
    ) -> None:
        await say(bot, interaction, f"{of.removesuffix('s')} ratings", private=False)

    async def sides(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        usual = [(one, one) for one in ("safe", "balanced", "adventurous", "wild")]
        fits = [row for row in usual if typed.strip().lower() in row[0]]
        return [*await choices.presets(bot, interaction, typed), *choices.choices(fits)][:25]

    call.autocomplete("left")(sides)
    call.autocomplete("right")(sides)
    tree.add_command(group)
    WANTS[BattleWanted] = fight  # also where a battle is called in a message
