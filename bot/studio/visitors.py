"""Who is here: signed sessions in a cookie, tokens of programs, and what belongs to each.

Holds no list of sessions: everything stands in the cookie, signed. A session that was
opened with another access token than today's, or that today's plan doesn't allow, is none.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, replace
from typing import Any, Literal

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer

from bot.conversation.memory.who import Who
from bot.studio.plan import Plan

FRONT = "studio"
COOKIE = "fusebox_session"
CSRF_HEADER = "X-CSRF-Token"
Kind = Literal["guest", "member", "discord", "script", "nobody"]
_KINDS: tuple[Kind, ...] = ("guest", "member", "discord")
_MOST_SECONDS = 180 * 86_400
_LONGEST_NAME = 40
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# What no program but a browser sends.
_BROWSER_MARKS = ("Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody. ``session`` names the cookie's session; empty for programs and nobody.

    ``locale`` is the language that their browser likes best, as it says so.
    """

    kind: Kind
    user: str
    name: str
    session: str = ""
    locale: str = ""

    @property
    def has_cookie(self) -> bool:
        """Whether a browser sends this identity by itself, also for another site."""
        return bool(self.session)

    @property
    def key(self) -> tuple[str, str]:
        """The user as the memory knows them."""
        return ("discord" if self.kind == "discord" else FRONT, self.user)

    def who(self, conversation: str = "main") -> Who:
        """The user for the desk. A Discord user here is the one of the Discord bot."""
        front, user = self.key
        home = "" if front == FRONT else FRONT
        return Who(front, user, self.name, FRONT, conversation, self.locale, home)


NOBODY = Visitor("nobody", "", "")
SCRIPT = Visitor("script", "script", "script")


class Visitors:
    """Opens, reads and checks sessions."""

    def __init__(self, plan: Plan, key: bytes) -> None:
        self._plan = plan
        self._key = key
        self._signer = URLSafeTimedSerializer(key, salt="fusebox-session")

    def guest(self) -> Visitor:
        """A new user without any account."""
        user = secrets.token_hex(12)
        return Visitor("guest", user, f"Guest {user[:4].upper()}", _new_session())

    def member(self) -> Visitor:
        """A new user who knew the access token."""
        user = secrets.token_hex(12)
        return Visitor("member", user, f"Member {user[:4].upper()}", _new_session())

    def discord(self, user: str, name: str) -> Visitor:
        """A user whom Discord vouches for."""
        return Visitor("discord", user, clean_name(name) or user, _new_session())

    def renamed(self, visitor: Visitor, name: str) -> Visitor:
        """The same user under another name."""
        return replace(visitor, name=clean_name(name) or visitor.name)

    def of(self, request: web.Request) -> Visitor | None:
        """Who sends a request; None for a browser that has no session."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(token.strip()):
            return SCRIPT
        cookie = request.cookies.get(COOKIE)
        visitor = None if cookie is None else self.read(cookie)
        if visitor is not None:
            return visitor
        if not self._plan.is_guarded and not any(one in request.headers for one in _BROWSER_MARKS):
            return SCRIPT
        return None

    def speaking(self, request: web.Request) -> Visitor | None:
        """Who sends a request, with their language."""
        visitor = self.of(request)
        found = _LOCALE.match(request.headers.get("Accept-Language", ""))
        return visitor if visitor is None or not found else replace(visitor, locale=found[0])

    def is_token(self, token: str) -> bool:
        """Whether this is the access token; takes as long for any wrong one."""
        known = self._plan.token
        return known is not None and is_same(token, known)

    def cookie(self, visitor: Visitor) -> str:
        """The session as a cookie's value."""
        mark = self._plan.token_mark if visitor.kind == "member" else ""
        return self._signer.dumps([visitor.kind, visitor.user, visitor.name, visitor.session, mark])

    def read(self, cookie: str) -> Visitor | None:
        """The session of a cookie; None where it is forged, old or not allowed any more."""
        try:
            kind, user, name, session, mark = _texts(
                self._signer.loads(cookie, max_age=_MOST_SECONDS)
            )
        except (BadData, ValueError):
            return None
        allowed: dict[str, bool] = {
            "guest": not self._plan.is_guarded,
            "member": self._plan.token is not None and mark == self._plan.token_mark,
            "discord": self._plan.discord is not None,
        }
        for known in _KINDS:
            if known == kind and allowed[known]:
                return Visitor(known, user, name, session)
        return None

    def csrf(self, visitor: Visitor) -> str:
        """What a page must send with every write of this session."""
        return hmac.new(self._key, f"csrf {visitor.session}".encode(), hashlib.sha256).hexdigest()

    def sign(self, purpose: str, values: list[str]) -> str:
        """Something that a browser keeps for a while, such as an unfinished sign-in."""
        return URLSafeTimedSerializer(self._key, salt=f"fusebox-{purpose}").dumps(values)

    def unsign(self, purpose: str, text: str, *, max_age: int) -> list[str] | None:
        """What ``sign`` signed; None where it is forged or older than ``max_age`` seconds."""
        signer = URLSafeTimedSerializer(self._key, salt=f"fusebox-{purpose}")
        try:
            return _texts(signer.loads(text, max_age=max_age))
        except (BadData, ValueError):
            return None

    def give(self, response: web.StreamResponse, visitor: Visitor) -> None:
        """Set the session's cookie."""
        response.set_cookie(
            COOKIE, self.cookie(visitor), max_age=_MOST_SECONDS, path="/", httponly=True,
            samesite="Lax", secure=self._plan.is_secure,
        )  # fmt: skip

    def take(self, response: web.StreamResponse) -> None:
        """Forget the session's cookie."""
        response.del_cookie(
            COOKIE, path="/", httponly=True, samesite="Lax", secure=self._plan.is_secure
        )


def is_same(sent: str, secret: str) -> bool:
    """Whether somebody sent a secret; takes as long for any wrong one, whatever bytes it has."""
    return hmac.compare_digest(sent.encode(errors="replace"), secret.encode())


def clean_name(name: str) -> str:
    """A name without characters that can't be seen, at most 40 long."""
    return " ".join(_UNSEEN.sub(" ", name).split())[:_LONGEST_NAME].strip()


def _new_session() -> str:
    return secrets.token_hex(12)


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ValueError("not what was signed")
    return list(values)
