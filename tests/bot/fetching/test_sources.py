"""Whole sources and collections against a server on this machine."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from bot.errors import FetchFailed
from bot.fetching.collections import fetch_anthology, fetch_pdmx
from bot.fetching.sources import Fetched, fetch_origin
from models.corpora.build import build
from models.corpora.errors import CorpusError
from models.corpora.origins import Origin, origin_named
from models.corpora.store import load
from tests.bot.fetching.server import Files, no_pause, with_server
from tests.models.corpora.pdmx_table import row, write_table

TUNE = b"X:1\nT:A Tune\nM:4/4\nL:1/8\nK:G\n" + b'"G"GABc d2B2|"C"c2e2 "G"d4|' * 4 + b"\n"
BOOKS = ("jigs.abc", "morris.abc")


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as out:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def nottingham(address: str, sha256: str = "") -> Origin:
    return Origin("nottingham", f"{address}/a.tar.gz", ("english_folk/nottingham",),
                  r"^ABC_cleaned/.*\.abc$", sha256)  # fmt: skip


def archive(note: str = "") -> bytes:
    files = {f"repo-1/ABC_cleaned/{name}": TUNE + note.encode() for name in BOOKS}
    return packed({**files, "repo-1/ABC_original/jigs.abc": b"old", "repo-1/../../evil.abc": b"e"})


def fetch(files: Files, folder: Path, sha256: str = "", *, again: bool = False) -> Fetched:
    return with_server(
        files,
        lambda session, address: fetch_origin(
            session, nottingham("http://fixed", sha256) if not address else
            nottingham(address, sha256), folder, again=again, pause=no_pause,
        ),
    )  # fmt: skip


def test_fetched_source_is_what_the_build_reads(tmp_path: Path) -> None:
    got = fetch(Files({"a.tar.gz": archive()}), tmp_path / "data")
    assert got.files == 2
    assert len(got.missing) == 12
    assert "trusted this once" in got.notes[0]
    assert not list(tmp_path.rglob("evil.abc"))
    assert not list((tmp_path / "data" / ".downloads").iterdir())
    build(tmp_path / "data", tmp_path / "cache", genres={"folk"})
    assert {piece.title for piece in load(tmp_path / "cache", "folk")} == {"A Tune"}


def test_what_is_there_is_not_fetched_again_and_what_was_deleted_is(tmp_path: Path) -> None:
    files = Files({"a.tar.gz": archive()})

    async def twice(session: object, address: str) -> tuple[Fetched, Fetched, Fetched]:
        origin = nottingham(address)
        first = await fetch_origin(session, origin, tmp_path)  # type: ignore[arg-type]
        second = await fetch_origin(session, origin, tmp_path)  # type: ignore[arg-type]
        (tmp_path / "english_folk/nottingham/jigs.abc").unlink()
        third = await fetch_origin(session, origin, tmp_path)  # type: ignore[arg-type]
        return first, second, third

    _, second, third = with_server(files, twice)
    assert second.notes == ("it is there already",)
    assert third.files == 2
    assert len(files.asked) == 2


def test_changed_archive_is_refused_until_asked_for_anew(tmp_path: Path) -> None:
    files = Files({"a.tar.gz": archive()})

    async def changing(session: object, address: str) -> Fetched:
        origin = nottingham(address)
        await fetch_origin(session, origin, tmp_path)  # type: ignore[arg-type]
        (tmp_path / "english_folk/nottingham/jigs.abc").unlink()
        files.files["a.tar.gz"] = archive("% new\n")
        with pytest.raises(FetchFailed, match="not what it should be"):
            await fetch_origin(session, origin, tmp_path)  # type: ignore[arg-type]
        return await fetch_origin(session, origin, tmp_path, again=True)  # type: ignore[arg-type]

    assert with_server(files, changing).files == 2
    digest = hashlib.sha256(files.files["a.tar.gz"]).hexdigest()
    assert json.loads((tmp_path / "fetched.json").read_text())["nottingham"]["sha256"] == digest


def test_published_checksum_is_compared_the_first_time(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="SHA-256"):
        fetch(Files({"a.tar.gz": archive()}), tmp_path, "00ff")
    good = hashlib.sha256(archive_bytes := archive()).hexdigest()
    assert fetch(Files({"a.tar.gz": archive_bytes}), tmp_path, good).notes == ()


def test_archive_without_wanted_files_or_damaged_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="none of the files"):
        fetch(Files({"a.tar.gz": packed({"repo/README": b"no"})}), tmp_path)
    with pytest.raises(CorpusError, match="damaged"):
        fetch(Files({"a.tar.gz": gzip.compress(b"no tar" * 999)}), tmp_path)


@pytest.mark.slow
def test_music21_is_copied_from_where_it_is_installed(tmp_path: Path) -> None:
    origin = origin_named("palestrina")
    assert origin is not None
    got = with_server(
        Files({}), lambda session, _: fetch_origin(session, origin, tmp_path, pause=no_pause)
    )
    assert got.files > 1300
    assert not got.missing
    assert (tmp_path / "renaissance/palestrina_music21/Agnus_00.krn").is_file()


def pdmx_files(folder: Path) -> tuple[Files, dict[str, bytes]]:
    rows = [row(f"Qm{n}", genres="rock", rating=f"{n}.0") for n in (1, 2, 3)]
    table = write_table(folder, [*rows, row("Qm9", genres="jazz")]).read_bytes()
    scores = {f"mxl/1/11/Qm{n}.mxl": f"score {n}".encode() for n in (1, 2, 3, 9)}
    return Files({"PDMX.csv": table, "mxl.tar.gz": packed(scores)}), scores


def run_pdmx(files: Files, folder: Path, *, limit: int = 2, genre: str = "rock") -> Fetched:
    async def use(session: object, address: str) -> Fetched:
        listing = [
            {"key": name, "size": len(data), "links": {"self": f"{address}/{name}"},
             "checksum": f"md5:{hashlib.md5(data).hexdigest()}"}
            for name, data in files.files.items() if name != "record"
        ]  # fmt: skip
        files.files["record"] = json.dumps({"files": listing}).encode()
        return await fetch_pdmx(
            session,
            folder,
            genre,
            limit,
            record=f"{address}/record",
            pause=no_pause,  # type: ignore[arg-type]
        )

    return with_server(files, use)


def test_pdmx_leaves_the_best_scores_of_a_genre_and_their_credits(tmp_path: Path) -> None:
    files, _ = pdmx_files(tmp_path)
    got = run_pdmx(files, tmp_path / "data")
    folder = tmp_path / "data" / "pdmx" / "rock"
    assert got.files == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "CREDITS.tsv", "Song_Qm2-Qm2.mxl", "Song_Qm3-Qm3.mxl"]  # fmt: skip
    assert (folder / "Song_Qm3-Qm3.mxl").read_bytes() == b"score 3"
    assert "Somebody\tcc-zero" in (folder / "CREDITS.tsv").read_text()


def test_second_genre_of_pdmx_downloads_only_the_record(tmp_path: Path) -> None:
    files, _ = pdmx_files(tmp_path)
    run_pdmx(files, tmp_path / "data")
    files.asked.clear()
    assert run_pdmx(files, tmp_path / "data", genre="jazz").files == 1
    assert len(files.asked) == 1


def test_pdmx_that_was_damaged_on_the_way_is_thrown_away(tmp_path: Path) -> None:
    files, _ = pdmx_files(tmp_path)

    async def use(session: object, address: str) -> Fetched:
        listing = [{"key": "PDMX.csv", "checksum": "md5:00ff",
                    "links": {"self": f"{address}/PDMX.csv"}}]  # fmt: skip
        files.files["record"] = json.dumps({"files": listing}).encode()
        return await fetch_pdmx(session, tmp_path / "data", "rock", 2, pause=no_pause,  # type: ignore[arg-type]
                                record=f"{address}/record")  # fmt: skip

    with pytest.raises(FetchFailed, match="MD5"):
        with_server(files, use)
    assert not (tmp_path / "data" / ".downloads" / "PDMX.csv").exists()


def test_record_of_something_else_is_one_sentence(tmp_path: Path) -> None:
    for answer in (b"<html>", b"[]", b'{"files": [{}]}'):
        with pytest.raises(FetchFailed):
            with_server(
                Files({"record": answer}),
                lambda session, address: fetch_pdmx(
                    session, tmp_path, "rock", 2, record=f"{address}/record", pause=no_pause
                ),
            )


def test_anthology_is_fetched_song_by_song_and_resumed(tmp_path: Path) -> None:
    songs = {n: f"song {n}".encode() for n in (1, 2, 3)}
    listing = {
        "data": {
            "latestVersion": {
                "files": [
                    {
                        "dataFile": {
                            "id": n,
                            "filename": f"Song {n}.xml",
                            "filesize": 6,
                            "md5": hashlib.md5(data).hexdigest(),
                        }
                    }
                    for n, data in songs.items()
                ]
            }
        }
    }
    files = Files({"api/datasets/:persistentId/": json.dumps(listing).encode(),
                   **{f"api/access/datafile/{n}": data for n, data in songs.items()}})  # fmt: skip

    def run(limit: int | None) -> Fetched:
        return with_server(
            files, lambda session, address: fetch_anthology(
                session, tmp_path, limit, site=address, pause=no_pause)
        )  # fmt: skip

    assert run(2).files == 2
    files.asked.clear()
    assert run(None).files == 3
    assert len(files.asked) == 2
    names = sorted(path.name for path in (tmp_path / "song_anthology").iterdir())
    assert names == ["CREDITS.tsv", "Song_1-1.xml", "Song_2-2.xml", "Song_3-3.xml"]
