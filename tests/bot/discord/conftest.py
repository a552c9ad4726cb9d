"""A bot on a real desk (small networks), in SimCord's Discord; one engine for all tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

from bot.app import App
from bot.desk.desk import Desk
from bot.discord.bot import Bot
from bot.discord.client import Client
from bot.settings import Settings

SETTLE_SECONDS = 240.0


@dataclass
class Place:
    """A server with a channel, and two people in it."""

    env: simcord.Env
    bot: Bot
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    ben: simcord.MemberActor


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
        async with Desk(app) as desk:
            yield desk


@pytest_asyncio.fixture(loop_scope="session")
async def place(desk: Desk) -> AsyncIterator[Place]:
    bot = Bot(desk)
    client = Client(bot, shard_count=1)
    env = simcord.Env(client, settle_timeout=SETTLE_SECONDS)
    await env.start()
    try:
        guild = env.create_guild("Band room")
        channel = guild.create_text_channel("music")
        ann = guild.add_member(env.create_user("ann"))
        ben = guild.add_member(env.create_user("ben"))
        yield Place(env, bot, guild, channel, ann, ben)
        env.raise_errors()
    finally:
        await bot.close()
        await env.shutdown()
