"""``fusebox run``: everything this machine can serve, on one event loop and one desk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.chatting import chat

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.settings import Settings

# Something that is served until the event is set.
Service = Callable[["Desk", asyncio.Event], Awaitable[None]]


def run(
    discord: Annotated[
        bool, typer.Option("--discord", help="Serve Discord or fail; no chat in the terminal.")
    ] = False,
) -> None:
    """Start Fusebox: the Discord bot when DISCORD_TOKEN is set, a chat here otherwise.

    Exits with 11 without a token where --discord demands one, 12 for a token that Discord
    doesn't know, 13 where Discord can't be reached, 14 where it refuses the commands.
    """
    from bot.settings import load_settings

    settings = load_settings()
    services = services_of(settings, discord=discord)
    if services:
        asyncio.run(serve(settings, services))
        return
    Console(stderr=True).print(
        "No DISCORD_TOKEN is set: chatting here in the terminal.", style="dim"
    )
    chat(Path("pieces"))


def services_of(settings: Settings, *, discord: bool) -> list[Service]:
    """What these settings ask for. Raises NoToken where Discord is demanded without one."""
    if settings.discord_token is not None:
        return [_discord(settings)]
    if discord:
        from bot.discord.errors import NoToken

        raise NoToken(
            "DISCORD_TOKEN is not set: put the bot's token into .env (docs/discord.md says "
            "where to get one)"
        )
    return []


async def serve(settings: Settings, services: list[Service]) -> None:
    """Run services side by side until the process is told to end or one of them fails."""
    from bot.app import App
    from bot.cli.logs import log_for_operators
    from bot.desk.desk import Desk

    log_for_operators(settings)
    stop = asyncio.Event()
    _stop_on_signals(stop)
    with App(settings) as app:
        app.engine.start()  # warms up while the front ends connect
        for sentence in app.troubles:
            logging.getLogger("fusebox").warning(sentence)
        async with Desk(app) as desk:
            tasks = [asyncio.create_task(_until(stop, service(desk, stop))) for service in services]
            await asyncio.wait(tasks)
            for task in tasks:
                task.result()


async def _until(stop: asyncio.Event, service: Awaitable[None]) -> None:
    """A service that ends by itself, or fails, ends the others."""
    try:
        await service
    finally:
        stop.set()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, stop.set)


def _discord(settings: Settings) -> Service:
    async def service(desk: Desk, stop: asyncio.Event) -> None:
        from bot.discord.bot import Bot
        from bot.discord.connecting import stay_connected

        assert settings.discord_token is not None
        await stay_connected(
            Bot(desk), settings.discord_token.get_secret_value(), stop,
            proxy=settings.https_proxy, patience_seconds=settings.patience_seconds,
        )  # fmt: skip

    return service
