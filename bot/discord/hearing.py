"""Messages: which are for the bot, what they say, which piece they answer, what they bring."""

from __future__ import annotations

import re
from dataclasses import replace

import discord

from bot.discord.asked import Asked, of_message
from bot.discord.bot import Bot
from bot.discord.conversation import Tune, hear, tell
from bot.discord.payload import Payload
from bot.discord.refused import tell_refused
from bot.discord.texts import text
from bot.discord.troubles import SAYABLE, logged, missing, sentence_of
from bot.discord.tunes import read_upload

_THREADS = (discord.Thread,)


async def hear_message(bot: Bot, message: discord.Message) -> None:
    """Answer a message that mentions the bot, answers it, or is written to it directly."""
    me = bot.client.user
    if me is None or message.author.bot or message.is_system():
        return
    answers_me = _answers(message, me.id)
    if message.guild is not None and not answers_me and me not in message.mentions:
        return
    asked = _asked(bot, message)
    try:
        await _hear(bot, message, asked, answers_me=answers_me)
    except discord.Forbidden:
        await tell_refused(bot, asked.address)
    except Exception as error:  # the border of a message: its writer must hear something
        code_or_sentence = sentence_of(error, asked.locale)
        try:
            await tell(bot, asked, Payload(code_or_sentence))
        except discord.HTTPException as failure:
            logged(failure)


async def _hear(bot: Bot, message: discord.Message, asked: Asked, *, answers_me: bool) -> None:
    words = _words(message)
    upload = next(iter(message.attachments), None)
    if not words and upload is None:
        key = "answer.not_readable" if answers_me and not message.content else "answer.greeting"
        await tell(bot, asked, Payload(text(key, asked.locale)))
        return
    tune: Tune | None = None
    if upload is not None:
        try:
            tune = await read_upload(upload)
        except SAYABLE as error:
            await tell(bot, asked, Payload(sentence_of(error, asked.locale)))
            return
    about = None
    if answers_me and message.reference is not None:
        piece = await bot.desk.library.shown_in(asked.who, str(message.reference.message_id))
        about = None if piece is None else piece.code
    await hear(bot, asked, words or "the same", about=about, tune=tune)


def _asked(bot: Bot, message: discord.Message) -> Asked:
    otherwise = "en-US" if message.guild is None else message.guild.preferred_locale.value
    asked = of_message(message, locale=bot.locale_of(message.author.id, otherwise))
    if message.guild is None or isinstance(message.channel, discord.DMChannel):
        return asked
    permissions = message.channel.permissions_for(message.guild.me)
    lacks = missing(permissions, in_thread=isinstance(message.channel, discord.Thread))
    return replace(asked, lacks=tuple(lacks))


def _answers(message: discord.Message, me: int) -> bool:
    """Whether a message is an answer to one of the bot's."""
    reference = message.reference
    if reference is None:
        return False
    answered = reference.resolved
    return isinstance(answered, discord.Message) and answered.author.id == me


def _words(message: discord.Message) -> str:
    """What was said, without the bot's own mention (a role of its name counts as well)."""
    guild = message.guild
    names = [rf"<@!?{message._state.self_id}>"]
    own_role = None if guild is None else guild.self_role
    if own_role is not None:
        names.append(rf"<@&{own_role.id}>")
    return re.sub("|".join(names), " ", message.content).strip()
