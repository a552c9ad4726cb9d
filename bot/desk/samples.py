"""A short piece in one genre alone, composed when it is first asked for and then kept."""

from __future__ import annotations

import asyncio
import re
import tempfile
from functools import partial
from pathlib import Path

from bot.app import App
from bot.conversation.draft import implied_key, implied_mode
from bot.desk.awaiting import result_of, settled
from bot.desk.sessions import Sessions
from engine.delivery import deliver_midi, sound_again
from engine.errors import RenderError
from engine.render.files import write_atomically
from engine.request import CompositionRequest
from engine.serving.interface import Terms
from models.corpora.cards import slug
from music.genres import Genre
from music.meter import Meter

_BARS, _SEED = 8, 7
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_ASKER = "samples"


class Samples:
    """The samples of all genres, in the cache under the networks' version."""

    def __init__(self, app: App, sessions: Sessions, folder: Path) -> None:
        self._app = app
        self._sessions = sessions
        self._folder = folder
        self._one_at_a_time: dict[str, asyncio.Lock] = {}

    async def of(self, genre: Genre) -> bytes:
        """A genre's sample as OGG. Raises EngineError."""
        async with self._one_at_a_time.setdefault(genre.name, asyncio.Lock()):
            ready = await result_of(self._app.engine.start())
            training = f"{genre.id or 'shipped'}-{ready.model_version}"
            name = f"{_UNSAFE.sub('-', slug(genre.name))}-{training}.ogg"
            path = self._app.settings.cache_dir / "samples" / name
            if await self._sessions.run(path.is_file):
                return await self._sessions.run(path.read_bytes)
            content = await self.sound_of(await self._composed(genre))
            await self._sessions.run(partial(_write, path, content))
            return content

    async def sound_of(self, midi: bytes) -> bytes:
        """The sound of any MIDI file as OGG. Raises RenderError."""
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            order = sound_again(
                midi, Path(name), self._app.pool, wished="ogg",
                soundfont=self._app.settings.soundfont,
            )  # fmt: skip
            await settled(order.job)
            made = order.finished()
            if not made.files:
                raise RenderError(made.troubles[0] if made.troubles else "nothing could be made")
            return await self._sessions.run(made.files[0].read_bytes)

    async def _composed(self, genre: Genre) -> bytes:
        weights = {genre.name: 1.0}
        request = CompositionRequest(
            weights, bars=_BARS, tempo_bpm=genre.tempo_bpm, meter=Meter(genre.meter),
            key=implied_key(implied_mode(weights, {genre.name: genre}), _SEED), seed=_SEED,
        )  # fmt: skip
        ticket = self._app.engine.submit(request, terms=Terms(asker=_ASKER))
        composition = await result_of(ticket.future)
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            path = Path(name) / "sample.mid"
            await self._sessions.run(partial(deliver_midi, composition, path))
            return await self._sessions.run(path.read_bytes)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
