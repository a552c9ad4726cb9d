"""REST v10 at its door: who calls, what goes wrong on demand, limits of rate, errors as JSON."""

from __future__ import annotations

import asyncio
import json
import re
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.wire.simulator import errors
from tests.wire.simulator.errors import Refused
from tests.wire.simulator.faults import Fault
from tests.wire.simulator.limits import REQUEST_BYTES

if TYPE_CHECKING:
    from tests.wire.simulator.simulator import Simulator

API = "/api/v10"
_OPEN = ("/webhooks/", "/interactions/")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    """A request that came in: when (seconds, monotonic), what, and what was answered."""

    at: float
    what: str
    status: int = 0


@dataclass(frozen=True)
class Form:
    """A request's body: the JSON, and files by name."""

    payload: dict[str, Any]
    files: dict[str, bytes]


def json_response(
    data: Any, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    """JSON whose content type is exactly Discord's."""
    return web.Response(
        body=json.dumps(data).encode(),
        status=status,
        headers={"Content-Type": "application/json", **(headers or {})},
    )


async def read_form(request: web.Request) -> Form:
    """The JSON of a request, or the JSON and the files of a multipart one. Raises Refused."""
    if request.content_length is not None and request.content_length > REQUEST_BYTES:
        raise Refused(errors.TOO_LARGE.with_details([f"request: {request.content_length} bytes"]))
    if not request.content_type.startswith("multipart/"):
        body = await request.read()
        return Form(json.loads(body) if body else {}, {})
    payload: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    size = 0
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        size += len(data)
        if part.name == "payload_json":
            payload = json.loads(data)
        elif re.fullmatch(r"files\[\d+\]", part.name or "") and part.filename:
            files[part.filename] = data
        else:
            raise Refused(errors.INVALID_FORM.with_details([f"a part named {part.name!r}"]))
    if size > REQUEST_BYTES:
        raise Refused(errors.TOO_LARGE.with_details([f"request: {size} bytes"]))
    return Form(payload, files)


def at_the_door(discord: Simulator) -> Any:
    """The middleware around all handlers."""

    @web.middleware
    async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        what = f"{request.method} {request.path.removeprefix(API)}"
        call = Call(time.monotonic(), what)
        discord.calls.append(call)
        try:
            response = await _meet_faults(request, handler, what)
        except Refused as refused:
            refusal = refused.refusal
            if refusal in _DEFECTS or refusal.details:
                discord.violations.append(f"{what}: {refusal.message} {list(refusal.details)}")
            response = json_response(refusal.body(), refusal.status, dict(refusal.headers))
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception:  # the simulator's own border: its faults must fail the test, not hang it
            discord.violations.append(f"{what}: the simulator failed: {traceback.format_exc()}")
            response = json_response({"message": "simulator", "code": 0}, 500)
        finally:
            discord.note()
        call.status = response.status
        discord.note()
        return response

    async def _meet_faults(request: web.Request, handler: Handler, what: str) -> web.StreamResponse:
        has_files = request.content_type.startswith("multipart/")
        fault = discord.faults.take(what, has_files=has_files)
        if fault is not None and not fault.done:
            await _befall(request, fault)
        if not what.split(" ")[1].startswith(_OPEN):
            if request.headers.get("Authorization") != f"Bot {discord.token}":
                raise Refused(errors.UNAUTHORISED)
            discord.bot_agents.add(request.headers.get("User-Agent", ""))
        headers = discord.rates.count(what)
        response = await handler(request)
        if fault is not None and fault.done:
            discord.note()
            await _befall(request, fault)
        response.headers.update(headers)
        return response

    async def _befall(request: web.Request, fault: Fault) -> None:
        if fault.wait_s:
            await asyncio.sleep(fault.wait_s)
        if fault.status is not None:
            raise Refused(fault.refusal())
        if fault.reset:
            discord.tunnel.reset(request)
            raise ConnectionResetError

    return door


_DEFECTS = (
    errors.UNKNOWN_INTERACTION,
    errors.ALREADY_ACKNOWLEDGED,
    errors.EMPTY_MESSAGE,
    errors.TOO_MANY_FOLLOW_UPS,
)
