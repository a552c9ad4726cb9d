"""Who is here: told, signed in, renamed, signed out."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

from bot.studio.bodies import NameIn, SignInBody
from bot.studio.guard import visitor_of
from bot.studio.problems import Problem
from bot.studio.receiving import read_body, read_bytes
from bot.studio.shapes import answer
from bot.studio.studio import Studio, studio_of
from bot.studio.visitors import NOBODY, Visitor

DISCORD_SIGN_IN = "/signin/discord"
_WRONG = "that is not the access token"


async def show(request: web.Request) -> web.Response:
    """Who I am; a browser's first visit begins its session."""
    studio, visitor = studio_of(request), visitor_of(request)
    if visitor is NOBODY and not studio.plan.is_guarded:
        return _given(studio, studio.visitors.guest())
    return answer(session_json(studio, visitor))


async def sign_in(request: web.Request) -> web.Response:
    """Begin a session with the access token."""
    studio = studio_of(request)
    body = await read_body(request, studio.plan.limits, SignInBody)
    if studio.plan.token is None:
        raise Problem(409, "this studio has no access token")
    if not studio.visitors.is_token(body.token):
        raise Problem(403, _WRONG)
    return _given(studio, _kept_or_new(studio, request))


async def sign_in_form(request: web.Request) -> web.Response:
    """The same from a plain form, for a page without scripts."""
    studio = studio_of(request)
    if request.content_type != "application/x-www-form-urlencoded":
        raise Problem(415, "send the form of the sign-in page")
    if request.headers.get("Origin") is None:
        raise Problem(403, "this form comes from nowhere; open the sign-in page")
    content = await read_bytes(request, studio.plan.limits, 4_096)
    token = _field(content.decode("utf-8", "replace"), "token")
    if studio.plan.token is None or not studio.visitors.is_token(token):
        return web.Response(status=303, headers={"Location": "/signin?wrong=1"})
    response = web.Response(status=303, headers={"Location": "/"})
    studio.visitors.give(response, _kept_or_new(studio, request))
    return response


def _field(form: str, name: str) -> str:
    return next(iter(parse_qs(form, max_num_fields=10).get(name, ())), "")


def _kept_or_new(studio: Studio, request: web.Request) -> Visitor:
    known = visitor_of(request)
    return known if known.kind == "member" else studio.visitors.member()


async def rename(request: web.Request) -> web.Response:
    """Change the name that others see."""
    studio, visitor = studio_of(request), visitor_of(request)
    body = await read_body(request, studio.plan.limits, NameIn)
    if not visitor.has_cookie:
        raise Problem(409, "a program has no name of its own")
    if visitor.kind == "discord":
        raise Problem(409, "your name here is that of Discord")
    renamed = studio.visitors.renamed(visitor, body.name)
    await studio.desk.sessions.use(renamed.who(), lambda session: session.meet())
    return _given(studio, renamed)


async def sign_out(request: web.Request) -> web.Response:
    """Forget the session."""
    response = web.Response(status=204)
    studio_of(request).visitors.take(response)
    return response


def _given(studio: Studio, visitor: Visitor) -> web.Response:
    response = answer(session_json(studio, visitor))
    studio.visitors.give(response, visitor)
    return response


def session_json(studio: Studio, visitor: Visitor) -> dict[str, Any]:
    """What a page must know of who looks at it."""
    plan = studio.plan
    return {
        "name": visitor.name,
        "kind": visitor.kind,
        "is_signed_in": visitor.kind != "nobody",
        "csrf": studio.visitors.csrf(visitor) if visitor.has_cookie else "",
        "sign_in": {
            "is_required": plan.is_guarded,
            "token": plan.token is not None,
            "discord": plan.discord is not None,
            "discord_url": DISCORD_SIGN_IN if plan.discord else None,
        },
        "upload_bytes": plan.limits.upload_bytes,
        "discord_bot": plan.has_bot,
    }
