"""The desk: reads messages, notes jobs, has pieces made and remembers them, for any front end.

Everything here is awaited on one event loop and nothing blocks it: the memory and the
conversation run on threads, the engine and the renderers in processes of their own.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from collections.abc import Coroutine, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.app import App
from bot.conversation.memory.session import Session, Who
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from bot.desk.awaiting import result_of
from bot.desk.library import Library
from bot.desk.make import Terms, compose_it, hand_over_again
from bot.desk.making import Making
from bot.desk.samples import Samples
from bot.desk.sessions import Sessions
from engine.own_tune import TIMEOUT_SECONDS, read_own_tune
from engine.request import SEED_RANGE, CompositionRequest
from music.leadsheet import LeadSheet
from storage.jobs import Job

# What the desk itself keeps in a job's address, beside what the front end put there.
_WHO, _VISIBILITY, _FORMATS, _MAX_BYTES = "who", "visibility", "formats", "max_bytes"
_OWN = (_WHO, _VISIBILITY, _FORMATS, _MAX_BYTES)
PLACE = "place"
_SWITCH_SECONDS = 0.001


class Desk:
    """What Discord and the studio are given. Use ``async with``, or ``close`` it.

    ``makings`` are the jobs of this process by number, also those just over.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        # Threads of the memory hand over to the event loop within a millisecond, not within five.
        sys.setswitchinterval(_SWITCH_SECONDS)
        # What is loaded stays: looking through all of it for garbage held everybody up for 34 ms.
        gc.collect()
        gc.freeze()
        self._folder = tempfile.TemporaryDirectory(prefix="fusebox-desk-")
        self.folder = Path(self._folder.name)
        self.sessions = Sessions(app, self.folder)
        self.library = Library(app, self.sessions, self.folder)
        self.samples = Samples(app, self.sessions, self.folder)
        self.makings: dict[int, Making] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Desk:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # Reading

    async def say(self, who: Who, text: str, about: str | None = None) -> Reading:
        """What a message means and does; ``about`` is the code of the piece it answers."""
        return await self.sessions.use(who, lambda session: session.say(text, about))

    async def read_tune(self, content: bytes, name: str) -> LeadSheet:
        """Somebody's tune from a file, read in a process where it can do no harm.

        Raises EngineError with a sentence that names the file.
        """
        job = self.app.pool.submit(read_own_tune, content, name, timeout_seconds=TIMEOUT_SECONDS)
        return await result_of(job)

    async def build_on(self, who: Who, tune: LeadSheet, *, keep: bool = False) -> ResolvedRequest:
        """Put somebody's present request on a tune; what then is to be made. Raises EngineError."""
        return await self.sessions.use(who, lambda session: session.build_on(tune, keep=keep))

    # Making

    async def order(
        self,
        who: Who,
        request: CompositionRequest,
        *,
        address: Mapping[str, Any] | None = None,
        visibility: str = PLACE,
        formats: tuple[str, ...] | None = None,
        max_bytes: int | None = None,
        belongs: bool = True,
    ) -> Making:
        """Note a job and begin it. Raises LimitReached at the sixth of one user, EngineBusy.

        ``address`` is where the reply goes, in the front end's own words; with it the job is
        found again after a crash. ``formats`` beside the usual ones are made too; None takes
        those that the user prefers. No sound is larger than ``max_bytes``. A request of several
        versions is ordered one by one. ``belongs`` says that the piece answers the user's
        present request.
        """
        kept = {
            **(address or {}),
            _WHO: asdict(who),
            _VISIBILITY: visibility,
            _FORMATS: formats and list(formats),
            _MAX_BYTES: max_bytes,
        }
        job = await self.sessions.use(who, lambda session: session.order(request, kept))
        making = Making(job, who, request)
        return self._begin(making, Terms(visibility, formats, max_bytes, belongs=belongs))

    async def owed(self, front: str) -> list[Job]:
        """The jobs of a front end whose reply was never delivered: after a start, do them."""
        return await self.sessions.run(lambda: self.app.memory.jobs.unfinished(front))

    async def take_up(self, job: Job) -> Making | None:
        """Do an owed job, or only hand over what was made of it; None where it is given up.

        A job that was begun too often is failed by the memory.
        """
        if not await self.sessions.run(lambda: self.app.memory.jobs.start(job.id)):
            return None
        who = Who(**job.address[_WHO])
        visibility = str(job.address.get(_VISIBILITY, PLACE))
        formats = job.address.get(_FORMATS)
        try:
            request = replace(ResolvedRequest.from_json(job.request).composition(), count=1)
        except (KeyError, ValueError) as error:
            await self.gave_up(job.id, f"this version can't read the request any more ({error})")
            return None
        making = Making(job.id, who, request)
        if job.piece is not None:
            self.makings[job.id] = making
            self._spawn(hand_over_again(self, making, job.piece))
            return making
        belongs = await self.sessions.use(who, lambda session: _is_present(session, request))
        wished = None if formats is None else tuple(formats)
        terms = Terms(visibility, wished, job.address.get(_MAX_BYTES), belongs=belongs)
        return self._begin(making, terms)

    async def readdress(self, job: int, address: Mapping[str, Any]) -> None:
        """Change where a job's reply goes; what the desk keeps there stays."""

        def work() -> None:
            jobs = self.app.memory.jobs
            old = jobs.address_of(job)
            own = {key: old[key] for key in _OWN if key in old}
            jobs.readdress(job, {**address, **own})

        await self.sessions.run(work)

    async def delivered(self, job: int) -> bool:
        """The reply has reached its asker; False where it was finished before."""
        self.makings.pop(job, None)
        return await self.sessions.run(lambda: self.app.memory.jobs.deliver(job))

    async def gave_up(self, job: int, sentence: str | None = None) -> None:
        """A job will not be done: it failed with this sentence, or was cancelled by its asker."""
        making = self.makings.pop(job, None)
        if sentence is not None or making is None:
            trouble = sentence or "cancelled"
            await self.sessions.run(lambda: self.app.memory.jobs.fail(job, trouble))
            return
        await self.sessions.use(making.who, lambda session: session.gave_up(job))

    def forget(self, front: str, user: str) -> None:
        """Everything of somebody was erased: nothing more is made for them, nor kept of them."""
        for job, making in list(self.makings.items()):
            if (making.who.front, making.who.user) == (front, user):
                making.stop()
                del self.makings[job]
        self.sessions.forget(front, user)

    async def settle(self, seconds: float) -> None:
        """Wait so long for what is under way, whoever asked for it; nothing is given up here."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)

    async def close(self) -> None:
        """End; jobs that still run are owed at the next start."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.sessions.close()
        self._folder.cleanup()

    def _begin(self, making: Making, terms: Terms) -> Making:
        self.makings[making.job] = making
        self._spawn(compose_it(self, making, terms))
        return making

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def versions(request: ResolvedRequest) -> list[CompositionRequest]:
    """The one to four requests that a message asks for, each with a seed of its own."""
    whole = request.composition()
    return [
        replace(whole, seed=(whole.seed + number) % (SEED_RANGE[1] + 1), count=1)
        for number in range(whole.count)
    ]


def _is_present(session: Session, request: CompositionRequest) -> bool:
    """Whether the conversation still is about this request."""
    present = session.request
    return present is not None and present.composition().to_json() == request.to_json()
