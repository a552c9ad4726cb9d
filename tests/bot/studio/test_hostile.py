"""What an attacker would try: paths, names, headers, bodies, files, patience."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.studio.plan import Limits
from bot.studio.sending import disposition
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import FREE, TOKEN, Serve

pytestmark = pytest.mark.asyncio
MELODIES = "/api/v1/melodies"
ABC = b"X:1\nT:Mine\nM:4/4\nL:1/8\nK:G\nGABc d2B2|c2A2 B2G2|GABc d2B2|A4 G4|\n"


async def raw(server: StudioServer, sent: bytes, *, seconds: float = 5.0) -> bytes:
    """What comes back over a bare connection until it is closed; nothing is made pretty."""
    reader, writer = await asyncio.open_connection(server.plan.host, server.plan.port)
    try:
        writer.write(sent)
        await writer.drain()
        async with asyncio.timeout(seconds):
            return await reader.read(100_000)
    finally:
        writer.close()


async def test_no_path_leads_out_of_the_pages(serve: Serve) -> None:
    async with serve() as server:
        for path in (
            "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/server.py",
            "/static/..%252fserver.py", "/static//etc/passwd", "/static/%2fetc%2fpasswd",
            "/static/..\\server.py", "/static/.hidden", "/static/x%00.js", "/../../etc/passwd",
            "/static/....//server.py", "/api/v1/pieces/..%2f..%2fx/files/midi",
            "/api/v1/pieces/AAAAA1/files/..%2f..%2fpasswd",
        ):  # fmt: skip
            sent = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = await raw(server, sent.encode())
            assert answer.split(b" ")[1] in (b"400", b"404"), path
            assert b"root:" not in answer
            assert b"StudioServer" not in answer
        sent = (
            "GET /signin/..%2f..%2fserver HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        assert b"StudioServer" not in await raw(server, sent.encode())  # the page that is there


async def test_markup_in_names_stays_text_and_preset_names_take_none(serve: Serve) -> None:
    evil = "<img src=x onerror=alert(1)>"
    async with serve() as server, Browser(server) as program:
        body = {"name": evil, "request": {"weights": {"jazz": 1}}}
        refused = await program.ask("POST", "/api/v1/presets", json=body)
        assert refused.status == 422
        code = json.dumps({"name": evil, "weights": {"jazz": 1.0}, "tempo_bpm": 90, "key": "C"})
        assert (
            await program.ask("POST", "/api/v1/preset-imports", json={"text": code})
        ).status == 422
        for answer in (refused, await program.ask("GET", f"/api/v1/presets/{evil}")):
            assert answer.headers["Content-Type"].startswith("application/problem+json")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_name_cannot_break_a_header() -> None:
    for name in ("a\r\nSet-Cookie: x=1.ogg", 'a"; filename="b.exe', "ä/../ö.ogg", "..", "x" * 900):
        header = disposition(name, download=True)
        assert "\r" not in header
        assert "\n" not in header
        assert header.count('"') == 2
        assert "/" not in header.partition("filename*")[0]
        assert header.isascii()


async def test_a_piece_of_text_in_a_header_cannot_add_one(serve: Serve) -> None:
    async with serve() as server:
        sent = (
            b"GET /api/v1/jobs/1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Last-Event-ID: x\r\n Set-Cookie: y=1\r\n\r\n"
        )
        answer = await raw(server, sent)
        assert b"y=1" not in answer.partition(b"\r\n\r\n")[0]


async def test_headers_of_no_known_letters_are_refused_like_any_others(serve: Serve) -> None:
    async with serve(token=TOKEN) as server, Browser(server) as ann:
        await ann.ask("POST", "/api/v1/session", json={"token": TOKEN})
        cookie = "; ".join(f"{one.key}={one.value}" for one in ann.client.cookie_jar)
        for more in ("Authorization: Bearer \xff", f"X-CSRF-Token: \xff\r\nCookie: {cookie}"):
            sent = (
                f"DELETE /api/v1/conversations/main HTTP/1.1\r\nHost: localhost\r\n{more}\r\n"
                "Connection: close\r\n\r\n"
            )
            answer = await raw(server, sent.encode("latin-1"))
            assert answer.split()[1] in (b"401", b"403")


async def test_bodies_that_are_none_are_problems(serve: Serve) -> None:
    url = "/api/v1/messages"
    typed = {"Content-Type": "application/json"}
    async with serve() as server, Browser(server) as program:
        for sent, status in (
            (b"", 400), (b"{", 400), (b"[]", 422), (b'"x"', 422), (b"null", 422), (b"NaN", 422),
            (b'{"text": 1}', 422), (b'{"text": "jazz", "more": 1}', 422), (b'{"text": null}', 422),
            (b'{"text": "\\ud800"}', 400), (b"\xff\xfe", 400), (b"[" * 60_000, 400),
            (b'{"text": "' + b"x" * 2_001 + b'"}', 422),
            (b'{"text": "jazz", "about": "AAAAA1"}', 404),
            (b'{"text": "jazz", "conversation": "../x"}', 422),
        ):  # fmt: skip
            answer = await program.ask("POST", url, data=sent, headers=typed)
            assert answer.status == status, (sent[:40], answer.body)
            assert answer.json["detail"]
        plain = await program.ask("POST", url, data=b"{}", headers={"Content-Type": "text/plain"})
        assert plain.status == 415
        large = await program.ask("POST", url, data=b" " * 70_000, headers=typed)
        assert large.status == 413


async def test_a_body_that_says_no_length_is_stopped_at_the_limit(serve: Serve) -> None:
    async def endless() -> object:
        for _ in range(100):
            yield b" " * 10_000

    typed = {"Content-Type": "application/json"}
    async with serve() as server, Browser(server) as program:
        answer = await program.ask("POST", "/api/v1/messages", data=endless(), headers=typed)
        assert answer.status == 413


async def test_values_outside_their_ranges_are_named(serve: Serve) -> None:
    url = "/api/v1/compositions"
    async with serve() as server, Browser(server) as program:
        for fields, word in (
            ({"weights": {}}, "weights"), ({"weights": {"polka": 1}}, "polka"),
            ({"weights": {"jazz": 1e-300}}, "scale"), ({"weights": {"jazz": -1}}, "jazz"),
            ({"weights": {"jazz": 1}, "bars": 3}, "bars"),
            ({"weights": {"jazz": 1}, "bars": 16.5}, "bars"),
            ({"weights": {"jazz": 1}, "key": "H minor"}, "key"),
            ({"weights": {"jazz": 1}, "seed": 2**31}, "seed"),
            ({"weights": {"jazz": 1}, "instruments": ["kazoo quartet"]}, "kazoo"),
            ({"weights": {"jazz": 1}, "path": [
                {"at": 0.5, "weights": {"jazz": 1}}, {"at": 0.2, "weights": {"folk": 1}},
            ]}, "path"),
        ):  # fmt: skip
            answer = await program.ask("POST", url, json={"request": fields})
            assert answer.status == 422, fields
            assert word in answer.json["detail"].lower()
        both = {"text": "jazz", "request": {"weights": {"jazz": 1}}}
        assert (await program.ask("POST", url, json=both)).status == 422
        assert (await program.ask("POST", url, json={"recipe": "FX-NONE"})).status == 422


def form(content: bytes, name: str, field: str = "file") -> aiohttp.FormData:
    """A form with one file."""
    data = aiohttp.FormData()
    data.add_field(field, content, filename=name, content_type="application/octet-stream")
    return data


async def test_uploads_that_are_too_large_or_no_music_are_refused(serve: Serve) -> None:
    limits = Limits(upload_bytes=20_000)
    async with serve(limits=limits) as server, Browser(server) as program:
        for data, status in (
            (form(b"x" * 30_000, "big.mid"), 413),
            (form(b"not music", "evil.exe"), 422),
            (form(b"MThd\x00\x00\x00\x06", "cut.mid"), 422),
            (form(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
                  "xxe.musicxml"), 422),
            (form(b"PK\x03\x04" + b"\x00" * 100, "bomb.mxl"), 422),
            (form(ABC, "mine.abc", field="other"), 422),
        ):  # fmt: skip
            answer = await program.ask("POST", MELODIES, data=data)
            assert answer.status == status, answer.body
            assert b"root:" not in answer.body
        for kind, sent, status in (
            ("text/plain", b"x", 415),
            ("multipart/form-data", b"x", 400),
            ("multipart/form-data; boundary=b", b"no parts at all", 400),
            ("multipart/form-data; boundary=b", b"--b\r\n\r\n", 400),
            ("multipart/form-data; boundary=" + "b" * 200, b"--b\r\n", 400),
        ):
            answer = await program.ask("POST", MELODIES, data=sent, headers={"Content-Type": kind})
            assert answer.status in (status, 422), (kind[:50], sent, answer.status)


async def test_a_melody_is_its_bringers_alone(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann, Browser(server) as ben:
        await ann.open()
        await ben.open()
        name = "../<b>mine</b>.abc"
        brought = await ann.write("POST", MELODIES, data=form(ABC, name))
        assert brought.status == 201, brought.body
        assert (brought.json["key"], brought.json["meter"]) == ("G major", "4/4")
        body = {"request": {"weights": {"jazz": 1}}, "melody": {"id": brought.json["id"]}}
        assert (await ben.write("POST", "/api/v1/compositions", json=body)).status == 422
        path = f"{MELODIES}/{brought.json['id']}"
        assert (await ben.write("DELETE", path)).status == 404
        assert (await ann.write("DELETE", path)).status == 204
        assert (await ann.write("DELETE", path)).status == 404


async def test_who_sends_a_body_too_slowly_is_let_go(serve: Serve) -> None:
    async with serve(limits=Limits(body_seconds=0.2)) as server:
        head = (
            b"POST /api/v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 100\r\nConnection: close\r\n\r\n{"
        )
        answer = await raw(server, head)
        assert answer.startswith(b"HTTP/1.1 408 ")


async def test_who_never_ends_the_head_is_let_go(serve: Serve) -> None:
    async with serve(limits=Limits(idle_seconds=0.3)) as server:
        assert await raw(server, b"GET / HTTP/1.1\r\nHost: loc") == b""


async def test_requests_with_two_lengths_are_refused(serve: Serve) -> None:
    async with serve() as server:
        sent = (
            b"POST /api/v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/health HTTP/1.1\r\n\r\n"
        )
        answer = await raw(server, sent)
        assert b" 400 " in answer.partition(b"\r\n")[0]
        assert b'"status":"ok"' not in answer


async def test_a_body_in_broken_pieces_is_a_problem(serve: Serve) -> None:
    head = (
        b"POST /api/v1/parse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\n"
    )
    async with serve() as server:
        for rest in (
            b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone",
        ):
            answer = await raw(server, head + rest)
            assert b" 400 " in answer.partition(b"\r\n")[0], answer[:200]


async def test_another_users_things_look_like_none(serve: Serve, tmp_path: Path) -> None:
    async with serve(limits=FREE) as server, Browser(server) as ann:
        await ann.open()
        for method, path, body in (
            ("GET", "/api/v1/pieces/AAAAA1", None),
            ("PATCH", "/api/v1/pieces/AAAAA1", {"visibility": "public"}),
            ("DELETE", "/api/v1/pieces/AAAAA1", None),
            ("PUT", "/api/v1/pieces/AAAAA1/vote", {"value": 1}),
            ("GET", "/api/v1/jobs/1", None), ("DELETE", "/api/v1/jobs/1", None),
            ("GET", "/api/v1/jobs/1/events", None), ("GET", "/api/v1/battles/AAAAA1", None),
            ("POST", "/api/v1/preset-forks", {"id": 1}),
            ("PATCH", "/api/v1/presets/none", {"is_shared": True}),
        ):  # fmt: skip
            answer = await ann.write(method, path, **({"json": body} if body else {}))
            assert answer.status == 404, (method, path, answer.body)
