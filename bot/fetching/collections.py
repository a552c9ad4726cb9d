"""Large open collections, fetched by genre into a folder that a training can read.

PDMX comes as one archive that is streamed through, never unpacked whole; the Public
Domain Song Anthology as single files. How each is laid out is ``models.corpora``'s.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.errors import FetchFailed
from bot.fetching.download import Downloaded, Pause, Progress, Wanted, download
from bot.fetching.sources import DOWNLOADS, Fetched
from models.corpora import anthology, pdmx
from models.corpora.unpacking import unpack

_MOST_BYTES = {pdmx.TABLE: 1 << 30, pdmx.SCORES: 8 << 30}
_MOST_LISTING = 32 << 20
CREDITS = "CREDITS.tsv"
Say = Callable[[str], None]


async def fetch_pdmx(
    session: aiohttp.ClientSession,
    folder: Path,
    genre: str,
    limit: int,
    *,
    record: str = pdmx.RECORD,
    say: Say = lambda _: None,
    progress: Progress = lambda _done, _all: None,
    pause: Pause = asyncio.sleep,
) -> Fetched:
    """The best-rated scores of a genre as MXL files in ``folder/pdmx/GENRE``.

    The table (225 MB) and the archive of all scores (2 GB) are kept in
    ``folder/.downloads`` for the next genre. Raises FetchFailed and CorpusError.
    """
    downloads = folder / DOWNLOADS
    downloads.mkdir(parents=True, exist_ok=True)
    files = await _record_files(session, record, downloads, pause)
    table = await _kept(session, files, pdmx.TABLE, downloads, say, progress, pause)
    chosen = await asyncio.to_thread(pdmx.choose, table.path, genre, limit)
    say(f"{len(chosen)} scores of {genre} chosen; now the archive with all scores")
    archive = await _kept(session, files, pdmx.SCORES, downloads, say, progress, pause)
    by_member = {score.member: score for score in chosen}
    goal = folder / "pdmx" / genre.replace(" ", "_")

    def place(member: str) -> str | None:
        score = by_member.get(pdmx.member_key(member))
        return score.file if score else None

    say("streaming through the archive")
    done = await asyncio.to_thread(
        unpack, archive.path, goal, place, most_bytes=4 * _MOST_BYTES[pdmx.SCORES],
        enough=len(chosen), strip_top=False, progress=lambda read: progress(read, archive.size),
    )  # fmt: skip
    if not done.written:
        raise FetchFailed(f"{pdmx.SCORES} of {record} holds none of the chosen scores")
    _credit(goal, [(s.file, s.title, s.composer, s.licence, s.member) for s in chosen])
    missing = tuple(s.member for s in chosen if s.file not in set(done.written))
    notes = tuple(f"{name} was left out: {reason}" for name, reason in done.refused[:5])
    return Fetched("pdmx", len(done.written), missing, (*notes, f"the scores are in {goal}"))


async def fetch_anthology(
    session: aiohttp.ClientSession,
    folder: Path,
    limit: int | None = None,
    *,
    site: str = anthology.SITE,
    progress: Progress = lambda _done, _all: None,
    pause: Pause = asyncio.sleep,
) -> Fetched:
    """The lead sheets of the Public Domain Song Anthology in ``folder/song_anthology``."""
    goal = folder / "song_anthology"
    goal.mkdir(parents=True, exist_ok=True)
    listing = await _json(session, anthology.listing_url(site), goal / "listing.json", pause)
    songs = anthology.song_files(listing, site)[:limit]
    for count, song in enumerate(songs, 1):
        path = goal / song.file
        if not path.is_file():
            wanted = Wanted(song.url, path, md5=song.md5, most_bytes=16 << 20)
            await download(session, wanted, pause=pause)
        progress(count, len(songs))
    credit = "David Berger and Chuck Israels, The Public Domain Song Anthology"
    _credit(goal, [(song.file, "", credit, "CC0 1.0", song.url) for song in songs])
    return Fetched("song_anthology", len(songs), (), (f"the songs are in {goal}",))


async def _record_files(
    session: aiohttp.ClientSession, record: str, downloads: Path, pause: Pause
) -> dict[str, tuple[str, str]]:
    """{file: (address, MD5)} of a Zenodo record."""
    answer = await _json(session, record, downloads / "record.json", pause)
    try:
        return {
            row["key"]: (row["links"]["self"], row["checksum"].removeprefix("md5:"))
            for row in answer["files"]
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise FetchFailed(f"{record} does not list its files as expected ({error!r})") from error


async def _kept(
    session: aiohttp.ClientSession,
    files: dict[str, tuple[str, str]],
    name: str,
    downloads: Path,
    say: Say,
    progress: Progress,
    pause: Pause,
) -> Downloaded:
    """A file of the record, from disk where an earlier fetch left it whole."""
    if name not in files:
        raise FetchFailed(f"the record has no file {name}; it has {', '.join(sorted(files))}")
    url, md5 = files[name]
    path, mark = downloads / name, downloads / f"{name}.md5"
    if path.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == md5:
        return Downloaded(path, "", path.stat().st_size)
    say(f"fetching {name}")
    wanted = Wanted(url, path, md5=md5, most_bytes=_MOST_BYTES[name])
    got = await download(session, wanted, progress=progress, pause=pause)
    mark.write_text(md5, encoding="utf-8")
    return got


async def _json(session: aiohttp.ClientSession, url: str, path: Path, pause: Pause) -> Any:
    got = await download(session, Wanted(url, path, most_bytes=_MOST_LISTING), pause=pause)
    try:
        return json.loads(got.path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FetchFailed(f"{url} answered something that is no JSON") from error
    finally:
        got.path.unlink()


def _credit(folder: Path, rows: Sequence[tuple[str, ...]]) -> None:
    """Who wrote and licensed each file, beside the files."""
    lines = ["\t".join(("file", "title", "by", "licence", "source")),
             *("\t".join(" ".join(cell.split()) for cell in row) for row in rows)]  # fmt: skip
    (folder / CREDITS).write_text("\n".join(lines) + "\n", encoding="utf-8")
