"""``fusebox evaluate``: composed pieces, or a folder of them, beside real music."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from bot.errors import BadInput
from music.genres import GENRE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluate.evaluation import Evaluation
    from engine.evaluate.piece import EvaluatedPiece
    from engine.evaluate.plan import Amounts
    from engine.evaluate.tables import Table

_FILE_WIDTH = 160
_SECTIONS = "pure,blends,triples,adventure,seeds"


def evaluate(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder of MIDI files with a manifest; none: compose the pieces."),
    ] = None,
    sections: Annotated[str, typer.Option(help="Which pieces to compose, by commas.")] = _SECTIONS,
    pieces: Annotated[int, typer.Option(min=1, help="Pieces of each pure genre.")] = 48,
    seeds: Annotated[int, typer.Option(min=1, help="Pieces of each blend.")] = 8,
    genre: Annotated[list[str] | None, typer.Option(help="Only this genre; may repeat.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few pieces: a first look.")] = False,
    keep: Annotated[
        Path | None,
        typer.Option(help="A folder for composed pieces: a stopped evaluation goes on there."),
    ] = None,
    likelihood: Annotated[
        Path | None,
        typer.Option(
            help="Bits per event of phase 1 on this file of melodies (JSON lines); "
            "without --page nothing else."
        ),
    ] = None,
    page: Annotated[
        Path | None, typer.Option(help="Write tables and plots into this Markdown page.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure what Fusebox composes beside real music that its networks never saw.

    Composes about 1,250 sixteen-bar pieces, a second each on one core; --quick 150. Without
    --keep they are forgotten.
    """
    console = Console(stderr=True)
    bits = _likelihood(likelihood) if likelihood is not None else []
    if likelihood is not None and page is None:
        if as_json:
            print(json.dumps(bits))
        else:
            _show(_likelihood_table(bits))
        return
    for name in genre or ():
        if name not in GENRE_NAMES:
            raise BadInput(f"no genre {name!r}; known: {', '.join(GENRE_NAMES)}")
    from engine.evaluate.plan import QUICK, Amounts
    from engine.evaluate.tables import tables_of

    amounts = QUICK if quick else Amounts(pure=pieces, blend=seeds)
    if folder is not None:
        evaluation = _of_folder(folder, console)
    else:
        evaluation = _of_composed(sections.split(","), amounts, genre or GENRE_NAMES, keep, console)
    tables = [*tables_of(evaluation), *([_likelihood_table(bits)] if bits else [])]
    facts = {**_json_of(evaluation), "likelihood": bits}
    if as_json:
        print(json.dumps(facts))
    else:
        for table in tables:
            _show(table)
    if page is not None:
        _write(page, evaluation, tables, facts)
        console.print(f"written: {page}", style="dim", markup=False, highlight=False)


def _of_composed(
    sections: Sequence[str],
    amounts: Amounts,
    genres: Sequence[str],
    keep: Path | None,
    console: Console,
) -> Evaluation:
    from bot.settings import load_settings
    from engine.compose.fusing import compose_tune
    from engine.evaluate.composing import compose_planned
    from engine.evaluate.keeping import KeptPieces, composing_version
    from engine.evaluate.plan import plan_pieces
    from engine.evaluate.reference import load_reference
    from models import store

    plan = plan_pieces(
        [name.strip() for name in sections], amounts, load_reference(), genres=genres
    )
    if not plan:
        raise BadInput("these sections and genres have no piece in common; name more genres")
    with console.status("warming up the networks"):
        from models.networks import Networks

        networks = Networks(load_settings().weights_dir or store.SHIPPED)
    kept = KeptPieces(keep, composing_version(networks.version))
    with _bar(console) as bar:
        task = bar.add_task("composing", total=len(plan))
        composed = compose_planned(
            plan,
            lambda request: compose_tune(request, networks).sheet,
            kept,
            progress=lambda done, known: bar.update(task, completed=done),
        )
    return _evaluated(f"Fusebox {networks.version}", composed, console)


def _of_folder(folder: Path, console: Console) -> Evaluation:
    from engine.evaluate.evaluation import FOLDER
    from engine.evaluate.folder import read_folder

    with _bar(console) as bar:
        task = bar.add_task("reading", total=None)
        found = read_folder(
            folder, progress=lambda done, known: bar.update(task, completed=done, total=known)
        )
    for name, reason in found.skipped:
        console.print(f"passed over {name}: {reason}", style="yellow", markup=False)
    return _evaluated(folder.resolve().name, {FOLDER: found.pieces}, console)


def _evaluated(
    system: str, sections: dict[str, Any] | dict[str, list[EvaluatedPiece]], console: Console
) -> Evaluation:
    from engine.evaluate.evaluation import evaluate as evaluated
    from engine.evaluate.measured import Ruler
    from engine.evaluate.reference import load_reference
    from models.errors import WeightsError
    from models.judge.judging import INDEPENDENT
    from models.judge.loading import load_judge
    from models.originality import load_index

    judge = None
    try:
        judge = load_judge(INDEPENDENT)
    except WeightsError as error:
        console.print(f"the blend is not measured: {error}", style="yellow", markup=False)
    with _bar(console) as bar:
        task = bar.add_task("measuring", total=None)
        return evaluated(
            system,
            sections,
            Ruler(load_index()),
            load_reference(),
            judge=judge,
            progress=lambda done, known: bar.update(task, completed=done, total=known),
        )


def _likelihood(path: Path) -> list[dict[str, Any]]:
    from bot.settings import load_settings
    from engine.evaluate.likelihoods import likelihood_rows
    from models import store
    from models.likelihood import measure, read_benchmark

    folder = load_settings().weights_dir or store.SHIPPED
    return likelihood_rows(measure(read_benchmark(path), folder))


def _likelihood_table(rows: Sequence[dict[str, Any]]) -> Table:
    from engine.evaluate.likelihoods import likelihood_table

    return likelihood_table(rows)


def _json_of(evaluation: Evaluation) -> dict[str, Any]:
    from dataclasses import asdict

    from engine.evaluate.targets import targets_of

    targets = [asdict(target) for target in targets_of(evaluation)]
    return {"targets": targets, **evaluation.to_json()}


def _write(
    page: Path, evaluation: Evaluation, tables: Sequence[Table], facts: dict[str, Any]
) -> None:
    """The page, and beside it a folder of its name with the plots and ``figures.json``."""
    from datetime import UTC, datetime

    from engine.evaluate.page import write_page
    from engine.evaluate.plots import draw_plots

    made = (
        f"Measured on {datetime.now(UTC).date().isoformat()}: {evaluation.system}, "
        f"{evaluation.pieces} pieces."
    )
    folder = page.with_suffix("")
    pictures = draw_plots(evaluation, folder)
    write_page(page, tables, pictures, made=made)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "figures.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{folder} can't be written ({error.strerror})") from error


def _show(table: Table) -> None:
    from rich.table import Table as RichTable

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _FILE_WIDTH)
    console.print(f"\n{table.title}", style="bold", markup=False)
    console.print(table.note, style="dim", markup=False)
    shown = RichTable(*table.head, box=None, pad_edge=False)
    for row in table.rows:
        shown.add_row(*row)
    console.print(shown)


def _bar(console: Console) -> Progress:
    return Progress(console=console, disable=not sys.stderr.isatty())
