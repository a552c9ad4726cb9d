"""The proxy that a bot is given: CONNECT to Discord's names ends at the simulator.

It also is the network's bad side: connections can be reset one by one or all at once, and the
whole line can be down. A host that isn't Discord's is refused and remembered.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct

from aiohttp import web

_RESET = struct.pack("ii", 1, 0)


class Tunnel:
    """An HTTP proxy on loopback that knows ``hosts`` and leads all of them to one port."""

    def __init__(self, hosts: tuple[str, ...]) -> None:
        self.hosts = hosts
        self.strangers: list[str] = []
        self.down = False
        self._clients: dict[int, asyncio.StreamWriter] = {}
        self._target = 0
        self._server: asyncio.Server | None = None

    async def start(self, target_port: int) -> int:
        """Listen; returns the port. ``target_port`` is the simulator's own, with TLS."""
        self._target = target_port
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Listen no more, and end what is open."""
        if self._server is not None:
            self._server.close()
        self.reset_all()

    def reset(self, request: web.BaseRequest) -> None:
        """Break the connection that ``request`` came on, as a router that forgets it does."""
        assert request.transport is not None
        port = request.transport.get_extra_info("peername")[1]
        self._break(self._clients.pop(port))

    def reset_all(self) -> None:
        """Break every connection there is."""
        while self._clients:
            self._break(self._clients.popitem()[1])

    def _break(self, writer: asyncio.StreamWriter) -> None:
        raw = writer.get_extra_info("socket")
        with contextlib.suppress(OSError):  # it may be closed already
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._connect(reader, writer)
        writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.decode("latin-1").split(" ", 2)
        host, _, port = target.rpartition(":")
        if self.down:
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        if method != "CONNECT" or port != "443" or host not in self.hosts:
            self.strangers.append(f"{method} {target}")
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._target)
        own_port = int(inner_writer.get_extra_info("sockname")[1])
        self._clients[own_port] = writer
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))
        finally:
            self._clients.pop(own_port, None)
            inner_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
