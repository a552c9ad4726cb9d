"""Files of pieces, their notes, the melodies of their anatomy, their score."""

from __future__ import annotations

import asyncio
import gzip
import json
import urllib.parse
from collections import OrderedDict
from functools import partial
from typing import Any

from aiohttp import web

from bot.desk.awaiting import result_of
from bot.desk.library import Shown
from bot.studio.guard import visitor_of
from bot.studio.moving import NAME, kept_notes, melody_name, notes_json, notes_of_midi
from bot.studio.problems import Problem
from bot.studio.receiving import choice, whole
from bot.studio.sending import send
from bot.studio.shapes import answer
from bot.studio.studio import Studio, studio_of
from engine.errors import EngineError
from engine.render.engraving import engrave_pages
from engine.render.formats import FORMATS
from engine.render.notes import melody_midi
from models.corpora.cards import slug
from storage.errors import NotFound
from storage.piece import Piece

KNOWN = (*(row.name for row in FORMATS), "json")
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
_PARTS = {"lead": "musicxml", "full": "score"}
_MOST_SCORES = 24


async def file(request: web.Request) -> web.StreamResponse:
    """A file of a piece, made if need be."""
    studio, code = studio_of(request), request.match_info["code"]
    wished = request.match_info["format"]
    page = whole(request, "page", 1, 99, 1)
    download = choice(request, "download", ("true", "false"), "false") == "true"
    if wished not in KNOWN:
        raise Problem(404, f"there is no format {wished[:40]!r}; known: {', '.join(KNOWN)}")
    who = visitor_of(request).who()
    shown = await studio.desk.library.show(who, code)
    if wished == "json":
        if not shown.facts:
            raise Problem(404, "what was known of this piece is not kept")
        content = json.dumps(shown.facts, indent=1).encode()
        return await send(request, content, f"{shown.piece.code}.json", download=download)
    files = await studio.desk.library.files(who, code, wished)
    names = sorted(files, key=lambda name: (len(name), name))
    if page > len(names):
        raise Problem(404, f"there is no page {page}; the last is {len(names)}")
    name = names[page - 1]
    outside = name.replace("piece", f"fusebox-{shown.piece.code}", 1)
    return await send(request, files[name], outside, download=download)


async def notes(request: web.Request) -> web.Response:
    """The notes of a piece for a moving piano roll."""
    studio, code = studio_of(request), request.match_info["code"]
    shown = await studio.desk.library.show(visitor_of(request).who(), code)
    record = await record_of(studio, request, shown)
    if record is not None:
        return answer(await asyncio.to_thread(notes_json, shown.piece, record))
    midi = await studio.desk.library.files(visitor_of(request).who(), code, "midi")
    (content,) = midi.values()
    return answer(await asyncio.to_thread(notes_of_midi, shown.piece, content, shown.facts))


async def record_of(studio: Studio, request: web.Request, shown: Shown) -> dict[str, Any] | None:
    """A piece's notes file, made again for one that is older than these; None where it can't
    be."""
    kept = await studio.desk.sessions.run(partial(kept_notes, studio.memory, shown.piece))
    if kept is not None:
        return kept
    try:
        made = await studio.desk.library.made_again(shown.piece, "notes")
    except (EngineError, NotFound):
        return None
    return dict(json.loads(made[NAME]))


async def melody(request: web.Request) -> web.StreamResponse:
    """One melody of the anatomy, to play alone."""
    studio, code = studio_of(request), request.match_info["code"]
    wished = request.match_info["format"]
    asked = urllib.parse.unquote(request.match_info["name"])
    shown = await studio.desk.library.show(visitor_of(request).who(), code)
    record = await record_of(studio, request, shown)
    name = None if record is None else melody_name(record, asked)
    if record is None or name is None:
        raise Problem(404, f"this piece keeps no melody called {asked[:40]!r}")
    try:
        midi = await asyncio.to_thread(melody_midi, record, name)
    except KeyError:
        raise Problem(404, f"this piece keeps no melody called {asked[:40]!r}") from None
    outside = f"fusebox-{shown.piece.code}-{slug(name)}"
    if wished == "midi":
        return await send(request, midi, f"{outside}.mid")
    kept_as = f"piece.melody-{slug(name)}.ogg"
    content = await _kept_or_played(studio, shown.piece, kept_as, midi)
    return await send(request, content, f"{outside}.ogg")


async def _kept_or_played(studio: Studio, piece: Piece, name: str, midi: bytes) -> bytes:
    files = studio.memory.files
    try:
        return await studio.desk.sessions.run(
            partial(files.read, piece.id, name, piece.user, piece.place)
        )
    except NotFound:
        content = await studio.desk.samples.sound_of(midi)
        await studio.desk.sessions.run(partial(files.add, piece.id, name, content))
        return content


class Scores:
    """Engraved pages of the scores that were looked at last, packed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], tuple[bytes, ...]] = OrderedDict()

    def find(self, key: tuple[int, str]) -> tuple[bytes, ...] | None:
        """The pages; None where they must be engraved."""
        pages = self._kept.get(key)
        if pages is not None:
            self._kept.move_to_end(key)
        return pages

    def keep(self, key: tuple[int, str], pages: tuple[bytes, ...]) -> None:
        """Keep pages; those that nobody looked at for longest go."""
        self._kept[key] = pages
        while len(self._kept) > _MOST_SCORES:
            self._kept.popitem(last=False)


SCORES = web.AppKey("scores", Scores)


async def score(request: web.Request) -> web.StreamResponse:
    """A page of the lead sheet or of everybody's staves."""
    studio, code = studio_of(request), request.match_info["code"]
    page = whole(request, "page", 1, 99, 1)
    part = choice(request, "part", tuple(_PARTS), "lead")
    who = visitor_of(request).who()
    shown = await studio.desk.library.show(who, code)
    pages = request.app[SCORES].find((shown.piece.id, part))
    if pages is None:
        (content,) = (await studio.desk.library.files(who, code, _PARTS[part])).values()
        job = studio.app.pool.submit(
            engrave_pages, content.decode("utf-8", "replace"), shown.piece.title
        )
        drawn = await result_of(job)
        pages = await asyncio.to_thread(_packed, drawn)
        request.app[SCORES].keep((shown.piece.id, part), pages)
    if page > len(pages):
        raise Problem(404, f"there is no page {page}; the last is {len(pages)}")
    tag = f'"{shown.piece.code}-{part}-{page}-{len(pages[page - 1])}"'
    headers = {
        "ETag": tag,
        "X-Page-Count": str(len(pages)),
        "Cache-Control": "private, max-age=0, must-revalidate",
        "Content-Security-Policy": _SVG_POLICY,
    }
    if request.headers.get("If-None-Match", "").strip() in ("*", tag):
        return web.Response(status=304, headers=headers)
    svg = gzip.decompress(pages[page - 1])
    return web.Response(body=svg, content_type="image/svg+xml", charset="utf-8", headers=headers)


def _packed(pages: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(gzip.compress(page.encode(), 5) for page in pages)
