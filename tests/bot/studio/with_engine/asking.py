"""Asking the studio for a piece, as its page does."""

from __future__ import annotations

from tests.bot.studio.browsing import Browser
from tests.bot.studio.listening import Heard, events

ASKED = "70% jazz 30% folk, 4 bars, for piano and flute"


async def ordered(browser: Browser, text: str = ASKED) -> dict[str, object]:
    """The job of a message."""
    said = await browser.write("POST", "/api/v1/messages", json={"text": text})
    assert said.status == 200, said.body
    assert said.json["reading"]["error"] is None
    job: dict[str, object] = said.json["jobs"][0]
    return job


async def made(browser: Browser, text: str = ASKED) -> tuple[str, list[Heard]]:
    """(the code of a piece, the events of its making)."""
    job = await ordered(browser, text)
    heard = [one async for one in events(browser, str(job["events"]))]
    assert heard[-1].name == "finished", heard[-1]
    return heard[-1].data["piece"]["code"], heard
