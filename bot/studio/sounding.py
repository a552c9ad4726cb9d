"""Sounds that are no piece's own: single melodies and the samples of genres."""

from __future__ import annotations

import asyncio
import re
import tempfile
from functools import partial
from pathlib import Path

from bot.conversation.draft import implied_key, implied_mode
from bot.desk.awaiting import result_of, settled
from bot.studio.studio import Studio
from engine.delivery import deliver_midi, sound_again
from engine.errors import RenderError
from engine.render.files import write_atomically
from engine.request import CompositionRequest
from engine.serving.interface import Terms
from models.corpora.cards import slug
from music.genres import Genre
from music.meter import Meter

_SAMPLE_BARS, _SAMPLE_SEED = 8, 7
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


async def midi_as_ogg(studio: Studio, midi: bytes) -> bytes:
    """The sound of a MIDI file. Raises RenderError."""
    with tempfile.TemporaryDirectory(dir=studio.desk.folder) as name:
        order = sound_again(
            midi, Path(name), studio.app.pool, wished="ogg",
            soundfont=studio.app.settings.soundfont,
        )  # fmt: skip
        await settled(order.job)
        made = order.finished()
        if not made.files:
            raise RenderError(made.troubles[0] if made.troubles else "nothing could be made")
        return await studio.desk.sessions.run(made.files[0].read_bytes)


class Samples:
    """A short piece in each genre alone, composed at the first request and then kept."""

    def __init__(self) -> None:
        self._making: dict[str, asyncio.Lock] = {}

    async def of(self, studio: Studio, genre: Genre) -> bytes:
        """The sample's sound. Raises EngineError."""
        async with self._making.setdefault(genre.name, asyncio.Lock()):
            ready = await result_of(studio.app.engine.start())
            training = f"{genre.id or 'shipped'}-{ready.model_version}"
            name = f"{_UNSAFE.sub('-', slug(genre.name))}-{training}"
            path = studio.app.settings.cache_dir / "samples" / f"{name}.ogg"
            if await studio.desk.sessions.run(path.is_file):
                return await studio.desk.sessions.run(path.read_bytes)
            content = await midi_as_ogg(studio, await self._composed(studio, genre))
            await studio.desk.sessions.run(partial(_write, path, content))
            return content

    async def _composed(self, studio: Studio, genre: Genre) -> bytes:
        weights = {genre.name: 1.0}
        request = CompositionRequest(
            weights, bars=_SAMPLE_BARS, tempo_bpm=genre.tempo_bpm, meter=Meter(genre.meter),
            key=implied_key(implied_mode(weights, {genre.name: genre}), _SAMPLE_SEED),
            seed=_SAMPLE_SEED,
        )  # fmt: skip
        ticket = studio.app.engine.submit(request, terms=Terms(asker="studio samples"))
        composition = await result_of(ticket.future)
        with tempfile.TemporaryDirectory(dir=studio.desk.folder) as name:
            path = Path(name) / "sample.mid"
            await studio.desk.sessions.run(partial(deliver_midi, composition, path))
            return await studio.desk.sessions.run(path.read_bytes)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
