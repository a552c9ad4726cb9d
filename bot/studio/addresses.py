"""Which address is whose: one row an address and method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.studio import discord_sign_in, pages
from bot.studio.plan import DISCORD_CALLBACK
from bot.studio.routes import (
    battles,
    chat,
    files,
    genres,
    health,
    jobs,
    me,
    melodies,
    pieces,
    presets,
    session,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_CODE = "{code:[0-9A-Za-z]{6}}"
_JOB = r"{id:\d{1,15}}"
_NAME = "{name:[^/]+}"
_SIDE = "{side:left|right}"
_SOUND = "{format:midi|ogg}"
_PIECE = f"/pieces/{_CODE}"
_BATTLE = f"/battles/{_CODE}"

API: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/session", session.show),
    ("POST", "/session", session.sign_in),
    ("PATCH", "/session", session.rename),
    ("DELETE", "/session", session.sign_out),
    ("POST", "/messages", chat.send),
    ("POST", "/parse", chat.parse),
    ("GET", f"/conversations/{_NAME}", chat.conversation),
    ("DELETE", f"/conversations/{_NAME}", chat.reset),
    ("POST", "/compositions", jobs.compose),
    ("GET", "/jobs", jobs.own),
    ("GET", f"/jobs/{_JOB}", jobs.show),
    ("DELETE", f"/jobs/{_JOB}", jobs.cancel),
    ("GET", f"/jobs/{_JOB}/events", jobs.watch),
    ("GET", "/pieces", pieces.gallery),
    ("GET", _PIECE, pieces.show),
    ("PATCH", _PIECE, pieces.show_to),
    ("DELETE", _PIECE, pieces.delete),
    ("GET", f"{_PIECE}/files/{{format:[a-z0-9-]+}}", files.file),
    ("GET", f"{_PIECE}/notes", files.notes),
    ("GET", f"{_PIECE}/melodies/{_NAME}/{_SOUND}", files.melody),
    ("GET", f"{_PIECE}/score.svg", files.score),
    ("GET", f"{_PIECE}/vote", pieces.tally),
    ("PUT", f"{_PIECE}/vote", pieces.vote),
    ("DELETE", f"{_PIECE}/vote", pieces.unvote),
    ("GET", "/presets", presets.show_all),
    ("POST", "/presets", presets.save),
    ("GET", f"/presets/{_NAME}", presets.show),
    ("PATCH", f"/presets/{_NAME}", presets.change),
    ("DELETE", f"/presets/{_NAME}", presets.delete),
    ("POST", f"/presets/{_NAME}/use", presets.use),
    ("GET", f"/presets/{_NAME}/export", presets.export),
    ("POST", "/preset-imports", presets.bring),
    ("POST", "/preset-forks", presets.fork),
    ("GET", "/battles", battles.show_all),
    ("POST", "/battles", battles.call),
    ("GET", _BATTLE, battles.show),
    ("PUT", f"{_BATTLE}/vote", battles.vote),
    ("GET", f"{_BATTLE}/files/{_SIDE}/{_SOUND}", battles.file),
    ("GET", "/leaderboards", battles.leaderboards),
    ("GET", "/taste", me.taste),
    ("PATCH", "/taste", me.change_taste),
    ("DELETE", "/taste", me.forget_taste),
    ("GET", "/preferences", me.preferences),
    ("PUT", "/preferences", me.set_preferences),
    ("DELETE", "/preferences", me.clear_preferences),
    ("GET", "/privacy", me.privacy),
    ("DELETE", "/privacy", me.erase),
    ("GET", "/privacy/export", me.export),
    ("GET", "/genres", genres.show_all),
    ("GET", f"/genres/{_NAME}/sample", genres.sample),
    ("POST", "/melodies", melodies.bring),
    ("DELETE", "/melodies/{id:[0-9a-f]{16}}", melodies.forget),
    ("GET", "/health", health.health),
    ("GET", "/status", health.status),
    ("GET", "/openapi.json", health.openapi),
)
PAGES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/signin/discord", discord_sign_in.begin),
    ("GET", DISCORD_CALLBACK, discord_sign_in.finish),
    ("POST", "/signin", session.sign_in_form),
    ("GET", "/static/{path:.+}", pages.asset),
    ("GET", "/", pages.page),
    ("GET", "/{page:[a-z-]+}", pages.page),
    ("GET", "/{page:[a-z-]+}/{rest:[^/]*}", pages.page),
)


def add_addresses(application: web.Application) -> None:
    """Every address of the studio."""
    rows = [(method, f"/api/v1{path}", handler) for method, path, handler in API]
    for method, path, handler in (*rows, *PAGES):
        route = application.router.add_route(method, path, handler)
        # What can be had can also be asked about; a stream has no end to tell of.
        if method == "GET" and handler is not jobs.watch and route.resource is not None:
            route.resource.add_route("HEAD", handler)  # type: ignore[attr-defined]  # a Resource
