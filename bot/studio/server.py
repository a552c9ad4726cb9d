"""The studio as a server: built on a desk, started, stopped."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from dataclasses import replace

from aiohttp import web

from bot.desk.desk import Desk
from bot.errors import BadSettings
from bot.studio.addresses import add_addresses
from bot.studio.guard import Guard, add_headers
from bot.studio.melodies import Melodies
from bot.studio.plan import Plan
from bot.studio.problems import as_problems
from bot.studio.routes.files import SCORES, Scores
from bot.studio.secret import signing_key
from bot.studio.studio import STUDIO, Studio
from bot.studio.tales import Tales
from bot.studio.visitors import Visitors
from storage.errors import StorageError

_SHUTDOWN_SECONDS = 5.0
_REFEREE_SECONDS = 30.0
_LOG = logging.getLogger("fusebox.studio")


class StudioServer:
    """Serves one desk. ``start`` it on the desk's event loop, ``close`` it before the desk."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self.desk, self.plan = desk, plan
        self._runner: web.AppRunner | None = None
        self._tales: Tales | None = None
        self._closing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> StudioServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen, and take up what an earlier process owed.

        Raises BadSettings where the address can't be had, StorageError.
        """
        key = await self.desk.sessions.run(lambda: signing_key(self.desk.app.settings.memory_dir))
        visitors = Visitors(self.plan, key)
        self._tales = Tales(self.desk)
        studio = Studio(self.plan, self.desk, visitors, self._tales, Melodies())
        self._runner = web.AppRunner(
            build(studio), access_log=None, keepalive_timeout=self.plan.limits.idle_seconds,
            shutdown_timeout=_SHUTDOWN_SECONDS, max_line_size=8_190, max_field_size=8_190,
        )  # fmt: skip
        await self._runner.setup()
        await self._listen()
        await self._tales.take_up()
        self._closing = asyncio.get_running_loop().create_task(self._close_battles(studio))

    @property
    def address(self) -> str:
        """What to open in a browser here, such as ``http://127.0.0.1:8765/``."""
        shown = self.plan.host
        if shown in ("0.0.0.0", "::", ""):
            shown = "127.0.0.1" if shown != "::" else "::1"
        shown = f"[{shown}]" if ":" in shown else shown
        return f"http://{shown}:{self.plan.port}/"

    async def close(self) -> None:
        """Stop listening; open streams end."""
        if self._closing is not None:
            self._closing.cancel()
            await asyncio.gather(self._closing, return_exceptions=True)
        if self._tales is not None:
            await self._tales.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _listen(self) -> None:
        assert self._runner is not None
        site = web.TCPSite(
            self._runner, self.plan.host, self.plan.port, backlog=256, reuse_address=None
        )
        try:
            await site.start()
        except (OSError, socket.gaierror) as error:
            await self._runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                reason = "something listens there already, perhaps another studio"
            else:
                reason = (error.strerror or str(error)).lower()
            raise BadSettings(
                f"the studio can't listen at {self.plan.host}:{self.plan.port}: {reason}; "
                "set FUSEBOX_STUDIO_HOST or FUSEBOX_STUDIO_PORT (0 takes any free port)"
            ) from error
        self.plan = replace(self.plan, port=self._runner.addresses[0][1])

    async def _close_battles(self, studio: Studio) -> None:
        """Settle battles on time, also while nobody asks."""
        while True:
            await asyncio.sleep(_REFEREE_SECONDS)
            try:
                await self.desk.sessions.run(studio.memory.battles.close_due)
            except StorageError as error:
                _LOG.warning("battles could not be settled: %s", error)


def build(studio: Studio) -> web.Application:
    """The application of a studio."""
    guard = Guard(studio.plan, studio.visitors)
    application = web.Application(
        middlewares=[guard.deliver, as_problems, guard.check],
        client_max_size=studio.plan.limits.upload_bytes + 65_536,
    )
    application[STUDIO] = studio
    application[SCORES] = Scores()
    add_addresses(application)
    application.on_response_prepare.append(add_headers)
    return application
