"""``fusebox run``: everything this machine can serve, on one event loop and one desk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import BadSettings

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.settings import Settings

# Something that is served until the event is set.
Service = Callable[["Desk", asyncio.Event], Awaitable[None]]


def run(
    discord: Annotated[
        bool, typer.Option("--discord", help="Serve Discord alone, or fail.")
    ] = False,
) -> None:
    """Start Fusebox: the studio in a browser, and the Discord bot when DISCORD_TOKEN is set.

    Exits with 11 without a token where --discord demands one, 12 for a token that Discord
    doesn't know, 13 where Discord can't be reached, 14 where it refuses the commands.
    """
    from bot.settings import load_settings

    settings = load_settings()
    asyncio.run(serve(settings, services_of(settings, discord=discord)))


def services_of(settings: Settings, *, discord: bool) -> list[Service]:
    """What these settings ask for, Discord alone where it is demanded.

    Raises NoToken where it is demanded without a token, BadSettings where the studio would be
    open to strangers.
    """
    if discord and settings.discord_token is None:
        from bot.discord.errors import NoToken

        raise NoToken(
            "DISCORD_TOKEN is not set: put the bot's token into .env (docs/discord.md says "
            "where to get one)"
        )
    services = [] if settings.discord_token is None else [_discord(settings)]
    if settings.studio and not discord:
        services.append(_studio(settings))
    if not services:
        raise BadSettings("FUSEBOX_STUDIO is off and no DISCORD_TOKEN is set: nothing to serve")
    return services


async def serve(settings: Settings, services: list[Service]) -> None:
    """Run services side by side until the process is told to end or one of them fails."""
    from bot.app import App
    from bot.cli.logs import log_for_operators
    from bot.desk.desk import Desk

    log_for_operators(settings)
    stop = asyncio.Event()
    _stop_on_signals(stop)
    with App(settings, stays=True) as app:
        _ = app.memory  # opened before anybody asks, so that what is wrong with it is said now
        app.engine.start()  # warms up while the front ends connect
        if settings.metrics_port is not None:
            app.show_metrics(settings.metrics_port)
        for sentence in app.troubles:
            logging.getLogger("fusebox").warning(sentence)
        async with Desk(app) as desk:
            tasks = [asyncio.create_task(_until(stop, service(desk, stop))) for service in services]
            settling = asyncio.create_task(_settled(desk, stop, settings.patience_seconds))
            await asyncio.wait([*tasks, settling])
            for task in tasks:
                task.result()


async def _until(stop: asyncio.Event, service: Awaitable[None]) -> None:
    """A service that ends by itself, or fails, ends the others."""
    try:
        await service
    finally:
        stop.set()


async def _settled(desk: Desk, stop: asyncio.Event, seconds: float) -> None:
    """Once told to end: what anybody asked for is finished, as far as that takes no longer."""
    await stop.wait()
    await desk.settle(seconds)


def _stop_on_signals(stop: asyncio.Event) -> None:
    """The first signal ends the process in good order; a second one ends it at once."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)

    def told() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, told)


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


def _studio(settings: Settings) -> Service:
    from bot.studio.plan import plan_of

    plan = plan_of(settings)

    async def service(desk: Desk, stop: asyncio.Event) -> None:
        from bot.cli.greeting import greet
        from bot.studio.server import StudioServer

        async with StudioServer(desk, plan) as server:
            greet(settings, server)
            await stop.wait()

    return service
