"""Conversations come and go, and take what they wrote to disk with them."""

import asyncio
from pathlib import Path

import pytest

from bot.app import App
from bot.conversation.memory.session import Session, Who
from bot.desk.sessions import Sessions
from bot.settings import Settings

ANN = Who("test", "ann", "Ann", "here")
BEN = Who("test", "ben", "Ben", "here")


@pytest.mark.asyncio
async def test_a_conversation_that_is_closed_or_erased_leaves_no_folder(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, FUSEBOX_MEMORY_DIR=tmp_path / "memory")
    folder = tmp_path / "sessions"
    folder.mkdir()

    def note(session: Session) -> None:
        session.say("export my data")

    with App(settings) as app:
        sessions = Sessions(app, folder, most_open=1)
        await sessions.use(ANN, note)
        (anns,) = folder.iterdir()
        assert any(anns.iterdir())
        await sessions.use(BEN, note)
        while anns.exists():
            await asyncio.sleep(0)
        sessions.forget("test", "ben")
        while any(folder.iterdir()):
            await asyncio.sleep(0)
        sessions.close()
