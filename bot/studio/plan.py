"""How the studio is to be served: where, for whom, and within which limits.

Bad settings stop here, before anything starts.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass, field

from yarl import URL

from bot.errors import BadSettings
from bot.settings import Settings

_SHORTEST_TOKEN = 12
DISCORD_CALLBACK = "/signin/discord/callback"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one user, one address and one connection may ask for."""

    # A first page is some 33 files, and everybody of a household or a school has one address.
    reads_per_second: float = 200.0
    reads_at_once: int = 4_000
    writes_per_minute: float = 120.0
    writes_at_once: int = 40
    pieces_per_minute: float = 12.0
    pieces_at_once: int = 12
    sign_ins_per_minute: float = 6.0
    sign_ins_at_once: int = 8
    body_bytes: int = 64 * 1024
    upload_bytes: int = 2 * 1024 * 1024
    body_seconds: float = 15.0
    answer_seconds: float = 60.0
    idle_seconds: float = 30.0
    heartbeat_seconds: float = 15.0
    streams_per_user: int = 60


@dataclass(frozen=True, slots=True)
class DiscordSignIn:
    """An application at Discord through which users sign in. ``base`` is the provider."""

    client_id: str
    client_secret: str
    base: URL


@dataclass(frozen=True, slots=True)
class Plan:
    """``url`` is the address that people use, where a proxy stands before the studio."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    url: URL | None = None
    discord: DiscordSignIn | None = None
    has_bot: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the studio."""
        return self.url is None and is_loopback(self.host)

    @property
    def is_guarded(self) -> bool:
        """Whether everybody must sign in."""
        return not self.is_loopback or self.token is not None

    @property
    def is_secure(self) -> bool:
        """Whether people come over https."""
        return self.url is not None and self.url.scheme == "https"

    @property
    def token_mark(self) -> str:
        """Says which token a session was opened with, without giving it away."""
        return hashlib.sha256(f"fusebox {self.token}".encode()).hexdigest()[:12]


def is_loopback(host: str) -> bool:
    """``localhost``, ``127.0.0.1``, ``::1`` and their like."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def plan_of(settings: Settings) -> Plan:
    """The plan that an operator set. Raises BadSettings naming the variable."""
    token = settings.studio_token and settings.studio_token.get_secret_value()
    plan = Plan(
        host=settings.studio_host,
        port=settings.studio_port,
        token=token or None,
        url=_url("FUSEBOX_STUDIO_URL", settings.studio_url),
        discord=_discord(settings),
        has_bot=settings.discord_token is not None,
    )
    if token and len(token) < _SHORTEST_TOKEN:
        raise BadSettings(
            f"FUSEBOX_STUDIO_TOKEN is too short to guard anything; take at least {_SHORTEST_TOKEN} "
            "characters that nobody can guess"
        )
    if not plan.is_loopback and plan.token is None and plan.discord is None:
        raise BadSettings(
            f"the studio would be open to everybody who reaches {plan.url or plan.host}; set "
            "FUSEBOX_STUDIO_TOKEN, or FUSEBOX_DISCORD_CLIENT_ID and FUSEBOX_DISCORD_CLIENT_SECRET, "
            "or leave FUSEBOX_STUDIO_HOST at 127.0.0.1"
        )
    return plan


def _discord(settings: Settings) -> DiscordSignIn | None:
    secret = settings.discord_client_secret
    if settings.discord_client_id is None and secret is None:
        return None
    if settings.discord_client_id is None or secret is None:
        missing = "FUSEBOX_DISCORD_CLIENT_" + ("SECRET" if secret is None else "ID")
        raise BadSettings(f"signing in with Discord needs {missing} too")
    base = _url("FUSEBOX_DISCORD_OAUTH_URL", settings.discord_oauth_url)
    assert base is not None
    return DiscordSignIn(settings.discord_client_id, secret.get_secret_value(), base)


def _url(name: str, text: str | None) -> URL | None:
    if text is None:
        return None
    try:
        url = URL(text)
    except ValueError as error:
        raise BadSettings(f"{name} is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise BadSettings(f"{name} is {text!r}; it must be like https://fusebox.example.org")
    return url.origin()
