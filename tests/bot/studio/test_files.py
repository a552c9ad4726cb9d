"""Pieces and their files over HTTP: ranges, validators, names, who may see what."""

from __future__ import annotations

import pytest

from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import Serve
from tests.bot.studio.keeping import SOUND, keep

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, len(SOUND)),
        ("bytes=-10", 206, len(SOUND) - 10, len(SOUND)),
        ("bytes=0-999999", 206, 0, len(SOUND)),
        ("bytes=5-5", 206, 5, 6),
        ("bytes=9-3", 206, 0, len(SOUND)),
        ("bytes=0-1,4-5", 200, 0, len(SOUND)),
        ("items=0-1", 200, 0, len(SOUND)),
        ("bytes=x-y", 200, 0, len(SOUND)),
    ],
)
async def test_sound_is_had_in_ranges(
    serve: Serve, asked: str, status: int, start: int, stop: int
) -> None:
    async with serve() as server, Browser(server) as program:
        path = f"/api/v1/pieces/{keep(server.desk).code}/files/ogg"
        answer = await program.ask("GET", path, headers={"Range": asked})
        assert answer.status == status
        assert answer.body == SOUND[start:stop]
        assert answer.headers["Content-Type"] == "audio/ogg"
        assert answer.headers["Accept-Ranges"] == "bytes"
        if status == 206:
            assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(SOUND)}"


async def test_a_range_behind_the_end_is_refused_and_unchanged_files_are_not_sent(
    serve: Serve,
) -> None:
    async with serve() as server, Browser(server) as program:
        path = f"/api/v1/pieces/{keep(server.desk).code}/files/ogg"
        beyond = await program.ask("GET", path, headers={"Range": f"bytes={len(SOUND)}-"})
        assert beyond.status == 416
        assert beyond.headers["Content-Range"] == f"bytes */{len(SOUND)}"
        tag = (await program.ask("GET", path)).headers["ETag"]
        for sent in (tag, f'"other", W/{tag}', "*"):
            known = await program.ask("GET", path, headers={"If-None-Match": sent})
            assert (known.status, known.body) == (304, b"")
        part = {"Range": "bytes=0-9", "If-Range": '"of-another-day"'}
        assert (await program.ask("GET", path, headers=part)).status == 200
        head = await program.ask("HEAD", path)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["Content-Length"] == str(len(SOUND))


async def test_files_have_names_to_save_them_under(serve: Serve) -> None:
    async with serve() as server, Browser(server) as program:
        code = keep(server.desk).code
        shown = await program.ask("GET", f"/api/v1/pieces/{code}/files/midi")
        assert shown.headers["Content-Disposition"].startswith("inline;")
        saved = await program.ask("GET", f"/api/v1/pieces/{code}/files/midi?download=true")
        assert f'attachment; filename="fusebox-{code}.mid"' in saved.headers["Content-Disposition"]
        assert (await program.ask("GET", f"/api/v1/pieces/{code}/files/flac")).status == 404
        paged = f"/api/v1/pieces/{code}/files/midi?page=2"
        assert (await program.ask("GET", paged)).status == 404


async def test_what_is_private_is_seen_by_its_author_alone(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann, Browser(server) as program:
        await ann.open()
        piece = keep(server.desk, user=("studio", "script"), visibility="private")
        for path in ("", "/files/ogg", "/notes", "/vote", "/score.svg", "/melodies/jazz/midi"):
            assert (await ann.get(f"/api/v1/pieces/{piece.code}{path}")).status == 404, path
        path = f"/api/v1/pieces/{piece.code}"
        shown = (await program.ask("GET", path)).json
        assert shown["is_own"]
        assert shown["heard"] == {"jazz": 0.6, "folk": 0.4}
        assert (await ann.write("DELETE", path)).status == 404
        assert (await ann.write("PATCH", path, json={"visibility": "public"})).status == 404
        opened = await program.ask("PATCH", path, json={"visibility": "place"})
        assert opened.json["visibility"] == "place"
        seen = (await ann.get(path)).json
        assert not seen["is_own"]
        voted = await ann.write("PUT", f"{path}/vote", json={"value": 1})
        assert voted.json == {"up": 1, "down": 0, "mine": 1, "is_own": False}
        own = await program.ask("PUT", f"{path}/vote", json={"value": 1})
        assert own.json == {"up": 1, "down": 0, "mine": 1, "is_own": True}
        back = await ann.write("DELETE", f"{path}/vote")
        assert back.json["up"] == 0
        assert (await program.ask("DELETE", path)).status == 204
        assert (await ann.get(path)).status == 404


async def test_an_older_piece_moves_by_its_midi_file(serve: Serve) -> None:
    async with serve() as server, Browser(server) as program:
        code = keep(server.desk).code
        notes = (await program.ask("GET", f"/api/v1/pieces/{code}/notes")).json
        assert notes["source"] == "midi"
        assert [track["name"] for track in notes["tracks"]] == ["Melody", "Bass"]
        first = notes["tracks"][0]["notes"][1]
        assert (first["pitch"], first["start"], first["beat"]) == (73, 0.5, 1.0)
        assert notes["length_seconds"] == 4.0
        assert notes["sections"][0]["length"] == 4.0
        assert notes["melodies"] == []


async def test_the_gallery_pages_and_filters(serve: Serve) -> None:
    async with serve() as server, Browser(server) as program:
        codes = [keep(server.desk).code for _ in range(5)]
        url = "/api/v1/pieces?order=new&limit=2"
        first = (await program.ask("GET", url)).json
        second = (await program.ask("GET", f"{url}&cursor={first['next']}")).json
        assert [one["code"] for one in (*first["pieces"], *second["pieces"])] == codes[:0:-1]
        assert (await program.ask("GET", "/api/v1/pieces?genre=hymn")).json["pieces"] == []
        assert len((await program.ask("GET", "/api/v1/pieces?genre=folk")).json["pieces"]) == 5
        for bad in ("order=odd", "limit=0", "limit=x", "limit=51", "cursor=x", "span=hour"):
            assert (await program.ask("GET", f"/api/v1/pieces?{bad}")).status == 400, bad


async def test_presets_are_kept_shared_forked_and_handed_on(serve: Serve) -> None:
    url = "/api/v1/presets"
    async with serve() as server, Browser(server) as ann, Browser(server) as ben:
        await ann.open()
        await ben.open()
        nothing = await ann.write("POST", url, json={"name": "tea"})
        assert nothing.status == 422  # no request yet in this conversation
        blank = await ann.write("POST", url, json={"name": ""})
        assert (blank.status, blank.json["detail"]) == (422, "Name: it is empty or too short.")
        fields = {"weights": {"jazz": 70, "vintage pop": 30}, "bars": 24, "key": "D minor"}
        saved = await ann.write("POST", url, json={"name": "Tea", "request": fields})
        assert saved.status == 201
        assert saved.json["request"]["weights"] == {"jazz": 0.7, "vintage pop": 0.3}
        assert (await ben.get(url)).json == {"own": [], "shared": []}
        await ann.write("PATCH", f"{url}/tea", json={"is_shared": True})
        (shared,) = (await ben.get(url)).json["shared"]
        forked = await ben.write("POST", "/api/v1/preset-forks", json={"id": shared["id"]})
        assert (forked.status, forked.json["credit"][:4]) == (201, "Tea ")
        again = await ben.write("POST", "/api/v1/preset-forks", json={"id": shared["id"]})
        assert again.status == 409
        text = (await ann.get(f"{url}/Tea/export")).json
        for number, one in enumerate((text["code"], text["json"])):
            body = {"text": one, "name": f"copy {number}"}
            brought = await ben.write("POST", "/api/v1/preset-imports", json=body)
            assert brought.status == 201
            assert brought.json["request"]["bars"] == 24
        named = await ann.write("PATCH", f"{url}/Tea", json={"name": "Green tea"})
        assert named.json["name"] == "Green tea"
        assert (await ann.write("DELETE", f"{url}/Green%20tea")).status == 204
        assert (await ann.get(f"{url}/Green%20tea")).status == 404


async def test_taste_preferences_and_privacy_are_ones_own(serve: Serve) -> None:
    async with serve() as server, Browser(server) as ann:
        await ann.open()
        told = await ann.write(
            "PATCH", "/api/v1/taste", json={"text": "60% jazz 40% folk", "is_frozen": True}
        )
        assert told.json["is_frozen"]
        assert told.json["weights"]["jazz"] > 0.4
        assert (await ann.write("PATCH", "/api/v1/taste", json={"text": "tuesday"})).status == 422
        assert (await ann.write("DELETE", "/api/v1/taste")).status == 204
        assert (await ann.get("/api/v1/taste")).json["weights"] is None
        usual = {"bars": 24, "weights": {"jazz": 1, "folk": 1}, "formats": ["midi", "mp3"]}
        kept = await ann.write("PUT", "/api/v1/preferences", json=usual)
        assert kept.json["usual"]["bars"] == 24
        parsed = await ann.write("POST", "/api/v1/parse", json={"text": "something new"})
        assert parsed.json["request"]["bars"] == 24
        archive = await ann.get("/api/v1/privacy/export")
        assert archive.body.startswith(b"PK")
        assert "attachment" in archive.headers["Content-Disposition"]
        assert (await ann.write("DELETE", "/api/v1/privacy", json={"confirm": "yes"})).status == 422
        body = {"confirm": "delete everything for good"}
        gone = await ann.write("DELETE", "/api/v1/privacy", json=body)
        assert gone.json["deleted"]["preferences"] == 1
        assert (await ann.get("/api/v1/pieces")).status == 401  # the session went as well
