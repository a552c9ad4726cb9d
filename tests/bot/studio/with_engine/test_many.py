"""Many at once and many in a row: watchers of one piece, requests to one studio."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc

import aiohttp
import pytest

from tests.bot.studio.browsing import Browser
from tests.bot.studio.listening import Heard, events
from tests.bot.studio.with_engine.asking import made, ordered

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="package")]


async def test_fifty_browsers_watch_one_piece(ann: Browser) -> None:
    job = await ordered(ann)

    async def watched() -> list[Heard]:
        return [one async for one in events(ann, str(job["events"]))]

    connector = aiohttp.TCPConnector(limit=0)
    old, ann.client = (
        ann.client,
        aiohttp.ClientSession(connector=connector, cookie_jar=ann.client.cookie_jar),
    )
    try:
        told = await asyncio.gather(*(watched() for _ in range(50)))
    finally:
        await ann.client.close()
        ann.client = old
    assert all(one == told[0] for one in told)
    assert told[0][-1].name == "finished"


async def test_memory_stays_flat_over_five_hundred_requests(ann: Browser) -> None:
    code, _ = await made(ann)
    paths = (
        "/", "/api/v1/genres", "/api/v1/pieces", f"/api/v1/pieces/{code}/notes",
        f"/api/v1/pieces/{code}/files/ogg", f"/api/v1/pieces/{code}/score.svg", "/api/v1/status",
    )  # fmt: skip

    async def some(count: int) -> int:
        for number in range(count):
            assert (await ann.get(paths[number % len(paths)])).status == 200
            body = {"text": f"{number % 90 + 5}% jazz, the rest folk"}
            assert (await ann.write("POST", "/api/v1/parse", json=body)).status == 200
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        await some(50)
        first = await some(125)
        second = await some(125)
    finally:
        tracemalloc.stop()
    # What a first round leaves (caches) is paid once: the second adds next to nothing.
    assert second < first * 1.1 + 200_000
