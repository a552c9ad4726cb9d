"""One file from the network to disk: resumed where it broke off, retried, checked.

Knows HTTP. Half a file waits as ``NAME.part`` beside ``NAME.tag``, which says what it is
half of, so that two versions are never joined. Doesn't know what is in a file.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.errors import FetchFailed

Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0: unknown)
Pause = Callable[[float], Awaitable[None]]

_TRIES = 5
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_BLOCK = 1 << 18
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_SPARE_BYTES = 256 << 20
_USER_AGENT = "fusebox-corpus-fetch"
_WHY = {401: "it asks for a password", 403: "the server refuses it", 404: "it is not there",
        410: "it is gone"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch. Empty checksums are not compared."""

    url: str
    path: Path
    sha256: str = ""
    md5: str = ""
    most_bytes: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A whole file on disk; ``resumed_from`` is how many bytes were there before."""

    path: Path
    sha256: str
    size: int
    resumed_from: int = 0


class _TryAgain(Exception):
    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def new_session() -> aiohttp.ClientSession:
    """A session that gives up on silence, not on long downloads."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=60)
    return aiohttp.ClientSession(
        timeout=timeout, headers={"User-Agent": _USER_AGENT}, auto_decompress=False
    )


async def download(
    session: aiohttp.ClientSession,
    wanted: Wanted,
    *,
    progress: Progress = lambda _done, _all: None,
    pause: Pause = asyncio.sleep,
) -> Downloaded:
    """Fetch a file, go on where an earlier try stopped, and check it.

    Busy servers and broken connections are tried again, five times without progress.
    Raises FetchFailed naming the address: for what is not there, a wrong checksum, a file
    over ``most_bytes``, or a disk that is full.
    """
    part = wanted.path.with_name(wanted.path.name + ".part")
    tries, longest = 0, _size(part)
    resumed_from = 0
    while True:
        try:
            resumed_from = max(resumed_from, await _go_on(session, wanted, part, progress))
            break
        except (_TryAgain, aiohttp.ClientError, TimeoutError) as error:
            tries = 1 if _size(part) > longest else tries + 1
            longest = max(longest, _size(part))
            if tries >= _TRIES:
                reason = str(error) or type(error).__name__
                raise FetchFailed(
                    f"{wanted.url} could not be fetched: {reason}; "
                    "try again later, it goes on where it stopped"
                ) from error
            wait = error.wait if isinstance(error, _TryAgain) else 0.0
            await pause(min(_LONGEST_PAUSE, wait or _FIRST_PAUSE * 2 ** (tries - 1)))
        except OSError as error:
            raise FetchFailed(f"can't write {part}: {error.strerror or error}") from error
    return await _checked(wanted, part, resumed_from)


async def _go_on(
    session: aiohttp.ClientSession, wanted: Wanted, part: Path, progress: Progress
) -> int:
    """Fetch what is missing; returns how much was there already and was kept."""
    tag = part.with_suffix(".tag")
    have = _size(part)
    version = tag.read_text(encoding="utf-8") if have and tag.is_file() else ""
    headers = {"Accept-Encoding": "identity"}
    if version:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    async with session.get(wanted.url, headers=headers) as answer:
        if answer.status == 416 and answer.headers.get("Content-Range") == f"bytes */{have}":
            return have  # it was whole already, only not yet checked
        offset = _offset(answer, wanted, have if version else 0, part)
        total = offset + (answer.content_length or 0)
        _check_room(wanted, total, total - offset)
        tag.write_text(_version(answer), encoding="utf-8")
        with part.open("ab" if offset else "wb") as out:
            done = offset
            async for block in answer.content.iter_chunked(_BLOCK):
                out.write(block)
                done += len(block)
                _check_room(wanted, done, 0)
                progress(done, total if answer.content_length else 0)
    if answer.content_length and done < total:
        raise _TryAgain("the connection broke off")
    return offset


def _offset(answer: aiohttp.ClientResponse, wanted: Wanted, have: int, part: Path) -> int:
    """How many bytes on disk an answer goes on from."""
    status = answer.status
    if status == 200:
        return 0
    if status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        return have
    if status in (206, 416):
        part.unlink(missing_ok=True)
        raise _TryAgain("the server mixed up which part was asked for")
    if status in _BUSY:
        raise _TryAgain(f"the server is busy ({status})", _seconds(answer.headers))
    why = _WHY.get(status, "the server answered something else")
    raise FetchFailed(f"{wanted.url} could not be fetched: {why} ({status})")


def _version(answer: aiohttp.ClientResponse) -> str:
    """What tells this version of the file from another; empty where nothing does."""
    tag = answer.headers.get("ETag", "")
    return answer.headers.get("Last-Modified", "") if tag.startswith("W/") or not tag else tag


def _seconds(headers: Mapping[str, str]) -> float:
    value = headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else 0.0


def _check_room(wanted: Wanted, size: int, missing: int) -> None:
    if size > wanted.most_bytes:
        raise FetchFailed(
            f"{wanted.url} is larger than the {wanted.most_bytes >> 20:,} MiB it may have"
        )
    if missing and shutil.disk_usage(wanted.path.parent).free < missing + _SPARE_BYTES:
        raise FetchFailed(
            f"{wanted.path.parent} has too little room for {missing / 2**20:,.0f} MiB"
        )


async def _checked(wanted: Wanted, part: Path, resumed_from: int) -> Downloaded:
    sha256, md5 = await asyncio.to_thread(_digests, part)
    tag = part.with_suffix(".tag")
    for name, got, asked in (("SHA-256", sha256, wanted.sha256), ("MD5", md5, wanted.md5)):
        if asked and got != asked.lower():
            part.unlink()
            tag.unlink(missing_ok=True)
            raise FetchFailed(
                f"{wanted.url} is not what it should be: its {name} is {got}, not {asked}; "
                "it was thrown away"
            )
    size = _size(part)
    part.replace(wanted.path)
    tag.unlink(missing_ok=True)
    return Downloaded(wanted.path, sha256, size, resumed_from)


def _digests(path: Path) -> tuple[str, str]:
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            sha256.update(block)
            md5.update(block)
    return sha256.hexdigest(), md5.hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
