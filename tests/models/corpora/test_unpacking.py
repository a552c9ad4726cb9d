"""Archives from the network: wanted members only, nowhere else, never too much."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from models.corpora.errors import CorpusError
from models.corpora.unpacking import unpack


def tar(path: Path, files: Iterable[tuple[str, bytes]], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as out:  # type: ignore[call-overload]
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
    return path


def under_music(member: str) -> str | None:
    return f"music/{member}" if member.endswith(".abc") else None


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_only_wanted_members_are_written(tmp_path: Path, mode: str) -> None:
    archive = tar(tmp_path / "a", [("top/x.abc", b"X:1"), ("top/b/y.abc", b"X:2"), ("top/z", b"")],
                  mode)  # fmt: skip
    done = unpack(archive, tmp_path / "out", under_music)
    assert done.written == ["music/x.abc", "music/b/y.abc"]
    assert (tmp_path / "out/music/b/y.abc").read_bytes() == b"X:2"
    assert sum(path.is_file() for path in (tmp_path / "out").rglob("*")) == 2


def test_zip_is_read_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as out:
        out.writestr("top/x.abc", "X:1")
    assert unpack(tmp_path / "a", tmp_path / "out", under_music).written == ["music/x.abc"]


def test_members_can_be_packed_into_a_zip(tmp_path: Path) -> None:
    archive = tar(tmp_path / "a", [("top/x.abc", b"X:1"), ("top/y.abc", b"X:2")])
    unpack(archive, tmp_path / "out", lambda name: f"solos.zip#melody/{name}")
    with zipfile.ZipFile(tmp_path / "out/solos.zip") as packed:
        assert packed.read("melody/y.abc") == b"X:2"
        assert len(packed.namelist()) == 2


@pytest.mark.parametrize("name", ["../../evil.abc", "../evil.abc", "a/../../../evil.abc"])
def test_member_that_would_leave_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    archive = tar(tmp_path / "a", [(f"top/{name}", b"X:1"), ("top/good.abc", b"X:2")])
    done = unpack(archive, tmp_path / "deep" / "out", lambda member: member)
    assert done.written == ["good.abc"]
    assert "leave the folder" in done.refused[0][1]
    assert not list(tmp_path.rglob("evil.abc"))


def test_absolute_names_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.abc"
    archive = tar(tmp_path / "a", [("x.abc", b"X:1")])
    done = unpack(archive, tmp_path / "out", lambda _: str(target))
    assert "leave the folder" in done.refused[0][1]
    assert not target.exists()


def test_links_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a", "w:gz") as out:
        info = tarfile.TarInfo("top/link.abc")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(info)
    done = unpack(tmp_path / "a", tmp_path / "out", under_music)
    assert done.refused == [("top/link.abc", "it is a link or a device")]


def test_large_member_is_refused_and_the_rest_is_taken(tmp_path: Path) -> None:
    archive = tar(tmp_path / "a", [("top/big.abc", bytes(17 << 20)), ("top/x.abc", b"X:1")])
    done = unpack(archive, tmp_path / "out", under_music)
    assert done.written == ["music/x.abc"]
    assert "unpacks to 17 MiB" in done.refused[0][1]


def test_tar_bomb_stops_early(tmp_path: Path) -> None:
    archive = tar(tmp_path / "a", [("top/big", bytes(5 << 20)), ("top/x.abc", b"X:1")])
    assert archive.stat().st_size < 1 << 18
    with pytest.raises(CorpusError, match="unpacks to more than 2 MiB"):
        unpack(archive, tmp_path / "out", under_music, most_bytes=2 << 20)


def test_header_bomb_stops_early(tmp_path: Path) -> None:
    info = tarfile.TarInfo("top/x.abc")
    info.type, info.size = tarfile.XHDTYPE, 10 << 20
    (tmp_path / "a").write_bytes(gzip.compress(info.tobuf() + bytes(info.size) + bytes(1024)))
    with pytest.raises(CorpusError, match="header in the archive is too large"):
        unpack(tmp_path / "a", tmp_path / "out", under_music)


def test_zip_bomb_is_refused_by_what_it_says_and_by_what_it_does(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("top/big.abc", bytes(17 << 20))
    done = unpack(tmp_path / "a", tmp_path / "out", under_music)
    assert "unpacks to 17 MiB" in done.refused[0][1]
    with zipfile.ZipFile(tmp_path / "b", "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(8):
            out.writestr(f"top/{number}.abc", bytes(1 << 20))
    with pytest.raises(CorpusError, match="more than 5 MiB"):
        unpack(tmp_path / "b", tmp_path / "out", under_music, most_bytes=5 << 20)


def test_damaged_archives_are_one_sentence(tmp_path: Path) -> None:
    whole = tar(tmp_path / "a", [("top/x.abc", bytes(range(256)) * 40)]).read_bytes()
    for broken in (whole[: len(whole) // 2], b"PK\x03\x04 no zip", b"no archive at all" * 99):
        (tmp_path / "b").write_bytes(broken)
        with pytest.raises(CorpusError, match="fetch it again"):
            unpack(tmp_path / "b", tmp_path / "out", under_music)


def test_enough_is_enough(tmp_path: Path) -> None:
    archive = tar(tmp_path / "a", [(f"top/{n}.abc", b"X:1") for n in range(9)])
    assert len(unpack(archive, tmp_path / "out", under_music, enough=3).written) == 3
