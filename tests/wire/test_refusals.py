"""What the simulator refuses, asked by a client that knows nothing but HTTP."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.wire.simulator import Simulator
from tests.wire.simulator.interactions import COMMAND, Interaction
from tests.wire.simulator.people import Person


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: dict[str, str]


def call(
    discord: Simulator,
    method: str,
    path: str,
    payload: dict[str, Any] | None = None,
    *,
    token: str | None = None,
    file: bytes | None = None,
) -> Answer:
    """One request through the tunnel, as a bot makes it."""
    found = discord.environment
    trusted = ssl.create_default_context(cafile=found["SSL_CERT_FILE"])
    data: Any = json.dumps(payload or {})
    headers = {"Authorization": f"Bot {token or discord.token}", "Content-Type": "application/json"}
    if file is not None:
        del headers["Content-Type"]
        data = aiohttp.FormData(quote_fields=False)
        data.add_field("payload_json", json.dumps(payload or {}))
        data.add_field("files[0]", file, filename="a.mid")

    async def ask() -> Answer:
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                method,
                f"https://discord.com/api/v10{path}",
                data=data,
                headers=headers,
                proxy=found["HTTPS_PROXY"],
                ssl=trusted,
            ) as response,
        ):
            body = await response.json() if response.status != 204 else None
            return Answer(response.status, body, dict(response.headers))

    return discord.run(ask())


@pytest.fixture
def messages(discord: Simulator) -> str:
    return f"/channels/{discord.person('Ben').direct.id}/messages"


def test_a_wrong_token_and_an_unknown_route(discord: Simulator) -> None:
    assert call(discord, "GET", "/users/@me", token="wrong").status == 401
    assert call(discord, "GET", "/made/up").status == 404
    with pytest.raises(AssertionError, match="not a route"):
        discord.judge()


def test_the_same_nonce_is_the_same_message(discord: Simulator, messages: str) -> None:
    payload = {"content": "once", "nonce": "n1", "enforce_nonce": True}
    first, second = (call(discord, "POST", messages, payload) for _ in range(2))
    assert first.body["id"] == second.body["id"]
    assert call(discord, "POST", messages, payload | {"nonce": "n2"}).body["id"] != first.body["id"]


def test_the_sixth_message_in_five_seconds_has_to_wait(discord: Simulator, messages: str) -> None:
    answers = [call(discord, "POST", messages, {"content": "x"}) for _ in range(6)]
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert answers[4].headers["X-RateLimit-Remaining"] == "0"
    assert 0 < answers[5].body["retry_after"] <= 5
    assert answers[5].headers["Via"]
    with pytest.raises(AssertionError, match="more requests than allowed"):
        discord.judge()


def test_rights_that_are_missing(discord: Simulator) -> None:
    strict = f"/channels/{discord.strict.id}/messages"
    assert call(discord, "POST", strict, {"content": "x"}).status == 200
    assert call(discord, "POST", strict, {"content": "x"}, file=b"MThd").body["code"] == 50013
    elsewhere = f"/channels/{discord.elsewhere.id}/messages"
    assert call(discord, "POST", elsewhere, {"content": "x"}).body["code"] == 50001
    shy = discord.person("Shy", takes_direct_messages=False)
    opened = call(discord, "POST", "/users/@me/channels", {"recipient_id": shy.user.id})
    direct = f"/channels/{opened.body['id']}/messages"
    assert call(discord, "POST", direct, {"content": "x"}).body["code"] == 50007


def test_a_file_and_a_request_that_are_too_large(discord: Simulator, messages: str) -> None:
    answer = call(discord, "POST", messages, file=bytes((10 << 20) + 1))
    assert answer.body["code"] == 50035
    assert call(discord, "POST", messages, file=bytes(26 << 20)).body["code"] == 40005
    with pytest.raises(AssertionError, match="allowed 10485760"):
        discord.judge()


def test_an_empty_message(discord: Simulator, messages: str) -> None:
    assert call(discord, "POST", messages, {"content": ""}).body["code"] == 50006
    with pytest.raises(AssertionError, match="empty"):
        discord.judge()


def test_responses_that_come_twice_late_or_of_a_wrong_kind(discord: Simulator, ann: Person) -> None:
    def new(asked_at: float = float("inf")) -> tuple[Interaction, str]:
        asked = Interaction(COMMAND, ann.user, discord.channel, {}, discord.until, discord.bot)
        asked.asked_at = asked_at
        discord.webhooks.interactions.append(asked)
        return asked, f"/interactions/{asked.id}/{asked.token}/callback"

    _, late = new(asked_at=0.0)
    assert call(discord, "POST", late, {"type": 5}).body["code"] == 10062
    asked, path = new()
    hook = f"/webhooks/{discord.bot.id}/{asked.token}"
    assert call(discord, "POST", hook, {"content": "x"}).body["code"] == 10015
    assert call(discord, "POST", path, {"type": 7}).body["code"] == 50035
    assert call(discord, "POST", path, {"type": 5}).status == 204
    assert call(discord, "POST", path, {"type": 5}).body["code"] == 40060
    assert asked.answer.loading
    waiting = f"/channels/{discord.channel.id}/messages/{asked.answer.id}"
    assert call(discord, "PATCH", waiting, {"content": "x"}).body["code"] == 10008
    assert call(discord, "POST", hook, {"content": "x"}).status == 204
    assert asked.answer.content == "x"
    assert call(discord, "PATCH", waiting, {"content": "y"}).body["content"] == "y"
    with pytest.raises(AssertionError, match=r"(?s)Unknown interaction.*already been acknowledged"):
        discord.judge()
