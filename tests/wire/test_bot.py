"""The bot over the wire: people ask, pieces come, and what comes can be opened."""

from __future__ import annotations

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.pieces import check_piece, nobody_is_called, wait_for_piece, wait_for_reply
from tests.wire.simulator import Simulator
from tests.wire.simulator.interactions import ACKNOWLEDGE_WITHIN_S
from tests.wire.simulator.people import Person

pytestmark = pytest.mark.slow

SAY = "70% jazz 30% folk, 8 bars"
COMMANDS = {"compose"}


def test_it_logs_in_and_registers_its_commands(bot: BotProcess, discord: Simulator) -> None:
    commands = {(c["name"], c["type"]) for c in discord.account.commands[""]}
    assert {(name, 1) for name in COMMANDS} <= commands
    assert {("Remix this", 3), ("What is this?", 3)} <= commands
    compose = discord.account.find("compose", 1)
    assert set(compose["contexts"]) == {0, 1, 2}
    assert set(compose["integration_types"]) == {0, 1}


def test_a_piece_by_slash_command(bot: BotProcess, discord: Simulator, ann: Person) -> None:
    asked = ann.slash(discord.channel, "compose", prompt=SAY)
    piece = wait_for_piece(asked)
    check_piece(asked.messages)
    assert "70" in piece.text
    assert len(piece.versions) > 1
    nobody_is_called(asked.messages)


def test_a_piece_by_mention_and_another_by_reply(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    said = ann.says(discord.channel, SAY, mention=True)
    first = wait_for_reply(discord, said)
    follow = ann.says(discord.channel, "slower", reply_to=first)
    second = wait_for_reply(discord, follow)
    check_piece([second])
    assert second.file(".mid") != first.file(".mid")


def test_a_piece_by_direct_message(bot: BotProcess, discord: Simulator, ann: Person) -> None:
    said = ann.says(ann.direct, SAY)
    check_piece([wait_for_reply(discord, said)])


def test_twenty_people_at_once_are_all_acknowledged_in_time(
    bot: BotProcess, discord: Simulator
) -> None:
    people = [discord.person(f"Guest{n}") for n in range(20)]
    asked = [p.slash(discord.channel, "compose", prompt="folk, 4 bars") for p in people]
    for one in asked:
        one.acknowledged()
    assert max(one.latency for one in asked) < ACKNOWLEDGE_WITHIN_S
    for person, one in zip(people[3:], asked[3:], strict=True):
        one.until(lambda one=one: one.original and one.answer.buttons, "a button to cancel with")
        person.presses(one.answer, "ancel").acknowledged()
    for one in asked[:3]:
        wait_for_piece(one)
