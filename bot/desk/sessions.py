"""The conversations that are open, each used by one caller at a time, off the event loop."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
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
_PATIENCE_SECONDS = 1.0  # for an engine that warms up; nobody waits longer for an answer


@dataclass(slots=True)
class _Open:
    """A conversation; its session and the folder of what it hands over come with the first use."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    session: Session | None = None
    folder: Path | None = None


class Sessions:
    """Sessions by who and where; at most ``most_open`` are held. What is not used for long is
    closed; nothing is lost by it but somebody's own melody, which no record holds."""

    def __init__(self, app: App, folder: Path, *, most_open: int = _MOST_OPEN) -> None:
        self._app = app
        self._folder = folder
        self._most_open = most_open
        self._open: OrderedDict[tuple[str, ...], _Open] = OrderedDict()
        self.threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="memory")

    async def use(self, who: Who, work: Callable[[Session], T]) -> T:
        """Call ``work`` with somebody's session on a thread, and nobody else's call meanwhile."""
        entry = self._entry(who)
        loop = asyncio.get_running_loop()
        async with entry.lock:
            return await loop.run_in_executor(self.threads, self._call, who, entry, work)

    async def run(self, work: Callable[[], T]) -> T:
        """Call something that blocks (the memory) on a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    def forget(self, front: str, user: str) -> None:
        """Meet somebody as a stranger from now on, wherever they are."""
        for key in [key for key in self._open if key[:2] == (front, user)]:
            self._drop(key)

    def close(self) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)

    def _entry(self, who: Who) -> _Open:
        key = (who.front, who.user, who.served_by, who.place, who.channel)
        entry = self._open.setdefault(key, _Open())
        self._open.move_to_end(key)
        for old in list(self._open)[: max(0, len(self._open) - self._most_open)]:
            if not self._open[old].lock.locked() and old != key:
                self._drop(old)
        return entry

    def _drop(self, key: tuple[str, ...]) -> None:
        folder = self._open.pop(key).folder
        if folder is not None:
            self.threads.submit(shutil.rmtree, folder, ignore_errors=True)

    def _call(self, who: Who, entry: _Open, work: Callable[[Session], T]) -> T:
        if entry.session is None:
            # A folder of its own: what is handed over must never be another's of that name.
            entry.folder = entry.folder or Path(tempfile.mkdtemp(dir=self._folder))
            entry.session = Session(
                self._app.memory, who, folder=entry.folder, genres=self._app.genres,
                model_version=lambda: self._app.model_version(_PATIENCE_SECONDS),
            )  # fmt: skip
        entry.session.met_as(who)
        entry.session.meet()  # elsewhere they may have had everything deleted meanwhile
        with speaking(who.locale):
            return work(entry.session)
