"""The conversations that are open, each used by one caller at a time, off the event loop."""

from __future__ import annotations

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bot.app import App
from bot.conversation.language import speaking
from bot.conversation.memory.session import Session, Who

T = TypeVar("T")

_MOST_OPEN = 500
# Mostly they wait for the disk, and what they write meanwhile shares one sync: 50 messages at once
# are noted four times sooner by 16 threads than by four.
_THREADS = 16


class Sessions:
    """Sessions by who and where. What is not used for long is closed; nothing is lost by it
    but somebody's own melody, which no record holds."""

    def __init__(self, app: App, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._open: OrderedDict[tuple[str, ...], tuple[asyncio.Lock, list[Session]]] = OrderedDict()
        self.threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="memory")

    async def use(self, who: Who, work: Callable[[Session], T]) -> T:
        """Call ``work`` with somebody's session on a thread, and nobody else's call meanwhile."""
        lock, held = self._entry(who)
        loop = asyncio.get_running_loop()
        async with lock:
            return await loop.run_in_executor(self.threads, self._call, who, held, work)

    async def run(self, work: Callable[[], T]) -> T:
        """Call something that blocks (the memory) on a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    def forget(self, front: str, user: str) -> None:
        """Meet somebody as a stranger from now on, wherever they are."""
        for key in [key for key in self._open if key[:2] == (front, user)]:
            del self._open[key]

    def close(self) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)

    def _entry(self, who: Who) -> tuple[asyncio.Lock, list[Session]]:
        key = (who.front, who.user, who.served_by, who.place, who.channel)
        entry = self._open.setdefault(key, (asyncio.Lock(), []))
        self._open.move_to_end(key)
        for old in list(self._open)[: max(0, len(self._open) - _MOST_OPEN)]:
            if not self._open[old][0].locked() and old != key:
                del self._open[old]
        return entry

    def _call(self, who: Who, held: list[Session], work: Callable[[Session], T]) -> T:
        if not held:
            # A folder of its own: what is handed over must never be another's of that name.
            folder = Path(tempfile.mkdtemp(dir=self._folder))
            session = Session(self._app.memory, who, folder=folder, genres=self._app.genres)
            held.append(session)
        held[0].met_as(who)
        held[0].meet()  # elsewhere they may have had everything deleted meanwhile
        with speaking(who.locale):
            return work(held[0])
