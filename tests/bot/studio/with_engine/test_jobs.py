"""Jobs: followed through reloads, given up, failed, owed by one process to the next."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.desk.desk import Desk
from bot.studio.plan import Plan
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import FREE
from tests.bot.studio.listening import events
from tests.bot.studio.with_engine.asking import ASKED, ordered

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="package")]


async def test_who_reloads_in_the_middle_finds_the_job_and_misses_nothing(
    ann: Browser, server: StudioServer
) -> None:
    job = await ordered(ann)
    stream = events(ann, str(job["events"]))
    first = await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]  # a generator, typed as an iterator
    (running,) = (await ann.get("/api/v1/jobs")).json["jobs"]
    assert running["id"] == job["id"]
    rest = [one async for one in events(ann, str(job["events"]), last=first.id)]
    whole = [one async for one in events(ann, str(job["events"]))]
    assert [one.id for one in whole] == [first.id, *(one.id for one in rest)]
    assert whole[-1].name == "finished"
    assert (await ann.get("/api/v1/jobs")).json["jobs"] == []
    again = [one async for one in events(ann, str(job["events"]), last=whole[-1].id)]
    assert again == []


async def test_a_job_is_given_up_and_never_becomes_a_piece(ann: Browser) -> None:
    jobs = [await ordered(ann, f"{ASKED}, 64 bars") for _ in range(3)]
    path = f"/api/v1/jobs/{jobs[-1]['id']}"
    gone = await ann.write("DELETE", path)
    assert gone.status == 200, gone.body
    assert gone.json["state"] == "cancelled"
    for job in jobs[:-1]:
        await ann.write("DELETE", f"/api/v1/jobs/{job['id']}")
    heard = [one async for one in events(ann, f"{path}/events")]
    assert (heard[-1].name, heard[-1].data["cancelled"]) == ("failed", True)


async def test_what_a_process_owed_is_finished_by_the_next(app: App) -> None:
    async with (
        Desk(app) as desk,
        StudioServer(desk, Plan(port=0, limits=FREE)) as before,
        Browser(before) as eve,
    ):
        await eve.open()
        job = await ordered(eve)
        cookies = {one.key: one.value for one in eve.client.cookie_jar}
    async with (
        Desk(app) as desk,
        StudioServer(desk, Plan(port=0, limits=FREE)) as after,
        Browser(after, cookies=cookies) as eve,
    ):
        (running,) = (await eve.get("/api/v1/jobs?state=all")).json["jobs"]
        assert running["id"] == job["id"]
        heard = [one async for one in events(eve, str(job["events"]), last="gone-3")]
        assert heard[-1].name == "finished", heard[-1].data
        mine = (await eve.get("/api/v1/pieces?scope=mine")).json["pieces"]
        assert [one["code"] for one in mine] == [heard[-1].data["piece"]["code"]]
    assert app.memory.jobs.unfinished("studio") == []


async def test_a_job_that_fails_says_why_to_whoever_watches(server: StudioServer) -> None:
    async with Browser(server) as ann, Browser(server) as ben:
        await ann.open()
        await ben.open()
        fields = {"weights": {"hymn": 1}, "bars": 4, "seed": 3}
        begun = await ann.write("POST", "/api/v1/compositions", json={"request": fields})
        assert begun.status == 202
        job = begun.json["jobs"][0]
        assert begun.headers["Location"] == f"/api/v1/jobs/{job['id']}"
        assert (await ben.get(job["events"])).status == 404
        stream = await ann.get(job["events"])
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert b"event: failed" in stream.body
        last = stream.body.rpartition(b"id: ")[2].partition(b"\n")[0].decode()
        ended = await ann.get(job["events"], headers={"Last-Event-ID": last})
        assert ended.status == 204
        again = await ann.get(job["events"], headers={"Last-Event-ID": "another-1"})
        assert again.body.count(b"event: failed") == 1
        shown = (await ann.get(begun.headers["Location"])).json
        assert shown["state"] == "failed"
        assert "weights" in shown["error"]
        assert (await ann.write("DELETE", begun.headers["Location"])).status == 409
