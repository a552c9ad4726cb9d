"""The pages: files of ``static/``, and which addresses show one.

There is one HTML file; its script (``static/js/app.js``) draws the page of the address.
"""

from __future__ import annotations

import re
from pathlib import Path

from aiohttp import web

from bot.studio.guard import visitor_of
from bot.studio.studio import studio_of
from bot.studio.visitors import NOBODY

STATIC = Path(__file__).parent / "static"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
_SHELL = STATIC / "index.html"
_OPEN_PAGE = "signin"
_PAGES = frozenset(
    {"", "gallery", "pieces", "battles", "leaderboards", "genres", "privacy", _OPEN_PAGE}
)
_FRESH = {"Cache-Control": "no-cache"}


async def asset(request: web.Request) -> web.StreamResponse:
    """A file of ``static/``; only plain names, so that no path leads out of it."""
    parts = request.match_info["path"].split("/")
    if not all(_NAME.fullmatch(part) for part in parts) or parts[-1].endswith(".html"):
        raise web.HTTPNotFound()
    path = STATIC.joinpath(*parts)
    if not path.is_file() or not path.resolve().is_relative_to(STATIC.resolve()):
        raise web.HTTPNotFound()
    return web.FileResponse(path, headers=_FRESH)


async def page(request: web.Request) -> web.StreamResponse:
    """``/``, ``/gallery``, ``/pieces/K7M2QX`` …: the shell; 404 with it for any other name."""
    studio, visitor = studio_of(request), visitor_of(request)
    name = request.match_info.get("page", "")
    if name != _OPEN_PAGE and visitor is NOBODY and studio.plan.is_guarded:
        return web.Response(status=303, headers={"Location": "/signin"})
    response = web.FileResponse(_SHELL, status=200 if name in _PAGES else 404, headers=_FRESH)
    if visitor is NOBODY and not studio.plan.is_guarded:
        studio.visitors.give(response, studio.visitors.guest())
    return response
