"""Whether the studio works, and how busy it is."""

from __future__ import annotations

import json
import time
from concurrent.futures import CancelledError
from functools import cache
from importlib import metadata, resources
from typing import Any

from aiohttp import web

from bot.studio.shapes import answer
from bot.studio.studio import Studio, studio_of
from engine.errors import EngineError


@cache
def version() -> str:
    """The version that is installed."""
    try:
        return metadata.version("fusebox")
    except metadata.PackageNotFoundError:
        return "unknown"


@cache
def contract() -> dict[str, Any]:
    """The OpenAPI document."""
    text = resources.files("bot.studio").joinpath("openapi.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


async def health(request: web.Request) -> web.Response:
    """The studio answers."""
    return answer({"status": "ok", "version": version()})


async def openapi(request: web.Request) -> web.Response:
    """The contract."""
    return answer(contract())


async def status(request: web.Request) -> web.Response:
    """Queue, engine and what is wrong."""
    studio = studio_of(request)
    return answer(
        {
            "version": version(),
            **_engine(studio),
            "queue": studio.app.engine.waiting(),
            "running": studio.tales.running,
            "streams": sum(studio.streams.values()),
            "uptime_seconds": round(time.monotonic() - studio.began_at, 1),
            "troubles": list(studio.app.troubles),
        }
    )


def _engine(studio: Studio) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "engine": "starting", "engine_trouble": None, "model_version": None, "genres": [],
    }  # fmt: skip
    try:
        started = studio.app.engine.start()
        if not started.done():
            return shown
        ready = started.result()
    except (EngineError, CancelledError) as error:
        return shown | {"engine": "failed", "engine_trouble": str(error)}
    return shown | {
        "engine": "ready", "model_version": ready.model_version, "genres": list(ready.genres),
    }  # fmt: skip
