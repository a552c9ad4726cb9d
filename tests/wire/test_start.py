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
    """``code`` is what the process ends with; ``says`` are words that its sentence must hold."""

    name: str
    code: int
    says: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    prepare: Callable[[Simulator], object] = lambda _: None


def no_network(discord: Simulator) -> None:
    discord.tunnel.down = True


def fails(route: str, status: int) -> Callable[[Simulator], object]:
    return lambda discord: discord.faults.add(route, status=status, times=99)


TROUBLES = (
    Trouble("no token", 11, ("DISCORD_TOKEN", ".env"), {"DISCORD_TOKEN": ""}, ("--discord",)),
    Trouble("a wrong token", 12, ("DISCORD_TOKEN", "copy"), {"DISCORD_TOKEN": WRONG}),
    Trouble("no network", 13, ("network", "HTTPS_PROXY"), prepare=no_network),
    Trouble("Discord out of order", 13, ("503",), prepare=fails("GET /users/@me", 503)),
    Trouble("refused commands", 14, ("scope",), prepare=fails("PUT /applications/*", 403)),
)


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
) -> None:
    bot = BotProcess(discord, tmp_path / "bot", tiny_weights, cache)
    trouble.prepare(discord)
    bot.start(*trouble.options, **trouble.settings)
    try:
        code = bot.ends()
    finally:
        bot.kill_all()
    assert "Traceback" not in bot.output
    assert " ERROR " not in bot.output
    sentences = [line for line in bot.output.splitlines() if line.startswith("fusebox:")]
    assert len(sentences) == 1, bot.output
    assert bot.output.splitlines()[-1] == sentences[0]
    for word in trouble.says:
        assert word.lower() in sentences[0].lower()
    assert code == trouble.code
    for token in (WRONG, discord.token):
        assert token not in bot.told_to_files()
