"""Discord on a bad day: refusals, lost answers, dropped gateways, tokens that end too early."""

from __future__ import annotations

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.pieces import PATIENCE_S, check_piece, wait_for_piece, with_piece
from tests.wire.simulator import Simulator
from tests.wire.simulator.errors import EXPIRED_TOKEN, UNKNOWN_WEBHOOK, Refusal
from tests.wire.simulator.interactions import Interaction
from tests.wire.simulator.people import Person

pytestmark = pytest.mark.slow

SAY = "folk, 4 bars"


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1.0},
        {"status": 503, "times": 2},
        {"status": 500},
        {"reset": True},
    ],
    ids=lambda fault: str(fault.get("status", "reset")),
)
def test_a_piece_arrives_though_the_upload_fails_at_first(
    bot: BotProcess, discord: Simulator, ann: Person, fault: dict[str, object]
) -> None:
    asked = ann.slash(discord.channel, "compose", prompt=SAY).acknowledged()
    met = discord.faults.add("* /webhooks/*", with_files=True, **fault)
    wait_for_piece(asked)
    assert met.happened == met.times
    assert len(with_piece(discord.channels.in_channel(discord.channel))) >= 1


@pytest.mark.parametrize("how", ["dropped", "op 7", "op 9 resumable", "op 9"])
def test_a_gateway_that_goes_costs_nothing(
    bot: BotProcess, discord: Simulator, ann: Person, how: str
) -> None:
    gateway = discord.gateway
    resumed, identified = gateway.resumed, gateway.identified
    asked = ann.slash(discord.channel, "compose", prompt=SAY).acknowledged()
    if how == "dropped":
        discord.run(gateway.drop())
    elif how == "op 7":
        discord.run(gateway.ask_to_reconnect())
    else:
        discord.run(gateway.invalidate(resumable=how == "op 9 resumable"))
    wait_for_piece(asked)
    if how == "op 9":
        discord.until(lambda: gateway.identified == identified + 1, "IDENTIFY", 20)
    else:
        discord.until(lambda: gateway.resumed == resumed + 1, "RESUME", 20)
        assert gateway.identified == identified
    ann.slash(discord.channel, "compose", prompt="well, well").acknowledged()


@pytest.mark.parametrize("refusal", [EXPIRED_TOKEN, UNKNOWN_WEBHOOK], ids=lambda r: r.message)
def test_a_token_that_ends_while_composing_sends_the_piece_to_the_channel(
    bot: BotProcess, discord: Simulator, ann: Person, refusal: Refusal
) -> None:
    before = len(discord.channels.messages)
    asked = ann.slash(discord.channel, "compose", prompt=SAY).acknowledged()
    asked.end(refusal)

    def arrived() -> bool:
        new = discord.channels.messages[before:]
        return bool(with_piece(new)) and any(m.file(".ogg") for m in new)

    discord.until(arrived, "the piece in the channel", PATIENCE_S)
    (piece,) = with_piece(discord.channels.messages[before:])
    assert piece.channel is discord.channel
    check_piece(discord.channels.messages[before:])


def test_a_small_limit_for_files_is_kept(bot: BotProcess, discord: Simulator, ann: Person) -> None:
    discord.channel.file_bytes = 50_000
    try:
        asked = ann.slash(discord.channel, "compose", prompt="folk, 16 bars").acknowledged()
        discord.until(lambda: "over the limit" in text_of(asked), "a sentence")
        assert with_piece(asked.messages)
    finally:
        discord.channel.file_bytes = 10 << 20


def test_a_permission_that_is_missing_is_named(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    asked = ann.slash(discord.strict, "compose", prompt=SAY).acknowledged()
    discord.until(
        lambda: "attach files" in text_of(asked).lower(), "the permission's name", PATIENCE_S
    )


def test_a_piece_arrives_where_only_the_person_installed_the_app(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    asked = ann.slash(discord.elsewhere, "compose", prompt=SAY)
    wait_for_piece(asked)
    check_piece(asked.messages)


def text_of(asked: Interaction) -> str:
    return "\n".join(message.text for message in asked.messages)
