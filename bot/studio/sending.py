"""Contents as answers: type, name, ETag, ranges; written piece by piece to who reads slowly."""

from __future__ import annotations

import asyncio
import hashlib
import re
import urllib.parse

from aiohttp import web

from bot.studio.problems import problem

# By ending; the first that fits.
TYPES: tuple[tuple[str, str], ...] = (
    (".mid", "audio/midi"),
    (".musicxml", "application/vnd.recordare.musicxml+xml"),
    (".ogg", "audio/ogg"),
    (".mp3", "audio/mpeg"),
    (".wav", "audio/wav"),
    (".png", "image/png"),
    (".pdf", "application/pdf"),
    (".zip", "application/zip"),
    (".mp4", "video/mp4"),
    (".json", "application/json"),
    (".svg", "image/svg+xml"),
)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024
# What is hashed in a moment.
_QUICK = 512 * 1024
_CHUNK_SECONDS = 30.0
# Files of a piece change only with the piece's code, but may be seen by fewer people later.
_CACHED = "private, max-age=0, must-revalidate"
_PLAIN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def type_of(name: str) -> str:
    """The media type of a file's name."""
    return next(
        (kind for ending, kind in TYPES if name.endswith(ending)), "application/octet-stream"
    )


def disposition(name: str, *, download: bool) -> str:
    """The header that names a file, whatever letters its name has."""
    plain = _PLAIN_NAME.sub("-", name).strip("-.") or "fusebox"
    kind = "attachment" if download else "inline"
    exact = urllib.parse.quote(name, safe="")
    return f"{kind}; filename=\"{plain[:120]}\"; filename*=UTF-8''{exact[:400]}"


async def send(
    request: web.Request, content: bytes, name: str, *, download: bool = False
) -> web.StreamResponse:
    """A content under a name, or the range of it that is asked for."""
    tag = _tag(content) if len(content) < _QUICK else await asyncio.to_thread(_tag, content)
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": _CACHED,
        "Content-Disposition": disposition(name, download=download),
    }
    if _is_known(request, tag):
        return web.Response(status=304, headers={"ETag": tag, "Cache-Control": _CACHED})
    start, stop, status = 0, len(content), 200
    wished = _range_of(request, tag)
    if wished is not None:
        found = _within(wished, len(content))
        if found is None:
            return problem(
                416, f"there is no such range in {len(content)} bytes",
                headers={"Content-Range": f"bytes */{len(content)}"},
            )  # fmt: skip
        start, stop = found
        status = 206
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    response = web.StreamResponse(status=status, headers=headers)
    response.content_type = type_of(name)
    response.content_length = stop - start
    await response.prepare(request)
    if request.method != "HEAD":
        await _write(request, response, memoryview(content)[start:stop])
    return response


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


async def _write(request: web.Request, response: web.StreamResponse, content: memoryview) -> None:
    """Only so far ahead of who reads that many of them cost little."""
    try:
        for start in range(0, len(content), _CHUNK):
            async with asyncio.timeout(_CHUNK_SECONDS):
                await response.write(bytes(content[start : start + _CHUNK]))
    except (TimeoutError, ConnectionError):
        if request.transport is not None:
            request.transport.abort()


def _is_known(request: web.Request, tag: str) -> bool:
    sent = request.headers.get("If-None-Match", "")
    return sent.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in sent.split(",")]


def _range_of(request: web.Request, tag: str) -> tuple[str, str] | None:
    """The one range that is asked for; anything else is answered with the whole."""
    condition = request.headers.get("If-Range")
    if condition is not None and condition != tag:
        return None
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    return (match[1], match[2]) if match and (match[1] or match[2]) else None


def _within(wished: tuple[str, str], length: int) -> tuple[int, int] | None:
    """(start, stop) of a range; None where there is nothing in it."""
    first, last = wished
    if not first:
        start, stop = max(0, length - int(last)), length
    else:
        start = int(first)
        stop = min(length, int(last) + 1) if last else length
        if last and int(last) < start:
            return (0, length)
    return (start, stop) if start < stop else None
