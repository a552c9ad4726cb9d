"""A small Discord for signing in: it shows who asked what, and checks PKCE as Discord does."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import BasicAuth, web
from aiohttp.test_utils import TestServer
from yarl import URL

CLIENT, SECRET = "4711", "a-client-secret"


@dataclass(slots=True)
class Provider:
    """``codes`` are the challenges and addresses of consents that were given."""

    user: dict[str, object] = field(
        default_factory=lambda: {"id": "80351110224678912", "username": "ann", "global_name": "Ann"}
    )
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    base: URL = field(default_factory=URL)

    def consent(self, asked: URL) -> URL:
        """What the user's browser is sent back to when they say yes."""
        query = asked.query
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert query["scope"] == "identify"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = (query["code_challenge"], query["redirect_uri"])
        return URL(query["redirect_uri"]).with_query(code=code, state=query["state"])

    async def token(self, request: web.Request) -> web.Response:
        """The code for a token, where secret, address and verifier are right; only once."""
        form = await request.post()
        known = BasicAuth.decode(request.headers["Authorization"])
        challenge, redirect = self.codes.pop(str(form["code"]), ("", ""))
        sent = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        right = (
            (known.login, known.password) == (CLIENT, SECRET)
            and form["redirect_uri"] == redirect
            and base64.urlsafe_b64encode(sent).decode().rstrip("=") == challenge
        )
        if not right:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": "a-token", "token_type": "Bearer"})

    async def me(self, request: web.Request) -> web.Response:
        """Who the token is of."""
        if request.headers.get("Authorization") != "Bearer a-token":
            return web.json_response({"message": "401: Unauthorized"}, status=401)
        return web.json_response(self.user)


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    """A provider that is up."""
    made = Provider()
    application = web.Application()
    application.router.add_post("/api/v10/oauth2/token", made.token)
    application.router.add_get("/api/v10/users/@me", made.me)
    async with TestServer(application) as server:
        made.base = server.make_url("/")
        yield made
