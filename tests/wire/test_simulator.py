"""The simulator itself, with a small discord.py bot in a process of its own on the other end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.simulator import Simulator
from tests.wire.simulator.errors import UNKNOWN_WEBHOOK
from tests.wire.simulator.people import Person


@pytest.fixture(scope="module")
def discord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("discord")) as simulator:
        yield simulator


@pytest.fixture(scope="module", autouse=True)
def small_bot(discord: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    discord.gateway.heartbeat_ms = 400
    with (tmp_path_factory.mktemp("small bot") / "log.txt").open("wb") as output:
        bot = subprocess.Popen(
            [sys.executable, "-m", "tests.wire.small_bot"],
            cwd=Path(__file__).parents[2],
            env=os.environ | discord.environment,
            stdout=output,
            stderr=output,
        )
        try:
            discord.until(lambda: discord.gateway.connected, "the bot to come", 30)
            yield
        finally:
            bot.kill()
            bot.wait()


def test_a_bot_logs_in_registers_its_commands_and_stays(discord: Simulator) -> None:
    assert {c["name"] for c in discord.account.commands[""]} >= {"echo", "ask", "Repeat this"}
    assert any("DiscordBot" in agent for agent in discord.bot_agents)
    beats = discord.gateway.heartbeats
    discord.until(lambda: discord.gateway.heartbeats >= beats + 2, "heartbeats", 5)
    assert discord.gateway.identified == 1


def test_deferred_then_followed_up_with_a_file_then_edited(discord: Simulator, ann: Person) -> None:
    asked = ann.slash(discord.channel, "echo", text="hello").acknowledged()
    assert 0 < asked.latency < 3
    discord.until(lambda: asked.answer.content == "hello!", "the edit")
    shown = [(v.payload["content"], sorted(v.files)) for v in asked.answer.versions]
    assert shown == [("", []), ("hello", ["echo.txt"]), ("hello!", ["echo.txt"])]
    assert asked.answer.file(".txt") == b"hello"
    assert asked.answer in discord.channels.in_channel(discord.channel)


def test_autocomplete_menus_forms_and_buttons(discord: Simulator, ann: Person) -> None:
    choices = ann.completes(discord.channel, "echo", "text", "la")
    assert [choice["value"] for choice in choices] == ["la0", "la1", "la2"]
    said = ann.says(discord.channel, "once more")
    again = ann.menu("Repeat this", said).acknowledged()
    assert again.answer.content == "once more"
    form = ann.fills_in(ann.slash(discord.channel, "ask")).acknowledged()
    assert form.answer.content == "answered: none"
    assert form.answer.ephemeral
    asked = ann.slash(discord.channel, "echo", text="press")
    discord.until(lambda: asked.original and asked.answer.content == "press!", "the edit")
    press = ann.presses(asked.answer, "Again").acknowledged()
    assert press.answer is asked.answer
    assert asked.answer.content == "pressed"
    assert asked.answer.file(".txt") is None


def test_components_v2_with_a_picture(discord: Simulator, ann: Person) -> None:
    asked = ann.slash(discord.channel, "layout").acknowledged()
    assert asked.answer.text.strip() == "In a box"
    assert asked.answer.file(".png") == b"dot"
    assert "cdn.discordapp.com" in str(asked.answer.show()["components"])


def test_only_what_is_said_to_the_bot_can_be_read_by_it(discord: Simulator, ann: Person) -> None:
    ann.says(discord.channel, "psst")
    mention = ann.says(discord.channel, "aloud", mention=True, files={"a.mid": b"MThd"})
    replies = discord.until(
        lambda: [m for m in discord.channels.messages if m.reply_to is mention], "a reply"
    )
    assert "aloud" in replies[0].content
    assert replies[0].file(".mid") == b"MThd"
    direct = ann.says(ann.direct, "in private")
    discord.until(
        lambda: [m for m in discord.channels.in_channel(ann.direct) if m.reply_to is direct],
        "a reply",
    )
    follow = ann.says(discord.channel, "and more", reply_to=replies[0])
    discord.until(lambda: [m for m in discord.channels.messages if m.reply_to is follow], "it")
    assert not [m for m in discord.channels.messages if "psst" in m.content and m.reply_to]


@pytest.mark.parametrize("status", [429, 503])
def test_faults_of_the_follow_up_are_retried(discord: Simulator, ann: Person, status: int) -> None:
    fault = discord.faults.add("POST /webhooks/*", status=status)
    asked = ann.slash(discord.channel, "echo", text=f"after {status}")
    discord.until(lambda: asked.original and asked.answer.content.endswith("!"), "the edit")
    assert fault.happened == 1


def test_a_lost_answer_and_a_reset_reach_the_bot(discord: Simulator, ann: Person) -> None:
    lost = discord.faults.add("POST /webhooks/*", reset=True, done=True)
    asked = ann.slash(discord.channel, "echo", text="lost")
    discord.until(lambda: lost.happened, "the fault")
    discord.until(lambda: asked.original and asked.answer.content == "lost", "the follow-up")
    reset = discord.faults.add("POST /interactions/*", reset=True)
    asked = ann.slash(discord.channel, "echo", text="never")
    discord.until(lambda: reset.happened, "the fault")
    assert asked.original is None


def test_limits_are_judged_and_named(discord: Simulator, ann: Person) -> None:
    asked = ann.slash(discord.channel, "wrong").acknowledged()
    assert asked.answer.content == "refused: 50035"
    with pytest.raises(AssertionError, match=r"content: 2001 characters, allowed 0 to 2000"):
        discord.judge()


def test_tokens_end(discord: Simulator, ann: Person) -> None:
    asked = ann.slash(discord.channel, "echo", text="quick", quick=True).acknowledged()
    asked.end(UNKNOWN_WEBHOOK)
    asked = ann.slash(discord.channel, "echo", text="late")
    asked.end()
    discord.until(lambda: discord.calls[-1].status == 401, "the refusal")
    assert asked.acknowledged().answer.loading


def test_a_dropped_connection_is_resumed_and_nothing_is_lost(
    discord: Simulator, ann: Person
) -> None:
    resumed, identified = discord.gateway.resumed, discord.gateway.identified
    discord.run(discord.gateway.drop())
    asked = ann.slash(discord.channel, "echo", text="while away", quick=True)
    asked.acknowledged()
    discord.run(discord.gateway.ask_to_reconnect())
    discord.until(lambda: discord.gateway.resumed == resumed + 2, "the second RESUME")
    discord.run(discord.gateway.invalidate(resumable=True))
    discord.until(lambda: discord.gateway.resumed == resumed + 3, "the third RESUME")
    assert discord.gateway.identified == identified


@pytest.mark.slow
def test_a_session_that_is_invalid_begins_anew(discord: Simulator, ann: Person) -> None:
    identified = discord.gateway.identified
    discord.run(discord.gateway.invalidate(resumable=False))
    discord.until(lambda: discord.gateway.identified == identified + 1, "IDENTIFY", 20)
    ann.slash(discord.channel, "echo", text="anew", quick=True).acknowledged()
