"""``fusebox bench``: how fast Fusebox is on this machine, and beside other ways."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from bot.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate.tables import Table

_FILE_WIDTH = 140
_STDOUT = "-"


def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="Under a minute, once everything is compiled.")
    ] = False,
    to_json: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE", help="Write the figures as JSON; - prints them."),
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Write tables and plots into this Markdown page.")
    ] = None,
) -> None:
    """Measure starts, stages, users at once, files, memory, and other ways to do the same.

    All in one run, medians over repeats. A busy machine slows everything: trust the ratios.
    """
    from bot.bench.measuring import FULL, QUICK, measure
    from bot.bench.tables import tables_of
    from bot.settings import load_settings

    console = Console(stderr=True)
    with console.status("reading the settings") as status:
        figures = measure(load_settings(), QUICK if quick else FULL, status.update)
    tables = tables_of(figures)
    if to_json is not None:
        _write_json(figures, to_json)
    if to_json != _STDOUT:
        _show(tables)
    if page is not None:
        _write_page(page, figures, tables, quick=quick)
        console.print(f"written: {page}", style="dim", markup=False, highlight=False)


def _write_json(figures: dict[str, Any], place: str) -> None:
    text = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    if place == _STDOUT:
        print(text, end="")
        return
    try:
        Path(place).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{place} can't be written ({error.strerror})") from error


def _show(tables: Sequence[Table]) -> None:
    from rich.table import Table as RichTable

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _FILE_WIDTH)
    for table in tables:
        console.print(f"\n{table.title}", style="bold", markup=False)
        console.print(table.note, style="dim", markup=False)
        shown = RichTable(*table.head, box=None, pad_edge=False)
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)


def _write_page(
    page: Path, figures: dict[str, Any], tables: Sequence[Table], *, quick: bool
) -> None:
    """The page, and beside it a folder of its name with the plots and ``figures.json``."""
    from datetime import UTC, datetime

    from bot.bench.plots import draw_plots
    from engine.evaluate.page import write_page

    folder = page.with_suffix("")
    pictures = draw_plots(figures, folder)
    command = "fusebox bench --quick" if quick else "fusebox bench"
    made = f"Measured on {datetime.now(UTC).date().isoformat()} by `{command}`."
    write_page(page, tables, pictures, made=made)
    _write_json(figures, str(folder / "figures.json"))
