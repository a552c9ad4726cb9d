"""A browser's manners without a browser: a cookie jar, the CSRF token, and what pages send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp

from bot.studio.server import StudioServer


@dataclass(slots=True)
class Answer:
    """What came back: the status, the headers, the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: list[str] = field(default_factory=list)

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Browser:
    """One person at a studio. ``csrf`` is sent with writes once the session is known."""

    def __init__(self, server: StudioServer, **options: Any) -> None:
        self.origin = server.address.rstrip("/")
        self.csrf = ""
        jar = aiohttp.CookieJar(unsafe=True)
        self.client = aiohttp.ClientSession(cookie_jar=jar, **options)

    async def __aenter__(self) -> Browser:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.client.close()

    async def open(self) -> Browser:
        """Look at the first page: there is a session then."""
        await self.get("/")
        self.csrf = (await self.get("/api/v1/session")).json["csrf"]
        return self

    async def get(self, path: str, **options: Any) -> Answer:
        """A page's request."""
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        return await self.ask("GET", path, headers=headers, **options)

    async def write(self, method: str, path: str, **options: Any) -> Answer:
        """A page's write."""
        marks = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        if self.csrf:
            marks["X-CSRF-Token"] = self.csrf
        return await self.ask(method, path, headers=marks | options.pop("headers", {}), **options)

    async def ask(self, method: str, path: str, **options: Any) -> Answer:
        """A request as it is."""
        url = path if "://" in path else self.origin + path
        options.setdefault("allow_redirects", False)
        async with self.client.request(method, url, **options) as reply:
            body = await reply.read()
            cookies = reply.headers.getall("Set-Cookie", [])
            return Answer(reply.status, reply.headers, body, list(cookies))
