"""Pieces: asked for, seen, heard, voted on; built on a tune; known from a parse."""

from __future__ import annotations

import io

import aiohttp
import mido
import pytest
import soundfile

from bot.app import App
from bot.studio.server import StudioServer
from tests.bot.studio.browsing import Browser
from tests.bot.studio.listening import events
from tests.bot.studio.with_engine.asking import made

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="package")]
ABC = b"X:1\nT:Mine\nM:4/4\nL:1/8\nK:G\nGABc d2B2|c2A2 B2G2|GABc d2B2|A4 G4|\n"


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
