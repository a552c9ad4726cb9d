"""Who may ask what: sessions, tokens, CSRF, hosts, rates, and the headers of every answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from yarl import URL

from bot.errors import BadSettings
from bot.settings import Settings
from bot.studio.plan import Limits, plan_of
from bot.studio.secret import FILE_NAME, signing_key
from bot.studio.visitors import COOKIE
from storage.errors import StorageError
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import TOKEN, Serve, serving

SAID = {"text": "70% jazz 30% folk"}


@pytest.mark.asyncio
async def test_a_first_visit_makes_a_guest_whose_cookie_scripts_cannot_read(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann, Browser(server) as ben:
        first = await ann.get("/")
        assert first.status == 200
        (cookie,) = first.cookies
        assert cookie.startswith(f"{COOKIE}=")
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie  # http on loopback
        session = (await ann.get("/api/v1/session")).json
        assert session["kind"] == "guest"
        assert not session["sign_in"]["is_required"]
        await ben.open()
        assert (await ben.get("/api/v1/session")).json["name"] != session["name"]


@pytest.mark.asyncio
async def test_behind_https_the_cookie_is_for_https_alone(serve: Serve) -> None:
    url = URL("https://fusebox.example.org")
    async with serve(url=url, token=TOKEN) as server, Browser(server) as ann:
        marks = {"Origin": str(url)}
        signed_in = await ann.ask("POST", "/api/v1/session", json={"token": TOKEN}, headers=marks)
        assert signed_in.status == 200
        (cookie,) = signed_in.cookies
        assert "Secure" in cookie


@pytest.mark.asyncio
async def test_a_write_of_another_site_is_refused_however_it_comes(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        await ann.open()
        url = "/api/v1/parse"
        assert (await ann.write("POST", url, json=SAID)).status == 200
        for marks in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": f"{ann.origin}.evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"X-CSRF-Token": ""},
            {"X-CSRF-Token": "0" * 64},
        ):
            refused = await ann.write("POST", url, json=SAID, headers=marks)
            assert refused.status == 403, marks
            assert refused.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.asyncio
async def test_a_csrf_token_is_of_one_session_only(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann, Browser(server) as ben:
        await ann.open()
        await ben.open()
        ann.csrf = ben.csrf
        assert (await ann.write("POST", "/api/v1/parse", json=SAID)).status == 403


@pytest.mark.asyncio
async def test_a_forged_session_is_none(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        await ann.open()
        cookies = {one.key: one.value for one in ann.client.cookie_jar}
        forged = cookies[COOKIE][:-2] + "zz"
        async with Browser(server, cookies={COOKIE: forged}) as eve:
            assert (await eve.get("/api/v1/pieces")).status == 401


@pytest.mark.asyncio
async def test_on_loopback_a_program_needs_no_session(serve: Serve) -> None:
    async with serve() as server, Browser(server) as program:
        assert (await program.ask("POST", "/api/v1/parse", json=SAID)).status == 200
        assert (await program.ask("GET", "/api/v1/session")).json["kind"] == "script"


@pytest.mark.asyncio
async def test_where_a_token_is_set_nothing_is_had_without_it(serve: Serve) -> None:
    async with serve(token=TOKEN) as server, Browser(server) as ann:
        assert (await ann.ask("POST", "/api/v1/parse", json=SAID)).status == 401
        assert (await ann.ask("GET", "/api/v1/pieces")).status == 401
        page = await ann.get("/")
        assert (page.status, page.headers["Location"]) == (303, "/signin")
        assert (await ann.get("/api/v1/health")).status == 200
        assert (await ann.get("/api/v1/session")).json["kind"] == "nobody"
        for scheme, status in (("Bearer", 200), ("bearer", 200), ("Basic", 401)):
            marks = {"Authorization": f"{scheme} {TOKEN}"}
            assert (await ann.ask("GET", "/api/v1/pieces", headers=marks)).status == status
        wrong = {"Authorization": "Bearer wrong"}
        assert (await ann.ask("GET", "/api/v1/pieces", headers=wrong)).status == 401


@pytest.mark.asyncio
async def test_the_token_opens_a_session_that_ends_with_the_token(tmp_path: Path) -> None:
    async with serving(tmp_path, token=TOKEN) as server, Browser(server) as ann:
        refused = await ann.write("POST", "/api/v1/session", json={"token": "wrong"})
        assert refused.status == 403
        assert (await ann.write("POST", "/api/v1/session", json={"token": TOKEN})).status == 200
        await ann.open()
        assert (await ann.get("/api/v1/session")).json["kind"] == "member"
        assert (await ann.write("POST", "/api/v1/parse", json=SAID)).status == 200
        cookie = {one.key: one.value for one in ann.client.cookie_jar}
        assert (await ann.write("DELETE", "/api/v1/session")).status == 204
        assert (await ann.get("/api/v1/pieces")).status == 401
    async with serving(tmp_path, token=TOKEN) as server, Browser(server, cookies=cookie) as ann:
        assert (await ann.get("/api/v1/pieces")).status == 200
    async with (
        serving(tmp_path, token="another-long-token") as server,
        Browser(server, cookies=cookie) as ann,
    ):
        assert (await ann.get("/api/v1/pieces")).status == 401


@pytest.mark.asyncio
async def test_the_plain_form_signs_in_and_tells_a_wrong_token(serve: Serve) -> None:
    async with serve(token=TOKEN) as server, Browser(server) as ann:
        wrong = await ann.write("POST", "/signin", data={"token": "wrong"})
        assert (wrong.status, wrong.headers["Location"]) == (303, "/signin?wrong=1")
        right = await ann.write("POST", "/signin", data={"token": TOKEN})
        assert (right.status, right.headers["Location"]) == (303, "/")
        assert (await ann.get("/")).status == 200
        elsewhere = {"Origin": "https://evil.example"}
        assert (
            await ann.write("POST", "/signin", data={"token": TOKEN}, headers=elsewhere)
        ).status == 403


@pytest.mark.asyncio
async def test_a_name_that_only_leads_here_is_refused_on_loopback(serve: Serve) -> None:
    async with serve() as server, Browser(server) as eve:
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""):
            answer = await eve.ask("GET", "/api/v1/genres", headers={"Host": host})
            assert answer.status in (400, 403), host
        for host in ("localhost", "localhost:99", "127.0.0.1", "[::1]:80"):
            answer = await eve.ask("GET", "/api/v1/health", headers={"Host": host})
            assert answer.status == 200, host


@pytest.mark.asyncio
async def test_every_answer_carries_the_headers_of_safety(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        await ann.open()
        for path in ("/", "/api/v1/genres", "/api/v1/nowhere", "/nowhere", "/api/v1/openapi.json"):
            headers = (await ann.get(path)).headers
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy, path
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["Server"] == "fusebox"


@pytest.mark.asyncio
async def test_who_asks_too_much_is_told_when_to_come_back(serve: Serve) -> None:
    limits = Limits(
        writes_per_minute=60, writes_at_once=3, sign_ins_at_once=2, pieces_at_once=1,
        reads_at_once=50,
    )  # fmt: skip
    async with serve(limits=limits, token=TOKEN) as server, Browser(server) as ann:
        tries = [await ann.write("POST", "/api/v1/session", json={"token": "no"}) for _ in range(3)]
        assert [one.status for one in tries] == [403, 403, 429]
        marks = {"Authorization": f"Bearer {TOKEN}"}
        said = [await ann.ask("POST", "/api/v1/parse", json=SAID, headers=marks) for _ in range(4)]
        assert [one.status for one in said] == [200, 200, 200, 429]
        assert int(said[-1].headers["Retry-After"]) >= 1
        assert said[-1].json["retry_after"] >= 1
        reads = await asyncio.gather(
            *(ann.ask("GET", "/api/v1/health", headers=marks) for _ in range(80))
        )
        assert {one.status for one in reads} == {200, 429}


@pytest.mark.asyncio
async def test_a_guest_does_not_escape_a_limit_by_becoming_another(serve: Serve) -> None:
    limits = Limits(writes_per_minute=1, writes_at_once=2)
    async with serve(limits=limits) as server:
        statuses = []
        for _ in range(3):
            async with Browser(server) as guest:
                await guest.open()
                statuses.append((await guest.write("POST", "/api/v1/parse", json=SAID)).status)
        assert statuses == [200, 200, 429]


@pytest.mark.asyncio
async def test_names_of_guests_are_theirs_to_choose_within_reason(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        await ann.open()
        path = "/api/v1/session"
        evil = "  <b>Ann</b>\u202e\r\nSet-Cookie: x=1 "
        renamed = await ann.write("PATCH", path, json={"name": evil})
        assert renamed.status == 200
        assert renamed.json["name"] == "<b>Ann</b> Set-Cookie: x=1"
        assert len(renamed.cookies) == 1
        assert (await ann.get(path)).json["name"] == renamed.json["name"]
        assert (await ann.write("PATCH", path, json={"name": "n" * 41})).status == 422


def test_a_studio_that_strangers_reach_must_be_guarded() -> None:
    def settings(**named: str) -> Settings:
        return Settings(_env_file=None, **named)  # type: ignore[arg-type]  # names are aliases

    assert plan_of(settings()).is_loopback
    assert not plan_of(settings()).is_guarded
    with pytest.raises(BadSettings, match="FUSEBOX_STUDIO_TOKEN"):
        plan_of(settings(FUSEBOX_STUDIO_HOST="0.0.0.0"))
    with pytest.raises(BadSettings, match="FUSEBOX_STUDIO_TOKEN"):
        plan_of(settings(FUSEBOX_STUDIO_URL="https://fusebox.example.org"))
    with pytest.raises(BadSettings, match="too short"):
        plan_of(settings(FUSEBOX_STUDIO_TOKEN="short"))
    with pytest.raises(BadSettings, match="CLIENT_SECRET"):
        plan_of(settings(FUSEBOX_DISCORD_CLIENT_ID="1"))
    with pytest.raises(BadSettings, match="FUSEBOX_STUDIO_URL"):
        plan_of(settings(FUSEBOX_STUDIO_URL="ftp://x", FUSEBOX_STUDIO_TOKEN=TOKEN))
    guarded = plan_of(settings(FUSEBOX_STUDIO_HOST="0.0.0.0", FUSEBOX_STUDIO_TOKEN=TOKEN))
    assert guarded.is_guarded


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "memory")
    path = tmp_path / "memory" / FILE_NAME
    assert signing_key(tmp_path / "memory") == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    signing_key(tmp_path / "memory")
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("damaged")
    with pytest.raises(StorageError, match=r"studio\.key"):
        signing_key(tmp_path / "memory")


@pytest.mark.asyncio
async def test_a_port_that_is_taken_is_one_sentence(serve: Serve, tmp_path: Path) -> None:
    async with serve() as server:
        with pytest.raises(BadSettings, match=rf"127\.0\.0\.1:{server.plan.port}.*PORT"):
            async with serving(tmp_path / "other", port=server.plan.port):
                pass


@pytest.mark.asyncio
async def test_no_cookie_leaves_the_machine_for_a_health_check(serve: Serve) -> None:
    async with serve() as server, Browser(server) as anybody:
        assert (await anybody.get("/api/v1/health")).cookies == []


@pytest.mark.asyncio
async def test_who_had_everything_erased_is_a_stranger_with_every_right(serve: Serve) -> None:
    sure = {"confirm": "delete everything for good"}
    async with serve() as server, Browser(server) as program:
        for _ in range(2):
            url = "/api/v1/preferences"
            assert not (await program.ask("GET", url)).json["usual"]
            kept = await program.ask("PUT", url, json={"temperature": 1.2})
            assert kept.status == 200, kept.body
            erased = await program.ask("DELETE", "/api/v1/privacy", json=sure)
            assert erased.json["deleted"]["preferences"] == 1
