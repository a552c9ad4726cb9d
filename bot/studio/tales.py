"""The jobs of the studio: ordered, followed to their end, told, and taken up after a restart.

In the studio a reply is delivered when the piece is kept: whoever comes back finds it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.conversation.language import speaking
from bot.conversation.request import ResolvedRequest
from bot.desk.desk import PLACE, Desk, versions
from bot.desk.events import Composed, Failed, Finished, Moved
from bot.desk.making import Making
from bot.studio.shapes import piece_card
from bot.studio.tale import Purpose, Tale
from bot.studio.visitors import FRONT, Visitor
from engine.errors import EngineBusy
from engine.request import CompositionRequest
from storage.errors import StorageError

_LOG = logging.getLogger("fusebox.studio")
_MOST_KEPT = 400
BeforeEnd = Callable[[Tale], Awaitable[None]]


class Tales:
    """All tales of this process by job; the oldest that are over are forgotten."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tales: OrderedDict[int, Tale] = OrderedDict()
        self._following: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        """How many jobs are not over."""
        return sum(not tale.is_over for tale in self._tales.values())

    def find(self, visitor: Visitor, job: int) -> Tale | None:
        """One's own job; None for another's just as for none."""
        tale = self._tales.get(job)
        return tale if tale is not None and tale.owner == visitor.key else None

    def of(self, visitor: Visitor) -> list[Tale]:
        """One's own jobs, the newest first."""
        return [tale for tale in reversed(self._tales.values()) if tale.owner == visitor.key]

    def forget(self, visitor: Visitor) -> None:
        """Drop what is kept of a user's jobs; running ones go on to nobody."""
        for tale in self.of(visitor):
            del self._tales[tale.job]

    async def order(
        self,
        visitor: Visitor,
        conversation: str,
        request: ResolvedRequest,
        *,
        formats: Sequence[str] | None = None,
        visibility: str = PLACE,
        belongs: bool = True,
    ) -> list[Tale]:
        """Begin a job for each version. Raises LimitReached and EngineBusy at the first."""
        tales: list[Tale] = []
        for one in versions(request):
            try:
                tale = await self.begin(
                    visitor, conversation, one, request, formats=formats, visibility=visibility,
                    belongs=belongs,
                )  # fmt: skip
            except (StorageError, EngineBusy):
                if not tales:
                    raise
                break  # the first versions are under way; the answer shows how many
            tales.append(tale)
        return tales

    async def begin(
        self,
        visitor: Visitor,
        conversation: str,
        one: CompositionRequest,
        request: ResolvedRequest | None,
        *,
        formats: Sequence[str] | None = None,
        visibility: str = PLACE,
        belongs: bool = True,
        purpose: Purpose = "piece",
        before_end: BeforeEnd | None = None,
    ) -> Tale:
        """Begin one job; ``before_end`` is awaited before its last event is told."""
        making = await self._desk.order(
            visitor.who(conversation), one, address={"conversation": conversation},
            visibility=visibility, formats=None if formats is None else tuple(formats),
            belongs=belongs,
        )  # fmt: skip
        shown = None if request is None else _version(request, one)
        tale = Tale(making.job, visitor.key, conversation, shown, purpose)
        self._keep(tale, making, before_end)
        return tale

    async def take_up(self) -> int:
        """Finish what an earlier process of the studio owed; how many jobs."""
        count = 0
        for job in await self._desk.owed(FRONT):
            making = await self._desk.take_up(job)
            if making is None:
                continue
            who = making.who
            request = ResolvedRequest.from_json(job.request)
            self._keep(Tale(job.id, (who.front, who.user), who.channel, request), making, None)
            count += 1
        return count

    async def cancel(self, tale: Tale) -> bool:
        """Give a job up; False where its piece is there already."""
        making = self._desk.makings.get(tale.job)
        return making is not None and making.stop()

    async def close(self) -> None:
        """Stop following; what isn't over is owed at the next start."""
        for tale in self._tales.values():
            tale.leave()
        for task in list(self._following):
            task.cancel()
        await asyncio.gather(*self._following, return_exceptions=True)

    def _keep(self, tale: Tale, making: Making, before_end: BeforeEnd | None) -> None:
        self._tales[tale.job] = tale
        over = [job for job, one in self._tales.items() if one.is_over]
        for job in over[: max(0, len(self._tales) - _MOST_KEPT)]:
            del self._tales[job]
        task = asyncio.get_running_loop().create_task(self._follow(tale, making, before_end))
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _follow(self, tale: Tale, making: Making, before_end: BeforeEnd | None) -> None:
        async for event in making.watch():
            try:
                with speaking(making.who.locale):
                    await self._tell(tale, event, before_end)
            except StorageError as error:
                _LOG.warning("job %s: %s", tale.job, error)
                if isinstance(event, Finished | Failed):
                    _break_off(tale, str(error))

    async def _tell(self, tale: Tale, event: Any, before_end: BeforeEnd | None) -> None:
        if isinstance(event, Moved):
            tale.moved(event)
        elif isinstance(event, Composed):
            tale.piece = event.piece.code
            if tale.purpose == "piece":
                tale.tell("composed", {"job": tale.to_json(), "piece": _card(event)})
        elif isinstance(event, Finished):
            await self._desk.delivered(tale.job)
            tale.piece = event.piece.code
            if before_end is not None:
                await before_end(tale)
            tale.state = "finished"
            data: dict[str, Any] = {"job": tale.to_json(), "troubles": list(event.troubles)}
            if tale.purpose == "piece":
                data["piece"] = _card(event)
            tale.tell("finished", data)
        elif isinstance(event, Failed):
            await self._desk.gave_up(tale.job, None if event.cancelled else event.sentence)
            tale.error = event.sentence
            if before_end is not None:
                await before_end(tale)
            _break_off(tale, event.sentence, cancelled=event.cancelled)


def _break_off(tale: Tale, sentence: str, *, cancelled: bool = False) -> None:
    """The last event of a job whose piece will not come, and why."""
    tale.error, tale.state = sentence, "cancelled" if cancelled else "failed"
    tale.tell("failed", {"job": tale.to_json(), "error": sentence, "cancelled": cancelled})


def _card(event: Composed | Finished) -> dict[str, Any]:
    return piece_card(event.piece, event.piece.user, heard=event.facts.get("heard"))


def _version(request: ResolvedRequest, one: CompositionRequest) -> ResolvedRequest:
    """The request as this version has it."""
    record = request.to_record() | {"seed": one.seed, "count": 1}
    record.pop("base", None)
    return ResolvedRequest.from_json(record)
