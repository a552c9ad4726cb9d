"""One studio with the real desk, engine, renderers and memory for all tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App
from bot.desk.desk import Desk
from bot.studio.plan import Plan
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import FREE, settings_in


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def app(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[App]:
    with App(settings_in(tmp_path_factory.mktemp("studio"), tiny_weights)) as made:
        yield made


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def server(app: App) -> AsyncIterator[StudioServer]:
    async with Desk(app) as desk, StudioServer(desk, Plan(port=0, limits=FREE)) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def ann(server: StudioServer) -> AsyncIterator[Browser]:
    async with Browser(server) as browser:
        yield await browser.open()
