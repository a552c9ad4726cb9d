"""``/settings``: what those who manage a server decide for it."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands

from bot.conversation.dialogue import Dialogue
from bot.conversation.request_words import weights_line
from bot.discord.asked import Asked
from bot.discord.bot import Bot
from bot.discord.commands.saying import defer
from bot.discord.conversation import tell
from bot.discord.payload import Payload
from bot.discord.place_settings import PlaceSettings
from bot.discord.texts import named, text
from engine.request import BARS_RANGE

_NAMES = ("channels", "weights", "quiet", "bars", "quota", "battles")
_MOST_AN_HOUR = 1000


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/settings``, offered to those who manage the server."""
    group = app_commands.Group(
        name=named("name.settings"), description=named("about.settings"), guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )  # fmt: skip

    async def change(interaction: discord.Interaction[Any], name: str, value: object) -> None:
        asked = await defer(interaction, private=True)
        await put(bot, asked, name, value)
        await tell(bot, asked, await page(bot, asked))

    @group.command(name=named("name.settings.show"), description=named("about.settings.show"))
    async def show(interaction: discord.Interaction[Any]) -> None:
        asked = await defer(interaction, private=True)
        await tell(bot, asked, await page(bot, asked))

    @group.command(name=named("name.settings.channel"), description=named("about.settings.channel"))
    @app_commands.rename(
        channel=named("name.settings.channel.channel"), allowed=named("name.settings.allowed")
    )
    @app_commands.describe(
        channel=named("about.settings.channel.channel"), allowed=named("about.settings.allowed")
    )
    async def channel(
        interaction: discord.Interaction[Any], channel: discord.TextChannel, allowed: bool = True
    ) -> None:
        asked = await defer(interaction, private=True)
        there = set((await bot.settings_of(asked.who)).channels)
        there = there | {channel.id} if allowed else there - {channel.id}
        await put(bot, asked, "channels", sorted(there) or None)
        await tell(bot, asked, await page(bot, asked))

    @group.command(name=named("name.settings.blend"), description=named("about.settings.blend"))
    @app_commands.rename(weights=named("name.compose.weights"))
    @app_commands.describe(weights=named("about.settings.weights"))
    async def blend(
        interaction: discord.Interaction[Any], weights: app_commands.Range[str, 0, 200] = ""
    ) -> None:
        asked = await defer(interaction, private=True)
        value: dict[str, float] | None = None
        if weights.strip():
            reading = Dialogue(genres=bot.desk.app.genres).say(weights)
            if reading.error is not None or reading.request is None:
                said = reading.error or text("settings.no_blend", asked.locale)
                await tell(bot, asked, Payload(said))
                return
            value = dict(reading.request.weights)
        await put(bot, asked, "weights", value)
        await tell(bot, asked, await page(bot, asked))

    @group.command(name=named("name.settings.quiet"), description=named("about.settings.quiet"))
    @app_commands.rename(quiet=named("name.settings.quiet"))
    @app_commands.describe(quiet=named("about.settings.quiet"))
    async def quiet(interaction: discord.Interaction[Any], quiet: bool) -> None:
        await change(interaction, "quiet", quiet or None)

    @group.command(name=named("name.settings.length"), description=named("about.settings.length"))
    @app_commands.rename(bars=named("name.compose.bars"))
    @app_commands.describe(bars=named("about.settings.bars"))
    async def length(
        interaction: discord.Interaction[Any],
        bars: app_commands.Range[int, BARS_RANGE[0], BARS_RANGE[1]] | None = None,
    ) -> None:
        await change(interaction, "bars", bars)

    @group.command(name=named("name.settings.quota"), description=named("about.settings.quota"))
    @app_commands.rename(pieces=named("name.settings.pieces"))
    @app_commands.describe(pieces=named("about.settings.pieces"))
    async def quota(
        interaction: discord.Interaction[Any],
        pieces: app_commands.Range[int, 1, _MOST_AN_HOUR] | None = None,
    ) -> None:
        await change(interaction, "quota", pieces)

    @group.command(name=named("name.settings.battles"), description=named("about.settings.battles"))
    @app_commands.rename(who=named("name.settings.who"))
    @app_commands.describe(who=named("about.settings.who"))
    async def battles(
        interaction: discord.Interaction[Any], who: Literal["everybody", "admins", "nobody"]
    ) -> None:
        await change(interaction, "battles", None if who == "everybody" else who)

    @group.command(name=named("name.settings.reset"), description=named("about.settings.reset"))
    async def reset(interaction: discord.Interaction[Any]) -> None:
        asked = await defer(interaction, private=True)
        for name in _NAMES:
            await put(bot, asked, name, None)
        await tell(bot, asked, await page(bot, asked))

    tree.add_command(group)


async def put(bot: Bot, asked: Asked, name: str, value: object) -> None:
    """Set one value of a place; None is the usual again."""
    memory = bot.desk.app.memory
    await bot.desk.sessions.use(asked.who, lambda s: memory.settings.set(s.place, name, value))


async def page(bot: Bot, asked: Asked) -> Payload:
    """Everything that is set."""
    settings = await bot.settings_of(asked.who)
    locale = asked.locale
    embed = discord.Embed(
        title=text("settings.title", locale), description=text("settings.lead", locale)
    )
    for name, value in _values(settings, locale).items():
        embed.add_field(name=text(f"settings.{name}", locale), value=value)
    return Payload(embed=embed)


def _values(settings: PlaceSettings, locale: str) -> dict[str, str]:
    usual = text("settings.usual", locale)
    return {
        "channels": ", ".join(f"<#{one}>" for one in settings.channels)
        or text("settings.all", locale),
        "weights": weights_line(settings.weights) or usual,
        "quiet": text("settings.yes" if settings.quiet else "settings.no", locale),
        "bars": str(settings.bars or BARS_RANGE[1]),
        "quota": text("settings.an_hour", locale, count=settings.quota)
        if settings.quota
        else usual,
        "battles": text(f"settings.{settings.battles}", locale),
    }
