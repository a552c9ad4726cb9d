"""Signing in with Discord: OAuth 2's code flow with PKCE and state (RFC 6749, RFC 7636).

Only the identity is asked for; no token of the user's is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import secrets
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

from bot.studio.plan import DISCORD_CALLBACK, DiscordSignIn
from bot.studio.problems import Problem
from bot.studio.studio import Studio, studio_of
from bot.studio.visitors import is_same

_COOKIE = "fusebox_signin"
_PURPOSE = "discord-sign-in"
_PATIENCE_SECONDS = 600
_PROVIDER_SECONDS = 15.0
_MOST_BYTES = 64 * 1024
_LOG = logging.getLogger("fusebox.studio")
_NOT_DONE = "Discord didn't confirm who you are; go back and try again"


async def begin(request: web.Request) -> web.Response:
    """Send the browser to Discord, with what its return must prove."""
    studio, provider = studio_of(request), _provider(request)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    target = (provider.base / "oauth2/authorize").with_query(
        response_type="code",
        client_id=provider.client_id,
        scope="identify",
        state=state,
        redirect_uri=_redirect(studio, request),
        code_challenge=challenge.decode().rstrip("="),
        code_challenge_method="S256",
    )
    response = web.Response(status=303, headers={"Location": str(target)})
    response.set_cookie(
        _COOKIE, studio.visitors.sign(_PURPOSE, [state, verifier]), max_age=_PATIENCE_SECONDS,
        path="/signin", httponly=True, samesite="Lax", secure=studio.plan.is_secure,
    )  # fmt: skip
    return response


async def finish(request: web.Request) -> web.Response:
    """The browser is back: check it, ask Discord who it is, begin the session."""
    studio, provider = studio_of(request), _provider(request)
    cookie = request.cookies.get(_COOKIE, "")
    kept = studio.visitors.unsign(_PURPOSE, cookie, max_age=_PATIENCE_SECONDS)
    state = request.query.get("state", "")
    if kept is None or len(kept) != 2 or not is_same(state, kept[0]):
        raise Problem(403, "this sign-in was not begun here, or too long ago; begin again")
    code = request.query.get("code")
    if not code:
        return _left(studio, "/signin?refused=1")
    user = await _user(provider, code[:500], kept[1], _redirect(studio, request))
    shown = str(user.get("global_name") or user.get("username") or "")
    visitor = studio.visitors.discord(str(user["id"]), shown)
    response = _left(studio, "/")
    studio.visitors.give(response, visitor)
    return response


def _left(studio: Studio, where: str) -> web.Response:
    response = web.Response(status=303, headers={"Location": where})
    response.del_cookie(
        _COOKIE, path="/signin", httponly=True, samesite="Lax", secure=studio.plan.is_secure
    )
    return response


async def _user(provider: DiscordSignIn, code: str, verifier: str, redirect: str) -> dict[str, Any]:
    api = provider.base / "api/v10"
    timeout = aiohttp.ClientTimeout(total=_PROVIDER_SECONDS)
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
        "code_verifier": verifier,
    }  # fmt: skip
    basic = aiohttp.BasicAuth(provider.client_id, provider.client_secret)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as client:
            async with client.post(api / "oauth2/token", data=form, auth=basic) as reply:
                token = await _json(reply)
            headers = {"Authorization": f"Bearer {token['access_token']}"}
            async with client.get(api / "users/@me", headers=headers) as reply:
                user = await _json(reply)
        if not str(user["id"]).isdecimal():
            raise ValueError("no id")
    except (TimeoutError, aiohttp.ClientError, ValueError, KeyError) as error:
        _LOG.warning("signing in with Discord failed: %s", type(error).__name__)
        raise Problem(403, _NOT_DONE) from None
    return user


async def _json(reply: aiohttp.ClientResponse) -> dict[str, Any]:
    """What the provider says. Raises ValueError, ClientError."""
    reply.raise_for_status()
    content = await reply.content.read(_MOST_BYTES)
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _provider(request: web.Request) -> DiscordSignIn:
    provider = studio_of(request).plan.discord
    if provider is None:
        raise Problem(404, "signing in with Discord is not set up here")
    return provider


def _redirect(studio: Studio, request: web.Request) -> str:
    origin = studio.plan.url or URL(f"http://{request.host}")
    return str(origin.with_path(DISCORD_CALLBACK))
