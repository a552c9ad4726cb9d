"""``fusebox corpus``: the training music, read and counted."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.errors import BadInput
from music.genres import GENRE_NAMES

app = typer.Typer(help="Read the training corpora into lead sheets, and look at them.")

_Cache = Annotated[Path | None, typer.Option(help="Where lead sheets are kept.")]


def _cache_dir(cache: Path | None) -> Path:
    from bot.settings import load_settings

    return cache or load_settings().cache_dir / "corpus"


@app.command("build")
def build(
    data: Annotated[
        Path | None, typer.Argument(help="The folder of corpus archives (FUSEBOX_DATA_DIR).")
    ] = None,
    cache: _Cache = None,
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
    for name in genre or ():
        if name not in GENRE_NAMES:
            raise BadInput(f"no genre {name!r}; known: {', '.join(GENRE_NAMES)}")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bars:
        tasks: dict[str, object] = {}

        def show(archive: str, done: int, known: int) -> None:
            if archive not in tasks:
                tasks[archive] = bars.add_task(archive, total=known)
            bars.update(tasks[archive], completed=done, total=known)  # type: ignore[arg-type]

        report = build_corpora(
            data, _cache_dir(cache), genres=genre, processes=processes, progress=show
        )
    table = Table("source", "genre", "files", "pieces", "sheets", "notes", "skipped", box=None)
    for row in report.sources:
        numbers = (row.files, row.pieces, row.sheets, row.notes, len(row.skipped))
        table.add_row(row.source, row.genre, *(f"{number:,}" for number in numbers))
    Console().print(table)
    for row in report.sources:
        for skipped in row.skipped[:3]:
            console.print(f"skipped {skipped}", style="dim", markup=False, highlight=False)
        if len(row.skipped) > 3:
            more = f"… and {len(row.skipped) - 3} more of {row.source}: see report.json"
            console.print(more, style="dim", markup=False)


@app.command("list")
def list_genres(cache: _Cache = None) -> None:
    """What has been read: lead sheets, notes and chords of each genre."""
    from models.corpora.store import load

    table = Table("genre", "sheets", "train", "valid", "test", "notes", "with chords", box=None)
    for genre in GENRE_NAMES:
        pieces = list(load(_cache_dir(cache), genre))
        splits = Counter(piece.split for piece in pieces)
        notes = sum(len(piece.sheet.melody) for piece in pieces)
        chords = sum(bool(piece.sheet.chords) for piece in pieces)
        numbers = (len(pieces), splits["train"], splits["valid"], splits["test"], notes, chords)
        table.add_row(genre, *(f"{number:,}" for number in numbers))
    Console().print(table)
