"""The bot's lives: killed, asked to end, started again; what was asked for arrives once."""

from __future__ import annotations

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.pieces import (
    PATIENCE_S,
    age_memory,
    check_piece,
    owed_jobs,
    wait_for_piece,
    with_piece,
)
from tests.wire.simulator import Simulator
from tests.wire.simulator.interactions import Interaction
from tests.wire.simulator.people import Person

pytestmark = pytest.mark.slow

SAY = "60% jazz 40% folk, 8 bars"
MONTH = 31


def test_killed_while_composing_the_piece_arrives_once(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    before = len(discord.channels.messages)
    begin(ann, discord)
    bot.kill()
    assert not with_piece(discord.channels.messages[before:])
    bot.leaves_nothing()
    bot.start()
    bot.comes()
    arrives_once(bot, discord, before)


def test_killed_at_the_moment_of_delivery_the_piece_arrives_once(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    before = len(discord.channels.messages)
    held = discord.faults.add("* /webhooks/*", with_files=True, done=True, wait_s=30)
    ann.slash(discord.channel, "compose", prompt=SAY).acknowledged()
    discord.until(lambda: held.happened and with_piece(discord.channels.messages[before:]), "it")
    bot.kill()
    bot.start()
    bot.comes()
    arrives_once(bot, discord, before)


def test_asked_to_end_it_finishes_what_it_began(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    before = len(discord.channels.messages)
    begin(ann, discord)
    bot.terminate()
    assert bot.ends() == 0
    bot.leaves_nothing()
    arrives_once(bot, discord, before)
    assert "Traceback" not in bot.output


def test_what_can_not_be_finished_in_time_comes_after_the_next_start(
    process: BotProcess, discord: Simulator, ann: Person
) -> None:
    process.start(FUSEBOX_PATIENCE_SECONDS="0")
    process.comes()
    before = len(discord.channels.messages)
    asked = begin(ann, discord)
    process.terminate()
    assert process.ends() == 0
    process.leaves_nothing()
    assert not with_piece(asked.messages)
    assert "restarted" in asked.answer.text
    process.start()
    process.comes()
    arrives_once(process, discord, before)


def test_a_button_of_last_month_works_in_a_new_process(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    piece = wait_for_piece(ann.slash(discord.channel, "compose", prompt=SAY))
    bot.terminate()
    assert bot.ends() == 0
    age_memory(bot.memory, MONTH)
    piece.made -= MONTH * 86400
    bot.start()
    bot.comes()
    again = ann.presses(piece, "Wilder")
    another = wait_for_piece(again)
    check_piece([another])
    assert another.file(".mid") != piece.file(".mid")


def test_the_token_is_nowhere_to_be_read(bot: BotProcess, discord: Simulator) -> None:
    assert discord.token not in bot.command_lines()
    assert discord.token not in bot.told_to_files()


def begin(ann: Person, discord: Simulator) -> Interaction:
    """Ask for a piece; returns once there is a sign of work on it."""
    asked = ann.slash(discord.channel, "compose", prompt=SAY).acknowledged()
    discord.until(lambda: len(asked.answer.versions) > 1, "a sign of work")
    return asked


def arrives_once(bot: BotProcess, discord: Simulator, before: int) -> None:
    """The piece is there, whole, and is no second time."""

    def there() -> bool:
        new = discord.channels.messages[before:]
        return bool(with_piece(new)) and any(m.file(".ogg") for m in new)

    discord.until(there, "the piece", PATIENCE_S)
    discord.until(lambda: not owed_jobs(bot.memory), "the job to be noted as done", 20)
    new = [m for m in discord.channels.messages[before:] if m.author is discord.bot]
    assert len(with_piece(new)) == 1
    check_piece(new)
