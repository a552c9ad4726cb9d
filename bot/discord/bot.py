"""What every handler of the Discord front end is given, whichever client is connected just now."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from bot.conversation.memory.session import Who
from bot.desk.desk import Desk
from bot.discord.living import Pace
from bot.discord.place_settings import PlaceSettings
from bot.discord.quotas import Quotas
from bot.discord.troubles import logged

if TYPE_CHECKING:
    from bot.discord.client import Client

Goodbye = Callable[[], Coroutine[Any, Any, None]]

_LOG = logging.getLogger("fusebox.discord")
_MOST_LOCALES = 10_000
_LOOK_SECONDS = 0.1


class Bot:
    """One Discord bot on a desk. Outlives its clients: a broken connection gets a new one.

    ``delivering`` are the jobs whose answers are on their way, ``is_leaving`` refuses new ones.
    """

    client: Client

    def __init__(self, desk: Desk, *, quotas: Quotas | None = None) -> None:
        self.desk = desk
        self.quotas = quotas or Quotas()
        # Files that have to be made again are counted apart from pieces.
        self.file_quotas = Quotas()
        self.pace = Pace()
        self.delivering: set[int] = set()
        # Held while a job is noted and marked as being delivered, so that nobody else takes it
        # for one that is owed.
        self.noting = asyncio.Lock()
        self.is_leaving = False
        # How many messages are being read just now and have no job yet.
        self.hearing = 0
        self.was_synced = False
        self.has_connected = asyncio.Event()
        self._locales: OrderedDict[int, str] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._watches: set[asyncio.Task[None]] = set()
        # How the message of each job that is on its way says that the process ends.
        self.living: dict[int, Goodbye] = {}

    async def settings_of(self, who: Who) -> PlaceSettings:
        """What is set for a place."""
        memory = self.desk.app.memory
        values = await self.desk.sessions.use(who, lambda s: memory.settings.all(s.place))
        return PlaceSettings.from_json(values)

    def speaks(self, user: int, locale: str) -> None:
        """Remember in which language somebody reads Discord; only interactions tell."""
        self._locales[user] = locale
        self._locales.move_to_end(user)
        if len(self._locales) > _MOST_LOCALES:
            self._locales.popitem(last=False)

    def locale_of(self, user: int, otherwise: str) -> str:
        return self._locales.get(user, otherwise)

    def forget(self, user: int) -> None:
        """Drop what is known here of somebody."""
        self._locales.pop(user, None)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for; what goes wrong is logged."""
        task = asyncio.get_running_loop().create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def watch(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something for as long as the process lives; nothing waits for its end."""
        self._watches.add(asyncio.get_running_loop().create_task(_guarded(work)))

    async def settle(self, patience_seconds: float) -> None:
        """Wait until no answer is on its way any more, so long at most."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience_seconds
        while (self.delivering or self.hearing) and loop.time() < end:
            await asyncio.sleep(min(_LOOK_SECONDS, patience_seconds))

    async def close(self) -> None:
        """Give up what is still going on; jobs are owed at the next start."""
        tasks = [*self._tasks, *self._watches]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # the border of a task that nobody awaits
        logged(error)
