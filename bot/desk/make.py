"""From an ordered request to a remembered piece: compose, keep, draw, play, step by step."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.conversation.memory.made import piece_of
from bot.desk.awaiting import result_of, settled
from bot.desk.events import Composed, Failed, Finished, Moved
from bot.desk.making import Making
from engine.composition import Composition
from engine.delivery import Begun, Order, finish_delivery
from engine.errors import EngineError, JobCancelled
from engine.render.info import Made
from engine.serving.interface import Terms as Asking
from storage.errors import StorageError
from storage.piece import Piece

if TYPE_CHECKING:
    from bot.conversation.memory.session import Session
    from bot.desk.desk import Desk

T = TypeVar("T")

_LOG = logging.getLogger("fusebox.desk")
USUAL_FORMATS = ("midi", "notes", "png", "ogg", "musicxml")
_STEM = "piece"
_QUICK = frozenset({"png", "notes"})
# For pages that move; kept with the piece and handed to nobody as a file.
_NOTES = "piece.notes.json"
_FAULT = "Fusebox stumbled over this piece; the operator's log has the details, job {job}"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a piece is made: who may see it, which files beside the usual ones, how large a sound
    may be, and whether it answers the present request of its asker."""

    visibility: str
    formats: tuple[str, ...] | None = None
    max_bytes: int | None = None
    belongs: bool = True


async def compose_it(desk: Desk, making: Making, terms: Terms) -> None:
    """Make the piece of a job and tell its watchers everything; never raises but CancelledError."""
    folder = desk.folder / str(making.job)
    try:
        await desk.sessions.run(lambda: folder.mkdir(exist_ok=True))
        composition = await _composed(desk, making)
        piece = await _as_asker(
            desk,
            making,
            lambda session: session.keep(
                piece_of(composition, visibility=terms.visibility),
                job=making.job,
                belongs=terms.belongs,
            ),
        )
        await _delivered(desk, making, composition, piece, folder, terms)
    except JobCancelled as error:
        making.tell(Failed(str(error), cancelled=True))
    except (EngineError, StorageError) as error:
        making.tell(Failed(str(error)))
    except Exception:  # the border of a job: whoever waits must hear of it
        _LOG.exception("job %s failed", making.job)
        making.tell(Failed(_FAULT.format(job=making.job)))
    finally:
        # A busy disk takes a tenth of a second for this.
        await desk.sessions.run(partial(shutil.rmtree, folder, ignore_errors=True))


async def hand_over_again(desk: Desk, making: Making, number: int) -> None:
    """The piece was made before a crash and not delivered: tell of it from the memory."""
    try:
        memory = desk.app.memory
        piece = await desk.sessions.run(lambda: memory.pieces.numbered(number))
        files = await desk.sessions.run(lambda: _kept(desk, piece))
        facts = json.loads(files.pop("piece.json", b"{}"))
        making.tell(Composed(piece, facts, {k: v for k, v in files.items() if _is_first(k)}))
        late = {k: v for k, v in files.items() if not _is_first(k)}
        if "piece.ogg" not in late:
            late |= await desk.library.made_again(piece, "ogg")
        making.tell(Finished(piece, facts, late))
    except (EngineError, StorageError) as error:
        making.tell(Failed(str(error)))
    except Exception:  # as above
        _LOG.exception("job %s failed", making.job)
        making.tell(Failed(_FAULT.format(job=making.job)))


async def _as_asker(desk: Desk, making: Making, work: Callable[[Session], T]) -> T:
    """Use the asker's session. Raises JobCancelled where all that was theirs is erased."""
    if desk.makings.get(making.job) is not making:
        raise JobCancelled("this piece was cancelled")
    return await desk.sessions.use(making.who, work)


async def _composed(desk: Desk, making: Making) -> Composition:
    loop = asyncio.get_running_loop()

    def on_step(step: Any) -> None:
        loop.call_soon_threadsafe(making.tell, Moved(step))

    ticket = desk.app.engine.submit(making.request, on_step, Asking(asker=_asker(making)))
    making.can_stop_with(ticket.cancel)
    try:
        return await result_of(ticket.future)
    except asyncio.CancelledError:
        ticket.cancel()  # the desk closes: the job is owed, and the engine needn't go on
        raise


async def _delivered(
    desk: Desk,
    making: Making,
    composition: Composition,
    piece: Piece,
    folder: Path,
    terms: Terms,
) -> None:
    loop = asyncio.get_running_loop()
    formats = await _formats(desk, making, terms.formats)

    def progress(text: str) -> None:
        loop.call_soon_threadsafe(making.tell, _rendering(text))

    begun = await desk.sessions.run(
        partial(
            desk.app.begin_delivery, composition, folder,
            stem=_STEM, formats=formats, max_bytes=terms.max_bytes, progress=progress,
        )
    )  # fmt: skip
    try:
        quick = [order for order in begun.orders if _QUICK & set(order.paths)]
        slow = [order for order in begun.orders if order not in quick]
        early = await _all_made(quick)
        facts = composition.to_json()
        first = [begun.midi, *(path for made in early for path in made.files)]
        await _as_asker(desk, making, lambda session: _keep_first(session, piece, first, facts))
        making.tell(Composed(piece, facts, await desk.sessions.run(lambda: _contents(first))))
        late = await _all_made(slow)
        await _finish(desk, making, begun, piece, [*early, *late], first)
    except (asyncio.CancelledError, JobCancelled):
        for order in begun.orders:  # nobody waits for these files any more
            desk.app.pool.stop(order.job)
        raise


async def _finish(
    desk: Desk, making: Making, begun: Begun, piece: Piece, made: list[Made], first: list[Path]
) -> None:
    delivery = await desk.sessions.run(lambda: finish_delivery(begun, made))
    rest = [path for path in delivery.files if path not in first]
    contents = await desk.sessions.run(lambda: _contents(rest))
    facts = json.loads(contents.pop("piece.json", b"{}"))
    await _as_asker(desk, making, lambda session: session.keep_files(piece, delivery.files))
    making.tell(Finished(piece, facts, contents, delivery.troubles))


async def _all_made(orders: Sequence[Order]) -> list[Made]:
    """The outcome of each; a failure is a sentence in it."""
    await settled(*(order.job for order in orders))
    return [order.finished() for order in orders]


async def _formats(desk: Desk, making: Making, formats: tuple[str, ...] | None) -> tuple[str, ...]:
    if formats is None:
        formats = await _as_asker(desk, making, lambda session: session.formats)
    return tuple(dict.fromkeys((*USUAL_FORMATS, *(formats or ()))))


def _rendering(text: str) -> Moved:
    """``ogg: 40%`` of the delivery's progress as an event."""
    what, _, share = text.rpartition(": ")
    if not what:
        return Moved(rendering=text)
    return Moved(rendering=what, share=float(share.rstrip("%")) / 100)


def _keep_first(
    session: Session, piece: Piece, paths: Sequence[Path], facts: Mapping[str, Any]
) -> None:
    """Keep what is there before the sound is: a crash costs the sound alone, which can be
    made again, and who looks now finds notes and facts."""
    session.keep_files(piece, paths)
    session.keep_facts(piece, facts)


def _contents(paths: Sequence[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths if path.name != _NOTES}


def _is_first(name: str) -> bool:
    return name in ("piece.mid", "piece.png")


def _kept(desk: Desk, piece: Piece) -> dict[str, bytes]:
    files = desk.app.memory.files
    return {
        name: files.read(piece.id, name, piece.user, piece.place)
        for name in files.names(piece.id, piece.user, piece.place)
        if name != _NOTES
    }


def _asker(making: Making) -> str:
    return f"{making.who.front}:{making.who.user}"
