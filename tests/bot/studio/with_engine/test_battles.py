"""Battles: blind until they are over."""

from __future__ import annotations

import io

import pytest
import soundfile

from bot.app import App
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.listening import events
from tests.bot.studio.with_engine.asking import made

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="package")]


async def test_a_battle_is_blind_until_it_is_over(
    ann: Browser, server: StudioServer, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(ann)
    called = await ann.write(
        "POST", "/api/v1/battles", json={"left": "safe", "right": "wild", "seconds": 600}
    )
    assert called.status == 202, called.body
    for job in called.json["jobs"]:
        heard = [one async for one in events(ann, job["events"])]
        assert heard[-1].name == "finished", heard[-1].data
        assert "piece" not in heard[-1].data
        assert heard[-1].data["job"]["title"] == ""
    (battle,) = (await ann.get("/api/v1/battles")).json["battles"]
    assert battle["is_open"]
    assert battle["left"]["name"] is battle["left"]["piece"] is battle["left"]["votes"] is None
    sound = await ann.get(battle["left"]["ogg"])
    assert soundfile.info(io.BytesIO(sound.body)).duration > 1
    assert battle["code"] in sound.headers["Content-Disposition"]
    async with Browser(server) as ben:
        await ben.open()
        path = f"/api/v1/battles/{battle['code']}"
        assert (await ben.write("PUT", f"{path}/vote", json={"side": "left"})).status == 200
        clock = app.memory.database.clock
        monkeypatch.setattr(app.memory.database, "clock", lambda: clock() + 601)
        over = (await ben.get(path)).json
        assert (over["is_open"], over["winner"], over["left"]["votes"]) == (False, "left", 1)
        names = {over["left"]["name"], over["right"]["name"]}
        assert len(names) == 2
        assert all(name.startswith("temperature ") for name in names)
        late = await ben.write("PUT", f"{path}/vote", json={"side": "right"})
        assert late.status == 409
