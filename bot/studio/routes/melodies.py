"""Melodies of one's own: read in a process where a hostile file harms nobody."""

from __future__ import annotations

import asyncio

from aiohttp import BodyPartReader, web
from aiohttp.http import HttpProcessingError

from bot.studio.guard import visitor_of
from bot.studio.melodies import KEPT_SECONDS
from bot.studio.plan import Limits
from bot.studio.problems import Problem
from bot.studio.shapes import answer
from bot.studio.studio import studio_of
from bot.studio.visitors import clean_name
from engine.errors import EngineError

_FIELD = "file"
# What a multipart body may hold beside the file.
_ENVELOPE_BYTES = 4_096
_CHUNK = 16_384
_TOO_LARGE = "that file is too large; a melody has at most {most:,} bytes"


async def bring(request: web.Request) -> web.Response:
    """Read a melody and keep it for a while."""
    studio, visitor = studio_of(request), visitor_of(request)
    name, content = await _file(request, studio.plan.limits)
    try:
        sheet = await studio.desk.read_tune(content, name)
    except EngineError as error:
        raise Problem(422, str(error)) from None
    return answer(
        {
            "id": studio.melodies.keep(visitor.key, sheet),
            "name": name,
            "key": str(sheet.key),
            "meter": sheet.meter.name,
            "bars": sheet.bars,
            "notes": len(sheet.melody),
            "expires_in": KEPT_SECONDS,
        },
        201,
    )


async def forget(request: web.Request) -> web.Response:
    """Drop a melody."""
    kept = studio_of(request).melodies
    if not kept.forget(visitor_of(request).key, request.match_info["id"]):
        raise Problem(404, "you have brought no such melody")
    return web.Response(status=204)


async def _file(request: web.Request, limits: Limits) -> tuple[str, bytes]:
    """(name, content) of the one file in a form. Never holds more than the limit."""
    if request.content_type != "multipart/form-data":
        raise Problem(415, "send a form with one file: Content-Type multipart/form-data")
    most = limits.upload_bytes
    if (request.content_length or 0) > most + _ENVELOPE_BYTES:
        raise Problem(413, _TOO_LARGE.format(most=most))
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for part in await request.multipart():
                if isinstance(part, BodyPartReader) and part.name == _FIELD:
                    return clean_name(part.filename or "") or "melody", await _read(part, most)
    except TimeoutError:
        raise Problem(408, "the file came too slowly; send it again") from None
    except (ValueError, AssertionError, LookupError, RuntimeError, HttpProcessingError):
        # What aiohttp raises for a form that is none, by where it is broken.
        raise Problem(400, "that is no well formed form; send one file as multipart") from None
    raise Problem(422, f"the form has no file under the name {_FIELD!r}")


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        content += chunk
        if len(content) > most:
            raise Problem(413, _TOO_LARGE.format(most=most))
    return bytes(content)
