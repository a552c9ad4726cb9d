"""A small web server on this machine, as good or as bad as a test asks."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.fetching.download import new_session

T = TypeVar("T")


@dataclass
class Files:
    """What the server offers, what it was asked, and how it misbehaves.

    ``breaks`` are numbers of bytes after which answers break off, one an answer;
    ``answers`` are statuses given before any file is.
    """

    files: dict[str, bytes]
    ranges: bool = True
    breaks: list[int] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        wanted = request.headers.get("Range", "")
        self.asked.append(wanted)
        if self.answers:
            status, headers = self.answers.pop(0)
            return web.Response(status=status, headers=headers)
        data = self.files.get(request.path.removeprefix("/"))
        if data is None:
            return web.Response(status=404)
        version = f'"{hashlib.sha256(data).hexdigest()}"'
        begin, status = 0, 200
        match = re.fullmatch(r"bytes=(\d+)-", wanted)
        headers = {"ETag": version}
        if match and self.ranges and request.headers.get("If-Range", version) == version:
            begin, status = int(match.group(1)), 206
            if begin >= len(data):
                return web.Response(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
            headers["Content-Range"] = f"bytes {begin}-{len(data) - 1}/{len(data)}"
        response = web.StreamResponse(status=status, headers=headers)
        response.content_length = len(data) - begin
        await response.prepare(request)
        if self.breaks:
            await response.write(data[begin : begin + self.breaks.pop(0)])
            assert request.transport is not None
            request.transport.close()
            return response
        await response.write(data[begin:])
        return response


def with_server(files: Files, use: Callable[[aiohttp.ClientSession, str], Awaitable[T]]) -> T:
    """Run ``use(session, address)`` against a server with these files."""

    async def run() -> T:
        app = web.Application()
        app.router.add_get("/{path:.*}", files.answer)
        async with TestServer(app) as server, new_session() as session:
            return await use(session, str(server.make_url("/")).rstrip("/"))

    return asyncio.run(run())


async def no_pause(_seconds: float) -> None:
    """Waiting that takes no time."""
