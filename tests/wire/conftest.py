"""One Discord and one bot for all tests with the real bot; each test ends with a judgement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.simulator import Simulator
from tests.wire.simulator.people import Person


@pytest.fixture(scope="session")
def discord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("discord")) as simulator:
        yield simulator


@pytest.fixture(autouse=True)
def within_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    if "discord" not in request.fixturenames:
        yield
        return
    discord: Simulator = request.getfixturevalue("discord")
    yield
    discord.judge()


@pytest.fixture
def ann(discord: Simulator) -> Person:
    return discord.person("Ann")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all bots of a run share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def process(
    discord: Simulator,
    tiny_weights: Path,
    cache: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BotProcess]:
    process = BotProcess(discord, tmp_path_factory.mktemp("bot"), tiny_weights, cache)
    yield process
    process.kill_all()


@pytest.fixture
def bot(process: BotProcess) -> BotProcess:
    """The bot, running and connected."""
    if not process.runs:
        process.start()
    process.comes()
    return process
