"""``/listen``: a piece in the voice channel where its asker is. Needs the extra ``voice``."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
from contextlib import suppress
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.discord.asked import Asked
from bot.discord.bot import Bot
from bot.discord.commands import choices
from bot.discord.commands.saying import defer
from bot.discord.conversation import tell
from bot.discord.opus import OpusSound, as_opus
from bot.discord.payload import Payload
from bot.discord.telling import blend
from bot.discord.texts import named, text
from bot.discord.troubles import SAYABLE, missing_sentence, sentence_of
from bot.discord.waiting import files_of
from storage.errors import NotFound

_LOG = logging.getLogger("fusebox.discord")
_NEEDED = ("nacl", "davey")
_CONNECT_SECONDS = 20.0
_LOOKED_AT = 25
_PERMISSIONS = ("view_channel", "connect", "speak")


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add ``/listen`` and ``/leave``."""

    @tree.command(name=named("name.listen"), description=named("about.listen"))
    @app_commands.guild_only()
    @app_commands.rename(code=named("name.piece.code"))
    @app_commands.describe(code=named("about.listen.code"))
    async def listen(
        interaction: discord.Interaction[Any], code: app_commands.Range[str, 0, 100] = ""
    ) -> None:
        asked = await defer(interaction, private=True)
        try:
            await tell(bot, asked, Payload(await _played(bot, asked, interaction.user, code)))
        except SAYABLE as error:
            await tell(bot, asked, Payload(sentence_of(error, asked.locale)))

    @listen.autocomplete("code")
    async def _code(interaction: discord.Interaction[Any], typed: str) -> list[choices.Choice]:
        return await choices.pieces(bot, interaction, typed)

    @tree.command(name=named("name.leave"), description=named("about.leave"))
    @app_commands.guild_only()
    async def leave(interaction: discord.Interaction[Any]) -> None:
        asked = await defer(interaction, private=True)
        await tell(bot, asked, Payload(await _left(asked, interaction)))


def can_speak() -> bool:
    """Whether the libraries for voice are installed."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


async def _left(asked: Asked, interaction: discord.Interaction[Any]) -> str:
    """Leave the voice channel; what to say of it."""
    guild = interaction.guild
    if guild is None or guild.voice_client is None:
        return text("listen.not_there", asked.locale)
    refusal = others_listen(_playing_in(guild), interaction.user, asked.locale)
    if refusal is not None:
        return refusal
    await guild.voice_client.disconnect(force=True)
    return text("listen.left", asked.locale)


def others_listen(
    channel: discord.VoiceChannel | discord.StageChannel | None,
    user: discord.User | discord.Member,
    locale: str,
) -> str | None:
    """Why somebody can't take the bot from the channel where it plays: others hear it there, they
    don't. Who may move members there may move the bot as well."""
    if channel is None:
        return None
    listeners = {number for number in channel.voice_states if number != channel.guild.me.id}
    if not listeners or user.id in listeners:
        return None
    if isinstance(user, discord.Member) and channel.permissions_for(user).move_members:
        return None
    return text("listen.others_listen", locale, channel=channel.mention)


def _playing_in(guild: discord.Guild) -> discord.VoiceChannel | discord.StageChannel | None:
    line = guild.voice_client
    return line.channel if isinstance(line, discord.VoiceClient) and line.is_connected() else None


async def _played(bot: Bot, asked: Asked, user: discord.User | discord.Member, code: str) -> str:
    """Begin to play; what to say of it."""
    if not can_speak():
        return text("listen.not_installed", asked.locale)
    state = user.voice if isinstance(user, discord.Member) else None
    if state is None or state.channel is None:
        return text("listen.join_first", asked.locale)
    channel = state.channel
    allowed = channel.permissions_for(channel.guild.me)
    lacks = [name for name in _PERMISSIONS if not getattr(allowed, name)]
    if lacks:
        return missing_sentence(lacks, channel.mention, asked.locale)
    refusal = others_listen(_playing_in(channel.guild), user, asked.locale)
    if refusal is not None:
        return refusal
    shown = await bot.desk.library.show(asked.who, code.strip() or await _latest(bot, asked))
    if shown.piece.visibility == "private":
        return text("listen.is_private", asked.locale, code=shown.piece.code)
    files = await files_of(bot, asked, shown.piece.code, "ogg")
    sound = await bot.desk.sessions.run(lambda: as_opus(files["piece.ogg"]))
    line = await _line_to(channel)
    if line is None:
        return text("listen.no_line", asked.locale, channel=channel.mention)
    line.stop()
    played = OpusSound(sound)
    line.play(played, after=partial(_ended, line, played, asyncio.get_running_loop()))
    weights = blend(shown.piece.request["weights"])
    return text("listen.playing", asked.locale, piece=weights, channel=channel.mention)


async def _latest(bot: Bot, asked: Asked) -> str:
    """The newest of one's own pieces that others may hear. Raises NotFound."""
    for piece in await bot.desk.library.latest(asked.who, _LOOKED_AT):
        if piece.visibility != "private":
            return piece.code
    raise NotFound('there is no piece yet to play; ask for one, for example "70% jazz 30% folk"')


async def _line_to(
    channel: discord.VoiceChannel | discord.StageChannel,
) -> discord.VoiceClient | None:
    """The connection to a voice channel; None where Discord gives none in time."""
    there = channel.guild.voice_client
    if isinstance(there, discord.VoiceClient) and there.is_connected():
        await there.move_to(channel)
        return there
    try:
        return await channel.connect(timeout=_CONNECT_SECONDS, self_deaf=True)
    except (TimeoutError, discord.DiscordException) as error:
        _LOG.warning("no voice connection: %s", error)
        if there is not None:
            with suppress(discord.DiscordException):
                await there.disconnect(force=True)
        return None


def _ended(
    line: discord.VoiceClient,
    played: OpusSound,
    loop: asyncio.AbstractEventLoop,
    error: Exception | None,
) -> None:
    """On the player's thread: leave the channel, unless another piece is played by now."""
    if error is not None:
        _LOG.warning("a voice channel's sound ended early: %s", error)
    if line.source is played:
        asyncio.run_coroutine_threadsafe(line.disconnect(), loop)
