"""``fusebox corpus fetch``: public corpora and open collections, downloaded and checked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from bot.errors import BadInput, BotError

if TYPE_CHECKING:
    import aiohttp

    from bot.fetching.download import Progress as Told
    from bot.fetching.sources import Fetched

_COLLECTIONS = {
    "pdmx": "250,000 public-domain scores by genre (needs --genre; downloads 2 GB once)",
    "song_anthology": "348 lead sheets of the Public Domain Song Anthology, CC0",
}
_SHOWN = 5


def fetch(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources by name (see --list); all if none.")
    ] = None,
    to: Annotated[Path, typer.Option(help="The folder for the corpora.")] = Path("corpora"),
    genre: Annotated[
        str | None, typer.Option(help="For pdmx: which genre, as MuseScore's users call it.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=20_000, help="For collections: at most so many scores.")
    ] = 400,
    again: Annotated[
        bool, typer.Option("--again", help="Fetch anew, whatever was fetched before.")
    ] = False,
    show_list: Annotated[
        bool, typer.Option("--list", help="Only say what can be fetched.")
    ] = False,
) -> None:
    """Download public corpora: resumed, checked, and unpacked where 'corpus build' reads them.

    Examples: fusebox corpus fetch openewld nottingham --to corpora

    fusebox corpus fetch pdmx --genre rock --limit 300 --to corpora
    """
    from models.corpora.origins import ORIGINS

    if show_list:
        _list()
        return
    names = list(dict.fromkeys(sources or [origin.name for origin in ORIGINS]))
    known = [*(origin.name for origin in ORIGINS), *_COLLECTIONS]
    for name in names:
        if name not in known:
            raise BadInput(f"no source {name!r}; known: {', '.join(known)}")
    if "pdmx" in names and not genre:
        raise BadInput("say which genre of pdmx: fusebox corpus fetch pdmx --genre rock")
    from engine.delivery import check_folder

    check_folder(to)
    failed = asyncio.run(_fetch_all(names, to, genre or "", limit, again=again))
    if failed:
        raise BadInput(f"{len(failed)} of {len(names)} could not be fetched: {', '.join(failed)}")


async def _fetch_all(
    names: list[str], to: Path, genre: str, limit: int, *, again: bool
) -> list[str]:
    """Fetch one after the other; returns the names of those that failed."""
    from bot.fetching.download import new_session
    from models.corpora.errors import CorpusError

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(),
               TransferSpeedColumn(), TimeRemainingColumn())  # fmt: skip
    failed: list[str] = []
    async with new_session() as session:
        for name in names:
            fetching = _fetching(name, to, genre, limit, again=again, console=console)
            try:
                with Progress(
                    *columns, console=console, disable=not console.is_terminal, transient=True
                ) as bars:
                    told = _teller(bars, bars.add_task(name, total=None))
                    _report(console, await fetching(session, told))
            except (BotError, CorpusError) as error:
                failed.append(name)
                console.print(f"{name}: {error}", style="red", markup=False, highlight=False)
    return failed


def _teller(bars: Progress, task: TaskID) -> Told:
    return lambda done, size: bars.update(task, completed=done, total=size or None)


def _fetching(
    name: str, to: Path, genre: str, limit: int, *, again: bool, console: Console
) -> Callable[[aiohttp.ClientSession, Told], Awaitable[Fetched]]:
    from bot.fetching.collections import fetch_anthology, fetch_pdmx
    from bot.fetching.sources import fetch_origin
    from models.corpora.origins import origin_named

    def say(sentence: str) -> None:
        console.print(sentence, style="dim", markup=False, highlight=False)

    origin = origin_named(name)
    if origin is not None:
        return lambda session, told: fetch_origin(session, origin, to, again=again, progress=told)
    if name == "pdmx":
        return lambda session, told: fetch_pdmx(session, to, genre, limit, say=say, progress=told)
    return lambda session, told: fetch_anthology(session, to, limit, progress=told)


def _report(console: Console, got: Fetched) -> None:
    lines = [f"{got.name}: {got.files:,} files", *got.notes]
    if got.missing:
        more = f" and {len(got.missing) - _SHOWN} more" if len(got.missing) > _SHOWN else ""
        lines.append(f"{len(got.missing)} were not in it: {', '.join(got.missing[:_SHOWN])}{more}")
    console.print(lines[0], markup=False, highlight=False)
    for line in lines[1:]:
        console.print(f"  {line}", style="dim", markup=False, highlight=False, soft_wrap=True)


def _list() -> None:
    from models.corpora.origins import NOT_OFFERED, ORIGINS, expected

    table = Table("source", "files", "what or where", box=None)
    for origin in ORIGINS:
        address = origin.url.removeprefix("https://codeload.github.com/").split("/tar.gz")[0]
        table.add_row(origin.name, f"{len(expected(origin)):,}", address)
    for name, what in _COLLECTIONS.items():
        table.add_row(name, "", what)
    console = Console()
    console.print(table)
    for folder, advice in NOT_OFFERED:
        console.print(f"not offered: {folder}: {advice}", style="dim", markup=False, soft_wrap=True)
