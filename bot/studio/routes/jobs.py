"""Jobs: begun, looked at, watched, given up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

from aiohttp import web

from bot.conversation.request import ResolvedRequest
from bot.studio.bodies import CompositionIn
from bot.studio.fields import resolved
from bot.studio.guard import visitor_of
from bot.studio.problems import Problem
from bot.studio.receiving import choice, read_body
from bot.studio.routes.chat import melody_of, say
from bot.studio.shapes import answer, composes
from bot.studio.studio import Studio, studio_of
from bot.studio.tale import Tale, Told
from engine.compose.base import built_on
from engine.recipe import read_recipe

_RETRY_MS = 2_000
_WRITE_SECONDS = 15.0
_ENDED = {"failed": "failed", "cancelled": "was cancelled"}


async def compose(request: web.Request) -> web.Response:
    """Begin what a sentence, fields or a recipe ask for."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, CompositionIn)
    if body.text is not None:
        wanted, belongs = await _said(studio, request, body.text, body), True
    else:
        wanted, belongs = await _in_fields(studio, request, body), False
    tales = await studio.tales.order(
        visitor_of(request), body.conversation, wanted, formats=body.formats,
        visibility=body.visibility, belongs=belongs,
    )  # fmt: skip
    return answer(
        {"jobs": [tale.to_json() for tale in tales]}, 202,
        {"Location": f"/api/v1/jobs/{tales[0].job}"},
    )  # fmt: skip


async def _said(
    studio: Studio, request: web.Request, text: str, body: CompositionIn
) -> ResolvedRequest:
    reading, _ = await say(studio, request, text, body.conversation, melody=body.melody)
    if reading.error is not None or not composes(reading):
        trouble = reading.error or "that asks for no music; say it to POST /api/v1/messages"
        raise Problem(422, trouble)
    present = await studio.use(request, lambda session: session.request, body.conversation)
    wanted = present or reading.request
    assert wanted is not None
    return wanted


async def _in_fields(studio: Studio, request: web.Request, body: CompositionIn) -> ResolvedRequest:
    if body.request is not None:
        wanted = resolved(body.request, studio.app.genres)
    else:
        assert body.recipe is not None
        composition, _ = read_recipe(body.recipe)
        wanted = ResolvedRequest.from_json(composition.to_json())
    if body.melody is not None:
        sheet = melody_of(studio, request, body.melody)
        keep = body.melody.keep
        built = await asyncio.to_thread(built_on, wanted.composition(), sheet, keep=keep)
        return replace(wanted, key=built.key, meter=built.meter, bars=built.bars, base=built.base)
    if wanted.base is not None:
        raise Problem(422, "that recipe builds on somebody's melody; bring its file as well")
    return wanted


async def own(request: web.Request) -> web.Response:
    """One's own jobs of this process."""
    state = choice(request, "state", ("running", "all"), "running")
    tales = studio_of(request).tales.of(visitor_of(request))
    return answer(
        {"jobs": [tale.to_json() for tale in tales if state == "all" or not tale.is_over]}
    )


async def show(request: web.Request) -> web.Response:
    """Where a job is."""
    return answer(_tale(request).to_json())


async def cancel(request: web.Request) -> web.Response:
    """Give a job up."""
    tale = _tale(request)
    if tale.state in ("failed", "cancelled"):
        raise Problem(409, f"that job is over already: it {_ENDED[tale.state]}")
    if tale.is_over or not await studio_of(request).tales.cancel(tale):
        raise Problem(409, "too late to cancel: the piece is composed, and you can erase it")
    async for _ in _until_over(tale):
        pass
    return answer(tale.to_json())


async def _until_over(tale: Tale) -> AsyncIterator[Told]:
    async for told in tale.watch():
        if told is not None:
            yield told


async def watch(request: web.Request) -> web.StreamResponse:
    """A job's events, the old ones first."""
    studio, tale = studio_of(request), _tale(request)
    after = _last_seen(request, tale)
    if tale.is_over and after >= len(tale.told) > 0:
        return web.Response(status=204)
    owner = visitor_of(request).key
    if studio.streams.get(owner, 0) >= studio.plan.limits.streams_per_user:
        raise Problem(429, "too many event streams of yours are open", retry_after=5)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    studio.streams[owner] = studio.streams.get(owner, 0) + 1
    try:
        await response.prepare(request)
        await _write(response, f"retry: {_RETRY_MS}\n\n")
        await _send_all(response, tale, after, studio.plan.limits.heartbeat_seconds)
    except (ConnectionError, TimeoutError):
        if request.transport is not None:
            request.transport.abort()
    finally:
        studio.streams[owner] -= 1
        if not studio.streams[owner]:
            del studio.streams[owner]
    return response


async def _send_all(
    response: web.StreamResponse, tale: Tale, after: int, heartbeat_seconds: float
) -> None:
    while True:
        try:
            async with asyncio.timeout(None) as patience:
                loop = asyncio.get_running_loop()
                async for told in tale.watch(after):
                    if told is None:
                        patience.reschedule(loop.time() + heartbeat_seconds)
                        continue
                    patience.reschedule(None)
                    await _write(response, _line(tale, told))
                    after = told.number
                return
        except TimeoutError:
            await _write(response, ": still here\n\n")


def _line(tale: Tale, told: Told) -> str:
    data = json.dumps(told.data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {tale.mark}-{told.number}\nevent: {told.name}\ndata: {data}\n\n"


async def _write(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(_WRITE_SECONDS):
        await response.write(text.encode("utf-8", "replace"))


def _last_seen(request: web.Request, tale: Tale) -> int:
    """How many events the other side has; none where it heard them from another process."""
    mark, _, number = request.headers.get("Last-Event-ID", "").rpartition("-")
    if mark != tale.mark or not number.isascii() or not number.isdigit() or len(number) > 9:
        return 0
    return min(int(number), len(tale.told))


def _tale(request: web.Request) -> Tale:
    tale = studio_of(request).tales.find(visitor_of(request), int(request.match_info["id"]))
    if tale is None:
        raise Problem(404, "you have no such job; finished ones are among your pieces")
    return tale
