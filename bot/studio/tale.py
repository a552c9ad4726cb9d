"""One job as its watchers are told it: numbered events, kept so that a reconnect goes on."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.conversation.request import ResolvedRequest
from bot.conversation.steps import step_sentence
from bot.desk.events import Moved
from engine.composition import title_of

State = Literal["running", "finished", "failed", "cancelled"]
Purpose = Literal["piece", "battle"]
_LEAST_SHARE = 0.04
_RENDERING = "rendering"


@dataclass(frozen=True, slots=True)
class Told:
    """One event: its number in the tale, its name, and what it says."""

    number: int
    name: str
    data: Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Tale:
    """What happened to a job so far. Lives on one event loop.

    ``owner`` is the user as the memory knows them. ``mark`` tells this process's numbering
    from that of one before it. Holds no files, so that many can be kept.
    """

    job: int
    owner: tuple[str, str]
    conversation: str
    request: ResolvedRequest | None
    purpose: Purpose = "piece"
    state: State = "running"
    piece: str | None = None
    battle: str | None = None
    error: str | None = None
    progress: dict[str, Any] = field(
        default_factory=lambda: {
            "stage": None, "position": 0, "genres": [], "rendering": None, "share": 0.0,
            "text": "noted",
        }
    )  # fmt: skip
    told: list[Told] = field(default_factory=list)
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    _waiting: set[asyncio.Event] = field(default_factory=set)
    _is_left: bool = False

    @property
    def is_over(self) -> bool:
        return self.state != "running"

    def moved(self, event: Moved) -> None:
        """The job is at another step; small steps of a renderer are passed over."""
        if event.step is not None:
            step = event.step
            self.progress = {
                "stage": step.stage, "position": step.position, "genres": list(step.genres),
                "rendering": None, "share": 0.0, "text": step_sentence(step),
            }  # fmt: skip
        elif event.rendering is None:
            return
        else:
            before = self.progress
            is_same = before["rendering"] == event.rendering
            if is_same and 0 <= event.share - before["share"] < _LEAST_SHARE:
                return
            self.progress = {
                "stage": _RENDERING, "position": 0, "genres": [], "rendering": event.rendering,
                "share": round(event.share, 3),
                "text": f"making {event.rendering}"
                + (f": {event.share:.0%}" if event.share else ""),
            }  # fmt: skip
        self.tell("progress", self.progress)

    def tell(self, name: str, data: Mapping[str, Any]) -> None:
        """An event for everybody who watches, now and later."""
        self.told.append(Told(len(self.told) + 1, name, dict(data)))
        for waiting in self._waiting:
            waiting.set()

    async def watch(self, after: int = 0) -> AsyncIterator[Told | None]:
        """The events from ``after`` on until the last; None where there is nothing new yet
        and a sign of life may be due."""
        news = asyncio.Event()
        self._waiting.add(news)
        try:
            while True:
                while after < len(self.told):
                    after += 1
                    yield self.told[after - 1]
                if self.is_over or self._is_left:
                    return
                news.clear()
                yield None
                await news.wait()
        finally:
            self._waiting.discard(news)

    def leave(self) -> None:
        """The process ends: whoever watches is let go, to come back to the next one."""
        self._is_left = True
        for waiting in self._waiting:
            waiting.set()

    def to_json(self) -> dict[str, Any]:
        """The job as the API shows it."""
        request = self.request
        return {
            "id": self.job,
            "state": self.state,
            "purpose": self.purpose,
            "title": title_of(request.composition()) if request else "",
            "request": request.to_json() if request and self.purpose == "piece" else None,
            "conversation": self.conversation,
            "progress": dict(self.progress),
            "piece": self.piece if self.purpose == "piece" else None,
            "battle": self.battle,
            "error": self.error,
            "events": f"/api/v1/jobs/{self.job}/events",
        }
