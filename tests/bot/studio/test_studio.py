"""The studio with the real desk, engine, renderers and memory: asked, watched, heard, voted."""

from __future__ import annotations

import asyncio
import gc
import io
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import mido
import pytest
import pytest_asyncio
import soundfile

from bot.app import App
from bot.desk.desk import Desk
from bot.studio.plan import Plan
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import FREE, settings_in
from tests.bot.studio.listening import Heard, events

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
ASKED = "70% jazz 30% folk, 4 bars, for piano and flute"
ABC = b"X:1\nT:Mine\nM:4/4\nL:1/8\nK:G\nGABc d2B2|c2A2 B2G2|GABc d2B2|A4 G4|\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(tiny_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[App]:
    with App(settings_in(tmp_path_factory.mktemp("studio"), tiny_weights)) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(app: App) -> AsyncIterator[StudioServer]:
    async with Desk(app) as desk, StudioServer(desk, Plan(port=0, limits=FREE)) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def ann(server: StudioServer) -> AsyncIterator[Browser]:
    async with Browser(server) as browser:
        yield await browser.open()


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


async def test_a_message_becomes_a_piece_that_can_be_seen_heard_and_voted_on(
    ann: Browser, server: StudioServer
) -> None:
    code, heard = await made(ann)
    names = [one.name for one in heard]
    assert names.index("composed") < names.index("finished")
    stages = [one.data["stage"] for one in heard if one.name == "progress"]
    assert "phase1" in stages
    assert "rendering" in stages
    piece = (await ann.get(f"/api/v1/pieces/{code}")).json
    assert piece["asked"] == {"jazz": 0.7, "folk": 0.3}
    assert set(piece["provenance"]) <= {"jazz", "folk"}
    assert {one["name"] for one in piece["melodies"]} == {"jazz", "folk", "fused"}
    sound = await ann.get(f"/api/v1/pieces/{code}/files/ogg")
    notes = (await ann.get(f"/api/v1/pieces/{code}/notes")).json
    assert soundfile.info(io.BytesIO(sound.body)).duration > notes["length_seconds"] - 0.5
    assert notes["source"] == "kept"
    given = {note["genre"] for track in notes["tracks"] for note in track["notes"]}
    assert given & {"jazz", "folk"}
    assert [one["name"] for one in notes["genres"]] == ["jazz", "folk"]
    assert all(melody["notes"] for melody in notes["melodies"])
    page = await ann.get(f"/api/v1/pieces/{code}/score.svg")
    assert b"<svg" in page.body
    assert int(page.headers["X-Page-Count"]) >= 1
    assert "script-src" not in page.headers["Content-Security-Policy"]
    for melody in piece["melodies"]:
        midi = await ann.get(melody["midi"])
        assert mido.MidiFile(file=io.BytesIO(midi.body)).length > 1
    alone = await ann.get(piece["melodies"][0]["ogg"])
    assert soundfile.info(io.BytesIO(alone.body)).duration > 1
    async with Browser(server) as ben:
        await ben.open()
        path = f"/api/v1/pieces/{code}/vote"
        assert (await ben.write("PUT", path, json={"value": 1})).json["up"] == 1
        best = (await ben.get("/api/v1/pieces?order=top")).json["pieces"]
        assert best[0]["code"] == code


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


async def test_a_melody_of_ones_own_is_built_on(ann: Browser) -> None:
    form = aiohttp.FormData()
    form.add_field("file", ABC, filename="mine.abc")
    brought = await ann.write("POST", "/api/v1/melodies", data=form)
    body = {
        "request": {"weights": {"jazz": 1, "folk": 1}, "bars": 4},
        "melody": {"id": brought.json["id"], "keep": True},
    }
    begun = await ann.write("POST", "/api/v1/compositions", json=body)
    assert begun.status == 202, begun.body
    (job,) = begun.json["jobs"]
    heard = [one async for one in events(ann, job["events"])]
    assert heard[-1].name == "finished", heard[-1].data
    assert heard[-1].data["piece"]["key"] == "G major"


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


async def test_fifty_browsers_watch_one_piece(ann: Browser) -> None:
    job = await ordered(ann)

    async def watched() -> list[Heard]:
        return [one async for one in events(ann, str(job["events"]))]

    connector = aiohttp.TCPConnector(limit=0)
    old, ann.client = (
        ann.client,
        aiohttp.ClientSession(connector=connector, cookie_jar=ann.client.cookie_jar),
    )
    try:
        told = await asyncio.gather(*(watched() for _ in range(50)))
    finally:
        await ann.client.close()
        ann.client = old
    assert all(one == told[0] for one in told)
    assert told[0][-1].name == "finished"


async def test_a_piece_without_notes_is_composed_again_for_them(
    ann: Browser, server: StudioServer, app: App
) -> None:
    code, _ = await made(ann)
    path = f"/api/v1/pieces/{code}/notes"
    before = (await ann.get(path)).json
    app.memory.database.write(
        lambda c: c.execute("DELETE FROM piece_files WHERE name = 'piece.notes.json'")
    )
    assert (await ann.get(path)).json == before


async def test_memory_stays_flat_over_five_hundred_requests(ann: Browser) -> None:
    code, _ = await made(ann)
    paths = (
        "/", "/api/v1/genres", "/api/v1/pieces", f"/api/v1/pieces/{code}/notes",
        f"/api/v1/pieces/{code}/files/ogg", f"/api/v1/pieces/{code}/score.svg", "/api/v1/status",
    )  # fmt: skip

    async def some(count: int) -> int:
        for number in range(count):
            assert (await ann.get(paths[number % len(paths)])).status == 200
            body = {"text": f"{number % 90 + 5}% jazz, the rest folk"}
            assert (await ann.write("POST", "/api/v1/parse", json=body)).status == 200
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        await some(50)
        first = await some(125)
        second = await some(125)
    finally:
        tracemalloc.stop()
    # What a first round leaves (caches) is paid once: the second adds next to nothing.
    assert second < first * 1.1 + 200_000


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


async def test_parsing_changes_nothing_and_a_message_does(server: StudioServer) -> None:
    async with Browser(server) as ann:
        await ann.open()
        parsed = await ann.write("POST", "/api/v1/parse", json={"text": "70% jazz 30% folk"})
        assert parsed.json["composes"]
        assert (await ann.get("/api/v1/conversations/main")).json["request"] is None
        said = await ann.write("POST", "/api/v1/messages", json={"text": "70% jazz 30% folk"})
        assert len(said.json["jobs"]) == 1
        kept = (await ann.get("/api/v1/conversations/main")).json
        assert kept["request"]["weights"] == {"jazz": 0.7, "folk": 0.3}
        assert (await ann.get("/api/v1/conversations/other")).json["request"] is None
        slower = await ann.write("POST", "/api/v1/parse", json={"text": "slower"})
        assert slower.json["intent"] == "edit"
        assert slower.json["seed_kept"]
        assert slower.json["request"]["tempo_bpm"] < kept["request"]["tempo_bpm"]
        assert (await ann.write("DELETE", "/api/v1/conversations/main")).status == 204
        assert (await ann.get("/api/v1/conversations/main")).json["request"] is None


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
