"""Server-sent events as a browser reads them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from tests.bot.studio.browsing import Browser


@dataclass(frozen=True, slots=True)
class Heard:
    """One event."""

    id: str
    name: str
    data: Any


async def events(
    browser: Browser, path: str, *, last: str = "", seconds: float = 300.0
) -> AsyncIterator[Heard]:
    """The events of a stream until it ends; comments are passed over."""
    headers = {"Last-Event-ID": last} if last else {}
    async with (
        asyncio.timeout(seconds),
        browser.client.get(browser.origin + path, headers=headers) as reply,
    ):
        assert reply.status in (200, 204), await reply.read()
        fields: dict[str, str] = {}
        async for raw in reply.content:
            line = raw.decode().rstrip("\n")
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                yield Heard(fields["id"], fields["event"], json.loads(fields["data"]))
                fields = {}
