"""Pieces that are there: shown to who may see them, their files read or made again.

Sound is made again from the MIDI file, whatever version wrote it. Scores, stems and pictures
need the composition itself, which is composed again from its recipe where the version of
the networks is still the same.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import App
from bot.conversation.memory.session import Session, Who
from bot.desk.awaiting import result_of, settled
from bot.desk.sessions import Sessions
from engine.delivery import begin_delivery, sound_again
from engine.errors import EngineError, RenderError
from engine.recipe import read_recipe
from engine.render.formats import FORMATS, check_formats
from engine.render.info import Made
from storage.errors import NotFound
from storage.piece import Piece

_SOUNDS = frozenset({"ogg", "mp3", "wav"})
_ENDINGS = {row.name: row.ending for row in FORMATS}


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as somebody may see it: ``facts`` is its ``.json``, ``names`` its kept files."""

    piece: Piece
    facts: Mapping[str, Any]
    names: tuple[str, ...]
    is_own: bool


class Library:
    """Reads what may be seen, in the name of who asks."""

    def __init__(self, app: App, sessions: Sessions, folder: Path) -> None:
        self._app = app
        self._sessions = sessions
        self._folder = folder

    async def show(self, who: Who, code: str) -> Shown:
        """The piece under a code or recipe. Raises NotFound."""

        def work(session: Session) -> Shown:
            memory = self._app.memory
            piece = memory.pieces.find(code, session.user, session.place)
            names = tuple(memory.files.names(piece.id, session.user, session.place))
            facts: Mapping[str, Any] = {}
            if "piece.json" in names:
                content = memory.files.read(piece.id, "piece.json", session.user, session.place)
                facts = json.loads(content)
            return Shown(piece, facts, names, piece.user == session.user)

        return await self._sessions.use(who, work)

    async def posted(self, front: str, outside: str, piece: Piece) -> None:
        """Note that a message of a front end shows a piece."""
        pieces = self._app.memory.pieces
        await self._sessions.run(lambda: pieces.remember_post(front, outside, piece.id))

    async def shown_in(self, who: Who, outside: str) -> Piece | None:
        """The piece that a message of a front end shows, where ``who`` may see it."""
        pieces = self._app.memory.pieces
        return await self._sessions.use(
            who, lambda s: pieces.in_post(who.front, outside, s.user, s.place)
        )

    async def latest(self, who: Who, limit: int = 10) -> list[Piece]:
        """One's own pieces, newest first."""
        pieces = self._app.memory.pieces
        return await self._sessions.use(who, lambda s: pieces.latest(s.user, limit))

    async def top(self, who: Who, span: str, *, everywhere: bool) -> list[Piece]:
        """The best pieces of a ``day``, ``week``, ``month`` or ``ever``, here or everywhere."""
        votes = self._app.memory.votes
        return await self._sessions.use(
            who,
            lambda s: votes.top(s.user, span=span, place=None if everywhere else s.place),
        )

    async def author_of(self, piece: Piece) -> tuple[str, str]:
        """(front end, the author's name there). Raises NotFound."""
        people = self._app.memory.people
        return await self._sessions.run(lambda: people.outside_of(piece.user))

    async def preset_names(self, who: Who) -> list[str]:
        """One's own presets by name."""
        presets = self._app.memory.presets
        return await self._sessions.use(who, lambda s: [p.name for p in presets.all(s.user)])

    async def read(self, who: Who, code: str, name: str) -> bytes:
        """A kept file such as ``piece.ogg``. Raises NotFound."""

        def work(session: Session) -> bytes:
            files = self._app.memory.files
            piece = self._app.memory.pieces.find(code, session.user, session.place)
            return files.read(piece.id, name, session.user, session.place)

        return await self._sessions.use(who, work)

    async def files(self, who: Who, code: str, wished: str) -> dict[str, bytes]:
        """A piece's files of a format by name (several for the pages of a sheet), made if need be.

        Raises NotFound, and EngineError where they can't be made any more.
        """
        kept = await self.kept(who, code, wished)
        return kept or await self.made_again((await self.show(who, code)).piece, wished)

    async def kept(self, who: Who, code: str, wished: str) -> dict[str, bytes]:
        """A piece's files of a format by name, none where they would have to be made again.

        Raises NotFound for the piece, EngineError for a format that there isn't.
        """
        check_formats([wished])
        shown = await self.show(who, code)
        names = [name for name in shown.names if _is_of(name, wished)]
        try:
            return {name: await self.read(who, code, name) for name in names}
        except NotFound:
            return {}  # evicted between the two questions

    async def made_again(self, piece: Piece, wished: str) -> dict[str, bytes]:
        """A format of a piece made anew and kept. Raises EngineError, StorageError."""
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            folder = Path(name)
            if wished in _SOUNDS:
                made = await self._played(piece, wished, folder)
            else:
                made = await self._rendered(piece, wished, folder)
            if not made.files:
                raise RenderError(made.troubles[0] if made.troubles else "nothing could be made")
            return await self._sessions.run(partial(self._kept, piece, made.files))

    async def _played(self, piece: Piece, wished: str, folder: Path) -> Made:
        midi = await self._sessions.run(
            lambda: self._app.memory.files.read(piece.id, "piece.mid", piece.user, piece.place)
        )
        is_loop = bool(piece.request.get("loop", False))
        order = sound_again(
            midi, folder, self._app.pool, wished=wished, is_loop=is_loop,
            soundfont=self._app.settings.soundfont,
        )  # fmt: skip
        await settled(order.job)
        return order.finished()

    async def _rendered(self, piece: Piece, wished: str, folder: Path) -> Made:
        request, version = read_recipe(piece.recipe)
        if request.base is not None:
            raise EngineError("this piece was built on a melody; give the file again to compose it")
        ready = await result_of(self._app.engine.start())
        if ready.model_version != version:
            raise EngineError(
                f"{piece.code} was written by an earlier version of the networks, "
                "so only its MIDI and sound can be had"
            )
        composition = await result_of(self._app.engine.submit(request).future)
        begun = await self._sessions.run(
            partial(
                begin_delivery, composition, folder, self._app.pool, stem="piece",
                formats=(wished,), soundfont=self._app.settings.soundfont,
            )
        )  # fmt: skip
        if wished == "midi":
            return Made((begun.midi,))
        await settled(*(order.job for order in begun.orders))
        made = [order.finished() for order in begun.orders]
        return Made(
            tuple(path for one in made for path in one.files),
            tuple(text for one in made for text in one.troubles),
        )

    def _kept(self, piece: Piece, paths: tuple[Path, ...]) -> dict[str, bytes]:
        contents = {path.name: path.read_bytes() for path in paths}
        for name, content in contents.items():
            self._app.memory.files.add(piece.id, name, content)
        return contents


def _is_of(name: str, wished: str) -> bool:
    """``piece.sheet-2.png`` is of the format whose files end in ``.sheet.png``."""
    ending = _ENDINGS[wished]
    if name == f"piece{ending}":
        return True
    first, _, last = ending.rpartition(".")
    return bool(first) and name.startswith(f"piece{first}-") and name.endswith(f".{last}")
