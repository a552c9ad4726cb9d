"""What every handler of the studio is given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from aiohttp import web

from bot.app import App
from bot.conversation.memory.session import Session
from bot.desk.desk import Desk
from bot.studio.guard import visitor_of
from bot.studio.melodies import Melodies
from bot.studio.plan import Plan
from bot.studio.tales import Tales
from bot.studio.visitors import Visitor, Visitors
from storage.memory import Memory

T = TypeVar("T")


@dataclass(slots=True)
class Studio:
    """One running studio. ``streams`` counts the open event streams by user."""

    plan: Plan
    desk: Desk
    visitors: Visitors
    tales: Tales
    melodies: Melodies
    began_at: float = field(default_factory=time.monotonic)
    streams: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def app(self) -> App:
        return self.desk.app

    @property
    def memory(self) -> Memory:
        return self.desk.app.memory

    async def use(
        self, request: web.Request, work: Callable[[Session], T], conversation: str = "main"
    ) -> T:
        """Call something with the visitor's conversation, off the event loop."""
        return await self.desk.sessions.use(visitor_of(request).who(conversation), work)

    def forget(self, visitor: Visitor) -> None:
        """Drop what this process holds of somebody who had everything erased."""
        self.desk.forget(*visitor.key)
        self.tales.forget(visitor)
        self.melodies.forget(visitor.key)


STUDIO = web.AppKey("studio", Studio)


def studio_of(request: web.Request) -> Studio:
    """The studio that a request came to."""
    return request.app[STUDIO]
