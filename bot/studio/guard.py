"""What stands before every request: host, rate, session, CSRF; and the headers after it."""

from __future__ import annotations

import asyncio
import ipaddress

from aiohttp import web
from yarl import URL

from bot.conversation.language import speaking
from bot.studio.buckets import Buckets
from bot.studio.plan import Plan, is_loopback
from bot.studio.problems import API, Handler, Problem
from bot.studio.visitors import CSRF_HEADER, NOBODY, Visitor, Visitors, is_same

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# What can be had without any session.
_OPEN = frozenset({"/api/v1/health", "/api/v1/openapi.json", "/api/v1/session"})
_SIGN_IN = frozenset({("POST", "/api/v1/session"), ("POST", "/signin")})
_MAKING = ("/api/v1/messages", "/api/v1/compositions", "/api/v1/battles")
_VISITOR = web.RequestKey("visitor", Visitor)

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def visitor_of(request: web.Request) -> Visitor:
    """Who sends this request; NOBODY only where that is enough."""
    visitor: Visitor = request.get(_VISITOR, NOBODY)
    return visitor


class Guard:
    """The middlewares of one studio."""

    def __init__(self, plan: Plan, visitors: Visitors) -> None:
        self.plan, self.visitors = plan, visitors
        limits = plan.limits
        self._reads = Buckets(per_second=limits.reads_per_second, at_once=limits.reads_at_once)
        self._writes = Buckets(
            per_second=limits.writes_per_minute / 60, at_once=limits.writes_at_once
        )
        self._pieces = Buckets(
            per_second=limits.pieces_per_minute / 60, at_once=limits.pieces_at_once
        )
        self._sign_ins = Buckets(
            per_second=limits.sign_ins_per_minute / 60, at_once=limits.sign_ins_at_once
        )

    @web.middleware
    async def deliver(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Send an answer within its time, so that who reads too slowly holds nothing up."""
        response = await handler(request)
        if not isinstance(response, web.FileResponse):
            try:
                async with asyncio.timeout(self.plan.limits.answer_seconds):
                    await response.prepare(request)
                    await response.write_eof()
            except ConnectionError:
                pass  # whoever asked has gone, as every page does that leaves an event stream
            except TimeoutError:
                if request.transport is not None:
                    request.transport.abort()
        return response

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Host, rate, session and CSRF, in this order."""
        self._check_host(request)
        address = address_of(request, self.plan)
        self._check_rate(request, address)
        visitor = self.visitors.speaking(request)
        if request.method in WRITES:
            self._check_write(request, visitor)
        if request.path.startswith(API):
            if visitor is None and request.path not in _OPEN:
                raise self._no_session()
            self._check_user(request, visitor, address)
        request[_VISITOR] = NOBODY if visitor is None else visitor
        with speaking(visitor_of(request).locale):
            return await handler(request)

    def _no_session(self) -> Problem:
        if self.plan.is_guarded:
            return Problem(401, "sign in first, or send the access token: Authorization: Bearer …")
        return Problem(401, "there is no session yet; open the studio's first page")

    def _check_host(self, request: web.Request) -> None:
        """A name that only this machine is called by: another site's name that leads here
        (DNS rebinding) is refused."""
        host = _host_name(request.headers.get("Host", ""))
        if self.plan.is_loopback and not is_loopback(host):
            raise Problem(403, f"this studio is not {host[:80]!r}; open it by its printed address")

    def _check_rate(self, request: web.Request, address: str) -> None:
        if (request.method, request.path) in _SIGN_IN:
            _within(self._sign_ins, address, "too many attempts to sign in")
        elif request.method not in WRITES:
            _within(self._reads, address, "too many requests")

    def _check_user(self, request: web.Request, visitor: Visitor | None, address: str) -> None:
        if request.method not in WRITES or visitor is None:
            return
        # A guest costs nothing to become: the address counts, not the name.
        who = address if visitor.kind in ("guest", "nobody") else visitor.key
        _within(self._writes, who, "too many requests")
        if request.method == "POST" and request.path.startswith(_MAKING):
            _within(self._pieces, who, "that is a lot of music")

    def _check_write(self, request: web.Request, visitor: Visitor | None) -> None:
        """A write comes from the studio's own pages, or from a program."""
        origin = request.headers.get("Origin")
        if origin is not None and not self._is_own(request, origin):
            raise Problem(403, "this request comes from another site")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise Problem(403, "this request comes from another site")
        if (request.method, request.path) in _SIGN_IN or visitor is None or not visitor.has_cookie:
            return
        sent = request.headers.get(CSRF_HEADER, "")
        if not is_same(sent, self.visitors.csrf(visitor)):
            raise Problem(
                403, f"the header {CSRF_HEADER} is missing or old; GET /api/v1/session has it"
            )

    def _is_own(self, request: web.Request, origin: str) -> bool:
        if self.plan.url is not None and origin == str(self.plan.url):
            return True
        try:
            url = URL(origin)
        except ValueError:
            return False
        return bool(url.host) and url.authority == URL(f"{url.scheme}://{request.host}").authority


def address_of(request: web.Request, plan: Plan) -> str:
    """Whose requests are counted together: an address, or an IPv6 network of a household.

    Behind a proxy on this machine it is the address that the proxy saw.
    """
    peer = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if plan.url is not None and forwarded and is_loopback(peer):
        peer = forwarded.rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer[:60]
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers of safety on an answer that is about to go."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "fusebox"


def _host_name(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _within(buckets: Buckets, key: object, sentence: str) -> None:
    wait = buckets.take(key)
    if wait:
        raise Problem(429, f"{sentence}; try again in {wait} s", retry_after=wait)
