"""The bot over the wire: people ask, pieces come, and what comes can be opened."""

from __future__ import annotations

import contextlib
import io
from typing import cast

import discord as discord_py
import mido
import pytest
from discord import app_commands

from bot.discord.bot import Bot
from bot.discord.commands import register
from tests.wire.bot_process import BotProcess
from tests.wire.pieces import (
    check_piece,
    nobody_is_called,
    wait_for_piece,
    wait_for_reply,
    with_piece,
)
from tests.wire.simulator import Simulator
from tests.wire.simulator.interactions import ACKNOWLEDGE_WITHIN_S
from tests.wire.simulator.people import NoButton, Person

pytestmark = pytest.mark.slow

SAY = "70% jazz 30% folk, 8 bars"


def test_it_logs_in_and_registers_its_commands(bot: BotProcess, discord: Simulator) -> None:
    commands = {(c["name"], c["type"]) for c in discord.account.commands[""]}
    assert commands == commands_of_the_code()
    assert {("compose", 1), ("Remix this", 3), ("What is this?", 3)} <= commands
    compose = discord.account.find("compose", 1)
    assert set(compose["contexts"]) == {0, 1, 2}
    assert set(compose["integration_types"]) == {0, 1}


def commands_of_the_code() -> set[tuple[str, int]]:
    """(name, type) of every command that the bot's modules add to a tree."""
    tree = app_commands.CommandTree(discord_py.Client(intents=discord_py.Intents.none()))
    register(tree, cast(Bot, None))  # the handlers only keep it
    return {
        (one.name, kind.value)
        for kind in discord_py.AppCommandType
        for one in tree.get_commands(type=kind)
    }


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


def test_a_private_piece_is_for_one_alone_even_when_the_token_has_ended(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    asked = ann.slash(discord.channel, "compose", prompt=SAY, private=True).acknowledged()
    assert asked.answer.ephemeral
    asked.end()
    seen = discord.until(lambda: with_piece(discord.channels.in_channel(ann.direct)), "a piece")
    discord.until(lambda: seen[0].file(".ogg"), "the sound")
    check_piece(seen)
    public = [m for m in discord.channels.in_channel(discord.channel) if not m.ephemeral]
    assert not [m for m in public if m.extra.get("interaction_metadata", {}).get("id") == asked.id]


def test_a_tune_from_a_file_is_built_on_and_a_large_one_is_not_even_fetched(
    bot: BotProcess, discord: Simulator, ann: Person
) -> None:
    fetched = len(discord.downloads)
    large = ("tune.mid", bytes(12 << 20))
    refused = ann.slash(discord.channel, "compose", prompt=SAY, file=large).acknowledged()
    discord.until(lambda: "tune.mid" in refused.answer.text, "a sentence about it")
    assert len(discord.downloads) == fetched
    asked = ann.slash(discord.channel, "compose", prompt=SAY, file=("tune.mid", scale()))
    check_piece([wait_for_piece(asked)])
    assert len(discord.downloads) == fetched + 1


def scale() -> bytes:
    """A MIDI file with two octaves of C major, up and down twice."""
    file = mido.MidiFile()
    steps = [0, 2, 4, 5, 7, 9, 11, 12, 11, 9, 7, 5, 4, 2, 0, 0] * 2
    events = [
        mido.Message(kind, note=60 + step, velocity=80, time=time)
        for step in steps
        for kind, time in (("note_on", 0), ("note_off", file.ticks_per_beat))
    ]
    file.tracks.append(mido.MidiTrack(events))
    content = io.BytesIO()
    file.save(file=content)
    return content.getvalue()


def test_twenty_people_at_once_are_all_acknowledged_in_time(
    bot: BotProcess, discord: Simulator
) -> None:
    people = [discord.person(f"Guest{n}") for n in range(20)]
    asked = [p.slash(discord.channel, "compose", prompt="folk, 4 bars") for p in people]
    for one in asked:
        one.acknowledged()
    assert max(one.latency for one in asked) < ACKNOWLEDGE_WITHIN_S
    for person, one in zip(people[3:], asked[3:], strict=True):
        discord.until(lambda one=one: one.answer.buttons, "a button to cancel with")
        with contextlib.suppress(NoButton):  # the piece is there already
            person.presses(one.answer, "Cancel").acknowledged()
    for one in asked[:3]:
        wait_for_piece(one)
