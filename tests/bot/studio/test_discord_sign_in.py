"""Signing in with Discord, against a provider on this machine that checks what Discord checks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from yarl import URL

from bot.conversation.memory.who import Who
from bot.studio.plan import DiscordSignIn
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import TOKEN, Serve
from tests.bot.studio.provider import CLIENT, SECRET, Provider, provider

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[Provider]:
    async with provider() as made:
        yield made


def sign_in(discord: Provider, secret: str = SECRET) -> DiscordSignIn:
    return DiscordSignIn(CLIENT, secret, discord.base)


async def begun(ann: Browser, discord: Provider) -> URL:
    """Where the browser is sent back to after a yes."""
    sent = await ann.get("/signin/discord")
    assert sent.status == 303
    target = URL(sent.headers["Location"])
    assert target.origin() == discord.base.origin()
    return discord.consent(target)


def path_of(url: URL) -> str:
    return str(url.relative())


async def test_a_discord_user_is_the_one_of_the_bot(serve: Serve, discord: Provider) -> None:
    async with serve(discord=sign_in(discord), token=TOKEN) as server, Browser(server) as ann:
        assert (await ann.get("/api/v1/pieces")).status == 401
        back = await ann.get(path_of(await begun(ann, discord)))
        assert (back.status, back.headers["Location"]) == (303, "/")
        await ann.open()
        session = (await ann.get("/api/v1/session")).json
        assert (session["kind"], session["name"]) == ("discord", "Ann")
        saved = await ann.write(
            "POST", "/api/v1/presets", json={"name": "tea", "request": {"weights": {"jazz": 1}}}
        )
        assert saved.status == 201
        await has_preset(server, Who("discord", "80351110224678912", "Ann", "a-guild"))


async def has_preset(server: StudioServer, who: Who) -> None:
    names = await server.desk.sessions.use(
        who, lambda s: [one.name for one in server.desk.app.memory.presets.all(s.user)]
    )
    assert names == ["tea"]


async def test_a_return_that_was_not_begun_here_is_refused(serve: Serve, discord: Provider) -> None:
    async with (
        serve(discord=sign_in(discord)) as server,
        Browser(server) as ann,
        Browser(server) as eve,
    ):
        back = path_of(await begun(ann, discord))
        assert (await eve.get(back)).status == 403  # another browser: no cookie of this state
        forged = URL(back).update_query(state="x")
        assert (await ann.get(str(forged))).status == 403
        assert (await ann.get(back)).status == 303
        assert (await ann.get(back)).status == 403  # only once


async def test_a_code_is_worth_nothing_without_its_verifier(
    serve: Serve, discord: Provider
) -> None:
    async with (
        serve(discord=sign_in(discord)) as server,
        Browser(server) as ann,
        Browser(server) as eve,
    ):
        stolen = (await begun(ann, discord)).query["code"]
        own = (await begun(eve, discord)).update_query(code=stolen)
        assert (await eve.get(path_of(own))).status == 403


async def test_a_refusal_a_wrong_secret_and_an_odd_answer_are_sentences(
    serve: Serve, discord: Provider
) -> None:
    async with serve(discord=sign_in(discord)) as server, Browser(server) as ann:
        back = await begun(ann, discord)
        no = URL(path_of(back)).without_query_params("code").update_query(error="access_denied")
        refused = await ann.get(str(no))
        assert (refused.status, refused.headers["Location"]) == (303, "/signin?refused=1")
        discord.user = {"id": "not a number"}
        odd = await ann.get(path_of(await begun(ann, discord)))
        assert odd.status == 403
        assert b"try again" in odd.body


async def test_a_wrong_client_secret_lets_nobody_in(serve: Serve, discord: Provider) -> None:
    async with serve(discord=sign_in(discord, "wrong")) as server, Browser(server) as ann:
        assert (await ann.get(path_of(await begun(ann, discord)))).status == 403


async def test_where_it_is_not_set_up_there_is_no_such_address(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        assert (await ann.get("/signin/discord")).status == 404
        assert (await ann.get("/signin/discord/callback?code=x&state=y")).status == 404
