"""The gateway: sessions that outlive their connections, events in order, and its bad days."""

from __future__ import annotations

import contextlib
import json
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.wire.simulator.world import Guild, User

RESUME_URL = "wss://gateway-eu-west-1.discord.gg"
_GUILDS, _GUILD_MESSAGES, _DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
_AUTHENTICATION_FAILED, _DISALLOWED_INTENTS, _DECODE_ERROR = 4004, 4014, 4002


class Line:
    """One WebSocket connection, with or without a compressed stream."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self._request = request
        compression = request.query.get("compress")
        self._deflate = zlib.compressobj() if compression == "zlib-stream" else None

    async def send(
        self, op: int, data: Any = None, *, event: str | None = None, number: int | None = None
    ) -> None:
        """One payload; a connection that is gone is no fault."""
        text = json.dumps({"op": op, "d": data, "t": event, "s": number})
        with contextlib.suppress(ConnectionError):
            if self._deflate is None:
                await self.socket.send_str(text)
                return
            packed = self._deflate.compress(text.encode())
            await self.socket.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    def abort(self) -> None:
        """End without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass
class Session:
    """What a bot has identified for; ``events`` are kept for a RESUME."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    events: list[tuple[str, Any]] = field(default_factory=list)
    line: Line | None = None

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event, or keep it for when the bot is back."""
        self.events.append((event, data))
        if self.line is not None:
            await self.line.send(0, data, event=event, number=len(self.events))


class Gateway:
    """All connections of one application; one shard."""

    def __init__(self, token: str, bot: User, guilds: list[Guild], note: Callable[[], None]):
        self.token = token
        self.bot = bot
        self.guilds = guilds
        self.heartbeat_ms = 41_250
        self.session: Session | None = None
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.presence: dict[str, Any] | None = None
        self._note = note

    @property
    def connected(self) -> bool:
        """Whether the bot is there and has its session."""
        return self.session is not None and self.session.line is not None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from HELLO to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        compression = request.query.get("compress")
        if compression not in (None, "zlib-stream"):
            await socket.close(code=_DECODE_ERROR, message=b"only zlib-stream is simulated")
            return socket
        line = Line(request, socket)
        await line.send(10, {"heartbeat_interval": self.heartbeat_ms, "_trace": []})
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                payload = json.loads(message.data)
                await self._receive(line, payload["op"], payload.get("d"))
                self._note()
        finally:
            if self.session is not None and self.session.line is line:
                self.session.line = None
            self._note()
        return socket

    async def dispatch(self, event: str, data: dict[str, Any]) -> bool:
        """An event for the bot; False when it has no session or didn't ask for such events."""
        if self.session is None:
            return False
        if event.startswith("MESSAGE_"):
            wanted = _GUILD_MESSAGES if "guild_id" in data else _DIRECT_MESSAGES
            if not self.session.intents & wanted:
                return False
            data = self._hide_content(data)
        await self.session.dispatch(event, data)
        return True

    async def drop(self) -> None:
        """The connection is gone without a word."""
        if self.session is not None and self.session.line is not None:
            line, self.session.line = self.session.line, None
            line.abort()

    async def close(self, code: int) -> None:
        """The connection is closed with a code."""
        if self.session is not None and self.session.line is not None:
            await self.session.line.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Op 7."""
        await self._line().send(7)

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9; what isn't resumable is forgotten."""
        line = self._line()
        if not resumable:
            self.session = None
        await line.send(9, resumable)

    async def shut(self) -> None:
        """End all connections."""
        if self.session is not None and self.session.line is not None:
            await self.session.line.socket.close(code=WSCloseCode.GOING_AWAY)

    def _line(self) -> Line:
        assert self.session is not None
        assert self.session.line is not None
        return self.session.line

    async def _receive(self, line: Line, op: int, data: Any) -> None:
        if op == 1:
            self.heartbeats += 1
            await line.send(11)
        elif op == 2:
            await self._identify(line, data)
        elif op == 3:
            self.presence = data
        elif op == 6:
            await self._resume(line, data)
        elif op == 8:
            await self._members(data)

    async def _identify(self, line: Line, data: dict[str, Any]) -> None:
        if data["token"] != self.token:
            await line.socket.close(code=_AUTHENTICATION_FAILED, message=b"Authentication failed.")
            return
        if data["intents"] & _PRIVILEGED:
            await line.socket.close(code=_DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
            return
        self.identified += 1
        self.session = Session(data["intents"], line=line)
        session = self.session
        ready = {
            "v": 10,
            "user": self.bot.payload() | {"verified": True, "mfa_enabled": False, "flags": 0},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in self.guilds],
            "private_channels": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": RESUME_URL,
            "application": {"id": self.bot.id, "flags": 0},
            "shard": data.get("shard", [0, 1]),
            "_trace": [],
        }
        await session.dispatch("READY", ready)
        if data["intents"] & _GUILDS:
            for guild in self.guilds:
                await session.dispatch("GUILD_CREATE", guild.payload())

    async def _resume(self, line: Line, data: dict[str, Any]) -> None:
        session = self.session
        if data["token"] != self.token:
            await line.socket.close(code=_AUTHENTICATION_FAILED)
            return
        if session is None or session.id != data["session_id"]:
            await line.send(9, False)
            return
        self.resumed += 1
        session.line = line
        for number, (event, kept) in enumerate(session.events[data["seq"] :], data["seq"] + 1):
            await line.send(0, kept, event=event, number=number)
        await session.dispatch("RESUMED", {"_trace": []})

    async def _members(self, data: dict[str, Any]) -> None:
        assert self.session is not None
        guild = next(g for g in self.guilds if g.id == str(data["guild_id"]))
        wanted = data.get("user_ids")
        found = [m for m in guild.members if not wanted or m.id in wanted]
        chunk = {
            "guild_id": guild.id,
            "members": [m.member() | {"user": m.payload()} for m in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": data.get("nonce"),
        }
        await self.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _hide_content(self, data: dict[str, Any]) -> dict[str, Any]:
        """What a bot without the privileged intent sees of messages that aren't for it."""
        mentioned = any(user["id"] == self.bot.id for user in data["mentions"])
        own = data["author"]["id"] == self.bot.id
        if "guild_id" not in data or mentioned or own:
            return data
        return data | {"content": "", "embeds": [], "attachments": [], "components": []}
