"""Unpacking what came from the network: only wanted members, only where they may go.

Knows tar (plain, gz, xz, bz2) and zip, and how much is too much. A member never
chooses its place, links are never followed, and nothing is unpacked to memory whole.
Knows no sources.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from models.corpora.errors import CorpusError

MAX_MEMBER_BYTES = 16 * 1024 * 1024
MAX_MEMBERS = 2_000_000
_MAX_HEADER_BYTES = 8 * 1024 * 1024
Place = Callable[[str], str | None]
_ZIPPED_IN = "#"


@dataclass(slots=True)
class Unpacked:
    """What an archive gave: paths written, and (member, reason) of those refused."""

    written: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def unpack(
    archive: Path,
    target: Path,
    place: Place,
    *,
    most_bytes: int = 4 << 30,
    enough: int | None = None,
    strip_top: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> Unpacked:
    """Write the members that ``place`` gives a path (below ``target``) for.

    A path ``a/b.zip#c.csv`` puts the member into a zip. At most ``most_bytes`` are
    unpacked, wanted or not; after ``enough`` files the rest is not read. ``strip_top``
    shows ``place`` paths without the archive's top folder. ``progress`` is told how many
    bytes have been read. Raises CorpusError for a damaged archive or a bomb; what was
    written until then stays.
    """
    done = Unpacked()
    zips: dict[Path, zipfile.ZipFile] = {}
    try:
        for name, size, opened, kind in _members(archive, most_bytes, progress):
            path = place(name.removeprefix("./").partition("/")[2] if strip_top else name)
            if path is None:
                continue
            reason = kind or _reason(target, path, size)
            if reason:
                done.refused.append((name, reason))
                continue
            _write(target, path, opened().read(MAX_MEMBER_BYTES + 1), zips)
            done.written.append(path)
            if enough is not None and len(done.written) >= enough:
                break
    except (
        tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError,
        NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        if isinstance(error, OSError) and error.errno is not None:
            raise CorpusError(f"can't unpack into {target}: {error.strerror}") from error
        raise CorpusError(f"{archive.name} is damaged ({error}); fetch it again") from error
    finally:
        for packed in zips.values():
            packed.close()
    return done


def _reason(target: Path, path: str, size: int) -> str:
    if size > MAX_MEMBER_BYTES:
        return f"it unpacks to {size >> 20} MiB, over {MAX_MEMBER_BYTES >> 20}"
    goal = (target / path.partition(_ZIPPED_IN)[0]).resolve()
    return "" if goal.is_relative_to(target.resolve()) else "it would leave the folder"


def _write(target: Path, path: str, data: bytes, zips: dict[Path, zipfile.ZipFile]) -> None:
    file, _, inner = path.partition(_ZIPPED_IN)
    goal = target / file
    goal.parent.mkdir(parents=True, exist_ok=True)
    if inner:
        if goal not in zips:
            zips[goal] = zipfile.ZipFile(goal, "w", zipfile.ZIP_DEFLATED)
        zips[goal].writestr(inner, data)
        return
    partial = goal.with_name(goal.name + ".part")
    partial.write_bytes(data)
    partial.replace(goal)


_Member = tuple[str, int, Callable[[], IO[bytes]], str]  # name, size, its bytes, why it is refused


def _members(archive: Path, most_bytes: int, progress: Callable[[int], None]) -> Iterator[_Member]:
    with archive.open("rb") as raw:
        start = raw.read(6)
        raw.seek(0)
        if start[:4] == b"PK\x03\x04":
            yield from _zip_members(raw, most_bytes)
            return
        bounded = _Bounded(_decompressed(raw, start), raw, most_bytes, progress)
        with tarfile.open(fileobj=cast(IO[bytes], bounded), mode="r|") as tar:
            for count, member in enumerate(tar):
                _check_count(count)
                bounded.allow(member.size)
                if member.isdir():
                    continue
                kind = "" if member.isfile() else "it is a link or a device"
                # The checker can't infer a lambda with a default, which binds this turn's member.
                yield member.name, member.size, lambda m=member: _opened(tar, m), kind  # type: ignore[misc]


def _zip_members(raw: IO[bytes], most_bytes: int) -> Iterator[_Member]:
    with zipfile.ZipFile(raw) as archive:
        total = 0
        for count, info in enumerate(archive.infolist()):
            _check_count(count)
            if info.is_dir():
                continue
            total += min(info.file_size, MAX_MEMBER_BYTES)
            if total > most_bytes:
                raise CorpusError(_too_much(most_bytes))
            yield info.filename, info.file_size, lambda i=info: archive.open(i), ""  # type: ignore[misc]


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    return tar.extractfile(member) or io.BytesIO()


def _decompressed(raw: IO[bytes], start: bytes) -> IO[bytes]:
    if start[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if start == b"\xfd7zXZ\x00":
        return cast(IO[bytes], lzma.LZMAFile(raw))
    if start[:3] == b"BZh":
        return cast(IO[bytes], bz2.BZ2File(raw))
    return raw


class _Bounded:
    """A stream that ends in an error where more comes out of it than is sane."""

    def __init__(
        self, stream: IO[bytes], raw: IO[bytes], most: int, progress: Callable[[int], None]
    ) -> None:
        self._stream, self._raw = stream, raw
        self._most, self._left, self._until_next = most, most, _MAX_HEADER_BYTES
        self._progress = progress

    def allow(self, size: int) -> None:
        """Let a member's bytes pass and the headers after it, which are kept in memory."""
        self._until_next = size + _MAX_HEADER_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._left -= len(data)
        self._until_next -= len(data)
        if self._left < 0:
            raise CorpusError(_too_much(self._most))
        if self._until_next < 0:
            raise CorpusError("a header in the archive is too large: it is not what it should be")
        self._progress(self._raw.tell())
        return data


def _check_count(count: int) -> None:
    if count >= MAX_MEMBERS:
        raise CorpusError(f"the archive holds more than {MAX_MEMBERS:,} members")


def _too_much(most: int) -> str:
    return f"the archive unpacks to more than {most / 2**20:,.0f} MiB: it is not what it should be"
