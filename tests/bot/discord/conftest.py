"""A bot on a real desk (small networks), in SimCord's Discord; one engine for all tests."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord

from bot.app import App
from bot.desk.desk import Desk
from bot.discord.asked import FRONT
from bot.discord.bot import Bot
from bot.discord.client import Client
from bot.settings import Settings
from engine.serving.interface import Engine, Ticket
from engine.serving.messages import Ready

SETTLE_SECONDS = 240.0
_STRANGERS = itertools.count(0, 20)
ASKED = "70% jazz 30% folk, 4 bars, for piano and flute"


@dataclass
class Place:
    """A server with a channel, and two people in it; ``known_errors`` are those that were meant."""

    env: simcord.Env
    bot: Bot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    ben: simcord.MemberActor
    ann_herself: simcord.UserHandle
    known_errors: int = 0

    @property
    def last(self) -> discord.Message:
        """The newest message that everybody sees."""
        message = self.channel.last_message
        assert message is not None
        return message

    @property
    def direct(self) -> list[discord.Message]:
        """What Ann and the bot wrote to each other directly, the newest last."""
        return self.ann_herself.dm_channel.history()

    def button(self, key: str, message: discord.Message | None = None) -> str:
        """The custom id of a message's button (of the newest by default)."""
        rows = (message or self.last).components
        ids = [one.custom_id for row in rows for one in getattr(row, "children", ())]
        return next(name for name in ids if name and name.split(":")[1] == key)

    async def mention(self, who: simcord.MemberActor, words: str, **more: object) -> None:
        """Write a message that mentions the bot."""
        assert self.env.bot.user is not None
        await who.send(self.channel, f"<@{self.env.bot.user.id}> {words}", **more)


class InRealTime:
    """An engine whose deadlines are not read from the clock that SimCord shows to a bot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self) -> Future[Ready]:
        return Context().run(self._engine.start)

    def submit(self, *words: Any, **more: Any) -> Ticket:
        ticket = Context().run(self._engine.submit, *words, **more)
        return InRealTicket(ticket)

    def waiting(self) -> int:
        return self._engine.waiting()

    def close(self) -> None:
        self._engine.close()


class InRealTicket:
    """A ticket of such an engine."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self.future = ticket.future

    def cancel(self) -> bool:
        return Context().run(self._ticket.cancel)


def endings(message: discord.Message) -> list[str]:
    """What kinds of files a message has."""
    return [file.filename.rpartition(".")[2] for file in message.attachments]


def fields(message: discord.Message) -> dict[str, str]:
    """The fields of a message's embed."""
    return {str(one.name): str(one.value) for one in message.embeds[0].fields}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("discord")
    settings = Settings(
        _env_file=None,
        FUSEBOX_CACHE_DIR=folder / "cache",
        FUSEBOX_WEIGHTS_DIR=tiny_weights,
        FUSEBOX_GENRES_DIR=folder / "genres",
        FUSEBOX_MEMORY_DIR=folder / "memory",
    )
    with App(settings) as app:
        app.engine = InRealTime(app.engine)
        async with Desk(app) as desk:
            yield desk


@pytest_asyncio.fixture(loop_scope="session")
async def place(desk: Desk) -> AsyncIterator[Place]:
    bot = Bot(desk)
    env = simcord.Env(Client(bot, shard_count=1), settle_timeout=SETTLE_SECONDS)
    await env.start()
    # SimCord counts anew in every environment; the memory must not take one test's people and
    # server for another's.
    for _ in range(next(_STRANGERS)):
        env.create_user("stranger")
    try:
        guild = env.create_guild("Band room")
        channel = guild.create_text_channel("music")
        user = env.create_user("ann")
        ann = guild.add_member(user)
        ben = guild.add_member(env.create_user("ben"))
        place = Place(env, bot, guild, channel, ann, ben, user)
        yield place
        assert env.errors_since(place.known_errors) == ()
    finally:
        await bot.close()
        await env.shutdown()
        for making in list(desk.makings.values()):
            making.stop()
        for job in await desk.owed(FRONT):
            await desk.gave_up(job.id, "the test is over")
