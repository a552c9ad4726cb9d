"""Starts that can't succeed: one sentence each that says what to do, and a code of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.simulator import Simulator

pytestmark = pytest.mark.slow

WRONG = "MTAwMDAwMDAwMDAwMDAwMDAwMA.wrong0.this-token-is-not-known-to-anybody-0123456"


@dataclass(frozen=True)
class Trouble:
    """``says`` are words that the sentence must hold, each in one of its spellings."""

    name: str
    says: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[Simulator], object] = lambda _: None


def no_network(discord: Simulator) -> None:
    discord.tunnel.down = True


TROUBLES = (
    Trouble("a wrong token", ("token", "DISCORD_TOKEN"), {"DISCORD_TOKEN": WRONG}),
    Trouble("no network", ("reach", "network"), prepare=no_network),
    Trouble(
        "commands that can't be registered",
        ("command",),
        prepare=lambda d: d.faults.add("PUT /applications/*", status=403, times=99),
    ),
    Trouble(
        "Discord out of order",
        ("discord",),
        prepare=lambda d: d.faults.add("GET /users/@me", status=503, times=99),
    ),
)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, int]:
    """Exit codes by trouble, as they come."""
    return {}


@pytest.fixture
def discord(tmp_path: Path) -> Iterator[Simulator]:
    with Simulator(tmp_path / "discord") as simulator:
        yield simulator


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t.name)
def test_a_start_that_fails_says_what_to_do(
    trouble: Trouble,
    discord: Simulator,
    tiny_weights: Path,
    cache: Path,
    tmp_path: Path,
    outcomes: dict[str, int],
) -> None:
    bot = BotProcess(discord, tmp_path / "bot", tiny_weights, cache)
    trouble.prepare(discord)
    bot.start(**trouble.settings)
    try:
        code = bot.ends()
    finally:
        bot.kill_all()
    sentences = [line for line in bot.output.splitlines() if line.strip()]
    assert "Traceback" not in bot.output
    assert len(sentences) == 1, bot.output
    for word in trouble.says:
        assert word.lower() in sentences[0].lower()
    assert code not in (0, 70)
    assert code not in outcomes.values(), outcomes
    outcomes[trouble.name] = code
    for token in (WRONG, discord.token):
        assert token not in bot.told_to_files()
