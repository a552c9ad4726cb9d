"""``fusebox corpus build``: the archives read into lead sheets, with progress."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.cli.corpus_place import Cache, cache_dir, check_genres
from bot.errors import BadInput

if TYPE_CHECKING:
    from rich.progress import TaskID

    from models.corpora.report import BuildReport

_SHOWN_SKIPS = 3


def build(
    data: Annotated[
        Path | None, typer.Argument(help="The folder of corpus archives (FUSEBOX_DATA_DIR).")
    ] = None,
    cache: Cache = None,
    genre: Annotated[list[str] | None, typer.Option(help="Only this genre; may repeat.")] = None,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Readers side by side.")] = 2,
) -> None:
    """Read the archives into lead sheets; a second build takes seconds."""
    from bot.settings import load_settings
    from models.corpora.build import build as build_corpora

    data = data or load_settings().data_dir
    if data is None:
        raise BadInput("say where the corpora lie: fusebox corpus build FOLDER")
    if not data.is_dir():
        raise BadInput(f"{data} is not a folder; say where the corpora lie")
    check_genres(genre)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bars:
        tasks: dict[str, TaskID] = {}

        def show(archive: str, done: int, known: int) -> None:
            if archive not in tasks:
                tasks[archive] = bars.add_task(archive.removesuffix(".tar.xz"), total=known or None)
            bars.update(tasks[archive], completed=done, total=known or None)

        report = build_corpora(
            data, cache_dir(cache), genres=genre, processes=processes, progress=show
        )
    _print(report, console)


def _print(report: BuildReport, console: Console) -> None:
    table = Table("source", "genre", "files", "pieces", "sheets", "notes", "skipped", box=None)
    for row in report.sources:
        numbers = (row.files, row.pieces, row.sheets, row.notes, len(row.skipped))
        table.add_row(row.source, row.genre, *(f"{number:,}" for number in numbers))
    Console().print(table)
    say = partial(console.print, style="dim", markup=False, highlight=False)
    for row in report.sources:
        for name, reason in row.skipped[:_SHOWN_SKIPS]:
            say(f"skipped {name}: {reason}")
        if len(row.skipped) > _SHOWN_SKIPS:
            more = len(row.skipped) - _SHOWN_SKIPS
            say(f"… and {more} more of {row.source}: see report.json")
    if report.missing:
        say(f"not there: {'; '.join(report.missing)}")
    where = ", everything from the cache" if report.from_cache else ""
    say(f"{report.seconds:.1f} s{where}")
