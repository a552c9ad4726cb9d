"""One piece on its way: what has happened so far, and everybody who watches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from bot.conversation.memory.session import Who
from bot.desk.events import Composed, Event, Failed, Finished, Moved
from engine.request import CompositionRequest


@dataclass(slots=True, eq=False)
class Making:
    """A job and its events. Lives on one event loop; any number may watch.

    ``job`` is its number in the memory, ``who`` asked for it. ``stop`` gives it up.
    """

    job: int
    who: Who
    request: CompositionRequest
    latest: Event = field(default_factory=Moved)
    composed: Composed | None = None
    _watchers: set[asyncio.Queue[Event]] = field(default_factory=set)
    _stop: Callable[[], bool] | None = None
    _stopped: bool = False

    @property
    def is_over(self) -> bool:
        return isinstance(self.latest, Finished | Failed)

    def tell(self, event: Event) -> None:
        """Something has happened."""
        if self.is_over:
            return
        self.latest = event
        if isinstance(event, Composed):
            self.composed = event
        for watcher in self._watchers:
            watcher.put_nowait(event)

    async def watch(self) -> AsyncIterator[Event]:
        """The state now (the piece first, where it is there), then each event until the last."""
        line: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(line)
        try:
            if self.composed is not None and self.composed is not self.latest:
                yield self.composed
            event = self.latest
            yield event
            while not isinstance(event, Finished | Failed):
                event = await line.get()
                yield event
        finally:
            self._watchers.discard(line)

    async def over(self) -> Finished | Failed:
        """Wait for the end."""
        async for event in self.watch():
            if isinstance(event, Finished | Failed):
                return event
        raise AssertionError("a watch ends with the last event")

    def can_stop_with(self, stop: Callable[[], bool]) -> None:
        """How this job is given up from now on."""
        self._stop = stop
        if self._stopped:
            stop()

    def stop(self) -> bool:
        """Give the job up; False where the piece is there already."""
        if self.is_over or self.composed is not None:
            return False
        self._stopped = True
        return True if self._stop is None else self._stop()
