"""Reading requests: bodies within their size and time, queries by name."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.studio.plan import Limits
from bot.studio.problems import Problem

CONVERSATION = re.compile(r"[A-Za-z0-9_-]{1,40}")
_WHOLE = re.compile(r"-?\d{1,18}")
Body = TypeVar("Body", bound=BaseModel)


async def read_bytes(request: web.Request, limits: Limits, most: int) -> bytes:
    """A body, read only as far as it may go and for as long as it may take."""
    if (request.content_length or 0) > most:
        raise Problem(413, f"that is too large; at most {most:,} bytes are taken")
    content = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for chunk in request.content.iter_chunked(16_384):
                content += chunk
                if len(content) > most:
                    raise Problem(413, f"that is too large; at most {most:,} bytes are taken")
    except TimeoutError:
        raise Problem(408, "the request came too slowly; send it again") from None
    return bytes(content)


# What people can do wrong in a form, in their words instead of the validator's.
_PLAIN = {
    "missing": "it is missing",
    "string_too_short": "it is empty or too short",
    "string_too_long": "it is longer than {max_length} characters",
    "extra_forbidden": "there is no such field",
}


async def read_body(request: web.Request, limits: Limits, kind: type[Body]) -> Body:
    """A JSON body of a kind. Raises Problem: 400, 408, 413, 415, 422."""
    if request.content_type != "application/json":
        raise Problem(415, "send JSON, with Content-Type: application/json")
    content = await read_bytes(request, limits, limits.body_bytes)
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise Problem(400, f"the body is no JSON: {first['msg']}"[:300]) from None
        where = ".".join(str(part) for part in first["loc"])[:100]
        plain = _PLAIN.get(first["type"])
        if plain is None:
            said = first["msg"].removeprefix("Value error, ")
        else:
            said = plain.format_map(first.get("ctx", {}))
        raise Problem(422, f"{where or 'the body'}: {said}"[:400]) from None


def choice(request: web.Request, name: str, known: Sequence[str], usual: str) -> str:
    """A word of the query that is one of those known."""
    value = request.query.get(name, usual)
    if value not in known:
        raise Problem(400, f"{name} is one of {', '.join(known)}, not {value[:40]!r}")
    return value


def whole(request: web.Request, name: str, low: int, high: int, usual: int) -> int:
    """A whole number of the query within a range."""
    value = request.query.get(name, str(usual))
    if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
        raise Problem(400, f"{name} is a whole number from {low} to {high}, not {value[:40]!r}")
    return int(value)
