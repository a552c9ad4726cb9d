"""A source of the corpus, fetched into the folders that the build reads.

Knows downloads, archives and installed packages. Which sources there are, and which of
their files are wanted, is ``models.corpora.origins``.
"""

from __future__ import annotations

import asyncio
import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.errors import FetchFailed
from bot.fetching.download import Pause, Progress, Wanted, download
from bot.fetching.remembered import Record, records, remember
from models.corpora.origins import Origin, expected, place_of
from models.corpora.unpacking import Unpacked, unpack

DOWNLOADS = ".downloads"
_PACKAGE = "package:"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch did: files there now, files missing, and what should be said about it."""

    name: str
    files: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]


async def fetch_origin(
    session: aiohttp.ClientSession,
    origin: Origin,
    folder: Path,
    *,
    again: bool = False,
    progress: Progress = lambda _done, _all: None,
    pause: Pause = asyncio.sleep,
) -> Fetched:
    """Bring a source's files into a corpus folder; nothing is done where all are there.

    ``again`` forgets the remembered checksum and fetches anew. Raises FetchFailed for the
    network, CorpusError for an archive that is damaged or a bomb.
    """
    known = records(folder).get(origin.name)
    if known is not None and not again and not _missing(origin, folder, known):
        return Fetched(origin.name, known.files, (), ("it is there already",))
    if origin.url.startswith(_PACKAGE):
        copied = await asyncio.to_thread(_copy_package, origin, folder)
        remember(folder, origin.name, Record(origin.url, "", 0, copied))
        return Fetched(origin.name, copied, _lacking(origin, folder), ())
    place = folder / DOWNLOADS
    place.mkdir(parents=True, exist_ok=True)
    same_address = known is not None and known.url == origin.url and not again
    trusted = origin.sha256 or (known.sha256 if known and same_address else "")
    got = await download(
        session,
        Wanted(origin.url, place / f"{origin.name}.archive", trusted,
               most_bytes=origin.most_mib << 20),
        progress=progress, pause=pause,
    )  # fmt: skip
    done = await asyncio.to_thread(
        unpack, got.path, folder, place_of(origin), most_bytes=4 * origin.most_mib << 20
    )
    got.path.unlink()
    if not done.written:
        raise FetchFailed(f"{origin.url} holds none of the files of {origin.name}")
    remember(folder, origin.name, Record(origin.url, got.sha256, got.size, len(done.written)))
    return Fetched(origin.name, len(done.written), _lacking(origin, folder),
                   _notes(trusted, got.sha256, done))  # fmt: skip


def _notes(trusted: str, sha256: str, done: Unpacked) -> tuple[str, ...]:
    said = [f"{name} was left out: {reason}" for name, reason in done.refused[:5]]
    if not trusted:
        said.insert(0, f"no checksum is published: trusted this once, SHA-256 {sha256[:16]}… kept")
    return tuple(said)


def _copy_package(origin: Origin, folder: Path) -> int:
    """Files that an installed package carries, without any download."""
    name = origin.url.removeprefix(_PACKAGE)
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise FetchFailed(f"the package {name} is not installed; install Fusebox's dependencies")
    root, place, copied = Path(places[0]), place_of(origin), 0
    for file in sorted(root.rglob("*")):
        goal = place(file.relative_to(root).as_posix())
        if goal is not None and file.is_file():
            (folder / goal).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / goal)
            copied += 1
    return copied


def _missing(origin: Origin, folder: Path, known: Record) -> bool:
    """Whether files that a fetch once gave are no longer there."""
    there = len(expected(origin)) - len(_lacking(origin, folder))
    return there < known.files


def _lacking(origin: Origin, folder: Path) -> tuple[str, ...]:
    return tuple(
        path for path in sorted(expected(origin)) if not (folder / path.partition("#")[0]).is_file()
    )
