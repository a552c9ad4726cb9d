"""``/queue`` and ``/status``: what is being made, and how the bot itself is."""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import Any

import discord
from discord import app_commands

from bot.desk.events import Moved
from bot.discord import limits, sending
from bot.discord.bot import Bot
from bot.discord.buttons import queue_view
from bot.discord.commands.everywhere import everywhere
from bot.discord.payload import Payload
from bot.discord.progress import bar, share_of
from bot.discord.telling import blend, step_of
from bot.discord.texts import named, text
from engine.serving.messages import Ready
from storage.jobs import MOST_RUNNING


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add both commands."""
    begun = time.time()

    @tree.command(name=named("name.queue"), description=named("about.queue"))
    @everywhere
    async def queue(interaction: discord.Interaction[Any]) -> None:
        await sending.answer(interaction, queue_payload(bot, interaction))

    @tree.command(name=named("name.status"), description=named("about.status"))
    @everywhere
    async def status(interaction: discord.Interaction[Any]) -> None:
        await sending.answer(interaction, status_payload(bot, interaction.locale.value, begun))


def queue_payload(bot: Bot, interaction: discord.Interaction[Any]) -> Payload:
    """One's own pieces that are being made, with buttons to cancel them; how long the queue is."""
    locale, user = interaction.locale.value, str(interaction.user.id)
    own = [
        one
        for one in bot.desk.makings.values()
        if one.who.front == "discord" and one.who.user == user and not one.is_over
    ]
    lines = []
    for number, making in enumerate(own[:MOST_RUNNING], start=1):
        event = making.latest if isinstance(making.latest, Moved) else Moved()
        lines.append(
            f"**{number}.** {blend(making.request.weights)}\n"
            f"`{bar(share_of(event))}` {step_of(event, locale)}"
        )
    said = "\n".join(lines) or text("queue.empty", locale)
    embed = discord.Embed(
        title=text("queue.title", locale),
        description=limits.shortened(said, limits.EMBED_DESCRIPTION),
    )
    waiting = bot.desk.app.engine.waiting()
    embed.set_footer(text=text("queue.foot", locale, count=waiting))
    jobs = [making.job for making in own[:MOST_RUNNING] if making.composed is None]
    view = queue_view(interaction.user.id, locale, jobs) if jobs else None
    return Payload(embed=embed, view=view)


def status_payload(bot: Bot, locale: str, begun: float) -> Payload:
    """Version, networks, connection and load."""
    embed = discord.Embed(title=text("status.title", locale))
    rows = {
        "engine": _engine(bot, locale),
        "version": f"Fusebox {version('fusebox')}",
        "since": f"<t:{int(begun)}:R>",
        "latency": f"{bot.client.latency * 1000:.0f} ms" if bot.client.latency < 60 else "–",
        "servers": str(len(bot.client.guilds)),
        "making": str(sum(not one.is_over for one in bot.desk.makings.values())),
        "waiting": str(bot.desk.app.engine.waiting()),
        "genres": str(len(bot.desk.app.genres)),
    }
    for name, value in rows.items():
        embed.add_field(name=text(f"status.{name}", locale), value=value)
    embed.set_footer(text=text("status.foot", locale))
    return Payload(embed=embed)


def _engine(bot: Bot, locale: str) -> str:
    ready = bot.desk.app.engine.start()
    if not ready.done():
        return text("status.warming", locale)
    if ready.exception() is not None:
        return text("status.down", locale)
    what: Ready = ready.result()
    return text("status.ready", locale, version=what.model_version)
