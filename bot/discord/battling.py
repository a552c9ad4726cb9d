"""Battles in a channel: both sides to hear, two buttons, and the end told when it has come."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

import discord

from bot.conversation.language import speaking
from bot.conversation.memory.wants import BattleWanted, Contestant
from bot.conversation.reading import Reading
from bot.conversation.wording_battles import battle_over
from bot.desk.battles import open_battle
from bot.discord import sending
from bot.discord.addresses import Address
from bot.discord.asked import Asked, of_interaction
from bot.discord.bot import Bot
from bot.discord.buttons import battle_view
from bot.discord.conversation import tell
from bot.discord.patience import passes
from bot.discord.payload import Attached, Payload
from bot.discord.post import Post, Unreachable
from bot.discord.pressed import Pressed
from bot.discord.texts import text
from bot.discord.troubles import SAYABLE, logged, sentence_of
from bot.discord.waiting import must_wait
from storage.battles import Battle
from storage.errors import NotFound

_LOG = logging.getLogger("fusebox.discord")
_NOTE = "battle."
_LONGEST_SLEEP_SECONDS = 15.0


async def fight(bot: Bot, asked: Asked, reading: Reading) -> None:
    """Make both sides, show them without names, and open the battle."""
    assert isinstance(reading.wants, BattleWanted)
    settings = await bot.settings_of(asked.who)
    wanted = _shortened(reading.wants, settings.bars)
    if not settings.may_battle(is_admin=asked.is_admin):
        key = "battle.admins_only" if settings.battles == "admins" else "battle.off"
        await tell(bot, asked, Payload(text(key, asked.locale)))
        return
    composed = sum(side.piece is None for side in (wanted.left, wanted.right))
    waits = must_wait(bot, asked, settings, composed)
    if waits is not None:
        await tell(bot, asked, Payload(waits))
        return
    post = Post(bot, asked.address)
    await post.show(Payload(text("battle.preparing", asked.locale)))
    try:
        opened = await open_battle(bot.desk, asked.who, wanted)
    except SAYABLE as error:
        await post.show(Payload(sentence_of(error, asked.locale)))
        return
    about = text("battle.about", asked.locale, at=f"<t:{int(opened.battle.closes_at)}:R>")
    if wanted != reading.wants:
        about += "\n• " + text("compose.shortened", asked.locale, bars=settings.bars)
    title = text("battle.title", asked.locale, code=opened.battle.code)
    embed = discord.Embed(title=title, description=about)
    files = tuple(Attached(one.name, one.content) for one in (opened.left, opened.right))
    view = battle_view(opened.battle.code, asked.locale)
    await post.show(Payload(embed=embed, files=files, view=view))
    await _note(bot, opened.battle, post.address)


def _shortened(wanted: BattleWanted, longest: int | None) -> BattleWanted:
    """The battle with nothing composed for it that is longer (in bars) than a place allows."""

    def side(one: Contestant) -> Contestant:
        request = one.request
        if longest is None or request is None or request.bars <= longest:
            return one
        return replace(one, request=replace(request, bars=longest))

    return replace(wanted, left=side(wanted.left), right=side(wanted.right))


async def choose(bot: Bot, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
    """A vote for a side, told to its voter alone."""
    await sending.defer(interaction, private=True)
    asked = of_interaction(interaction, message=None)
    reading = await bot.desk.say(asked.who, f"{pressed.key} in {pressed.about}")
    said = reading.error or text(
        "battle.voted", asked.locale, side=text(f"button.{pressed.key}", asked.locale)
    )
    await sending.answer(interaction, Payload(said))


async def referee(bot: Bot) -> None:
    """Settle battles when their time is up, for as long as the process lives."""
    await bot.has_connected.wait()
    while True:
        try:
            wait = await settle_due(bot)
        except Exception as error:  # the border of a watch that must never end
            logged(error)
            wait = _LONGEST_SLEEP_SECONDS
        await asyncio.sleep(min(max(wait, 0.2), _LONGEST_SLEEP_SECONDS))


async def settle_due(bot: Bot) -> float:
    """Settle what is due, of any front end, and tell the end of what was shown here.

    Whoever speaks to Fusebox may have settled a battle already, so the notes say what is still
    to be told. Returns how many seconds the next has left, the longest sleep where none is open.
    """
    memory = bot.desk.app.memory
    await bot.desk.sessions.run(memory.battles.close_due)
    for place, name, record in await bot.desk.sessions.run(
        lambda: memory.settings.beginning(_NOTE)
    ):
        await _tell_end(bot, place, name, Address.from_json(record))
    soonest = await bot.desk.sessions.run(memory.battles.next_close)
    now = memory.database.clock()
    return _LONGEST_SLEEP_SECONDS if soonest is None else soonest - now


async def _tell_end(bot: Bot, place: int, name: str, address: Address) -> None:
    memory, locale = bot.desk.app.memory, address.locale
    code = name.removeprefix(_NOTE)
    try:
        battle = await bot.desk.sessions.run(lambda: memory.battles.find(code, place))
        if not battle.is_closed:
            return
        with speaking(locale):
            said = battle_over(battle, memory.database.clock())
        embed = discord.Embed(title=text("battle.over", locale, code=code), description=said)
        # Both sounds stay: now that it is said whose they are, people listen again.
        await Post(bot, address).show(Payload(embed=embed, keeps_files=True))
    except NotFound:
        _LOG.info("battle %s is gone", code)
    except (discord.HTTPException, Unreachable) as error:
        if isinstance(error, discord.HTTPException) and passes(error):
            raise  # it is still noted, and told at the next look
        _LOG.info("the end of battle %s could not be told: %s", code, error)
    await bot.desk.sessions.run(lambda: memory.settings.set(place, name, None))


async def _note(bot: Bot, battle: Battle, address: Address) -> None:
    """Where the battle is shown, for when it ends, perhaps in another process."""
    record = {**address.to_json(), "token": None, "asked": ""}
    memory = bot.desk.app.memory
    await bot.desk.sessions.run(
        lambda: memory.settings.set(battle.place, _NOTE + battle.code, record)
    )
