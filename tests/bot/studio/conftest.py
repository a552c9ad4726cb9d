"""A real studio on a free port of this machine, with a real desk; the engine starts when asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.studio.plan import Limits, Plan
from bot.studio.server import StudioServer

Serve = Callable[..., AbstractAsyncContextManager[StudioServer]]
# No test of behaviour is to meet a limit of rate by chance.
FREE = Limits(
    reads_per_second=10_000, reads_at_once=100_000, writes_per_minute=600_000,
    writes_at_once=100_000, pieces_per_minute=600_000, pieces_at_once=100_000,
    sign_ins_per_minute=600_000, sign_ins_at_once=100_000,
)  # fmt: skip
TOKEN = "a-token-for-the-tests"


def settings_in(folder: Path, weights: Path | None = None) -> Settings:
    """Settings that touch nothing outside a folder."""
    named: dict[str, Any] = {
        "FUSEBOX_CACHE_DIR": folder / "cache",
        "FUSEBOX_GENRES_DIR": folder / "genres",
        "FUSEBOX_MEMORY_DIR": folder / "memory",
        "FUSEBOX_WEIGHTS_DIR": weights or folder / "no-weights",
    }
    return Settings(_env_file=None, **named)


@asynccontextmanager
async def serving(
    folder: Path, weights: Path | None = None, **plan: Any
) -> AsyncIterator[StudioServer]:
    """A studio that is up; its engine has no weights unless some are given."""
    with App(settings_in(folder, weights)) as app:
        async with (
            Desk(app) as desk,
            StudioServer(desk, Plan(**{"port": 0, "limits": FREE, **plan})) as server,
        ):
            yield server


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Start a studio: ``async with serve(token=TOKEN) as server``."""

    def start(**plan: Any) -> AbstractAsyncContextManager[StudioServer]:
        return serving(tmp_path, **plan)

    return start
