"""One file over HTTP: whole, resumed, retried, checked, bounded."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from bot.errors import FetchFailed
from bot.fetching.download import Downloaded, Wanted, download
from tests.bot.fetching.server import Files, no_pause, with_server

DATA = random.Random(7).randbytes(300_000)
SHA256 = hashlib.sha256(DATA).hexdigest()


def get(files: Files, path: Path, **asked: object) -> Downloaded:
    return with_server(
        files,
        lambda session, address: download(
            session,
            Wanted(f"{address}/file", path, **asked),  # type: ignore[arg-type]
            pause=no_pause,
        ),
    )


def test_whole_file_is_checked_and_nothing_else_is_left(tmp_path: Path) -> None:
    got = get(Files({"file": DATA}), tmp_path / "file", sha256=SHA256.upper())
    assert (got.sha256, got.size, got.resumed_from) == (SHA256, len(DATA), 0)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert got.path.read_bytes() == DATA


def test_broken_connection_goes_on_where_it_stopped(tmp_path: Path) -> None:
    files = Files({"file": DATA}, breaks=[100_000, 50_000])
    got = get(files, tmp_path / "file", sha256=SHA256)
    assert got.path.read_bytes() == DATA
    assert files.asked[0] == ""
    begins = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in files.asked[1:]]
    assert len(begins) == 2
    assert 0 < begins[0] < begins[1] < len(DATA)
    assert got.resumed_from == begins[1]


def test_half_a_file_of_an_earlier_run_is_resumed(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="goes on where it stopped"):
        get(Files({"file": DATA}, breaks=[120_000] + [0] * 9), tmp_path / "file")
    assert (tmp_path / "file.part").is_file()
    files = Files({"file": DATA})
    assert get(files, tmp_path / "file").resumed_from > 0
    assert (tmp_path / "file").read_bytes() == DATA


def test_half_of_another_version_is_not_joined(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed):
        get(Files({"file": DATA}, breaks=[120_000] + [0] * 9), tmp_path / "file")
    newer = DATA[::-1]
    got = get(Files({"file": newer}), tmp_path / "file")
    assert got.path.read_bytes() == newer
    assert got.resumed_from == 0


def test_whole_file_that_was_not_yet_checked_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(DATA)
    (tmp_path / "file.tag").write_text(f'"{SHA256}"')
    files = Files({"file": DATA})
    assert get(files, tmp_path / "file", sha256=SHA256).resumed_from == len(DATA)
    assert files.asked == [f"bytes={len(DATA)}-"]


def test_server_that_ignores_ranges_gives_the_whole_file(tmp_path: Path) -> None:
    files = Files({"file": DATA}, ranges=False, breaks=[100_000])
    got = get(files, tmp_path / "file", sha256=SHA256)
    assert got.path.read_bytes() == DATA
    assert got.resumed_from == 0


@pytest.mark.parametrize("kind", ["sha256", "md5"])
def test_wrong_checksum_is_thrown_away(tmp_path: Path, kind: str) -> None:
    with pytest.raises(FetchFailed, match=r"is not what it should be: its .* not 00ff"):
        get(Files({"file": DATA}), tmp_path / "file", **{kind: "00ff"})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("status", "words"), [(404, "not there"), (403, "refuses"), (410, "gone")])
def test_what_is_not_there_is_said_at_once(tmp_path: Path, status: int, words: str) -> None:
    files = Files({"file": DATA}, answers=[(status, {})] * 9)
    with pytest.raises(FetchFailed, match=words):
        get(files, tmp_path / "file")
    assert len(files.asked) == 1


def test_busy_server_is_asked_again_as_late_as_it_says(tmp_path: Path) -> None:
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    files = Files({"file": DATA}, answers=[(503, {"Retry-After": "7"}), (429, {}), (500, {})])
    with_server(
        files,
        lambda session, address: download(
            session, Wanted(f"{address}/file", tmp_path / "file", SHA256), pause=pause
        ),
    )
    assert (tmp_path / "file").read_bytes() == DATA
    assert waits == [7.0, 2.0, 4.0]


def test_server_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    files = Files({"file": DATA}, answers=[(503, {"Retry-After": "9999"})] * 20)
    with pytest.raises(FetchFailed, match=r"busy \(503\)"):
        get(files, tmp_path / "file")
    assert len(files.asked) == 5


def test_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="larger than"):
        get(Files({"file": DATA}), tmp_path / "file", most_bytes=100_000)


def test_nobody_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="could not be fetched"):
        with_server(
            Files({}),
            lambda session, _: download(
                session, Wanted("http://127.0.0.1:9/file", tmp_path / "file"), pause=no_pause
            ),
        )
