"""``fusebox corpus stats``: what the corpus holds, as a table, as JSON, and as plots."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.corpus_place import Cache, built_genres, cache_dir

if TYPE_CHECKING:
    from models.corpora.stats import GenreStats

_SPLITS = ("train", "valid", "test", "drop")
_ORIGINS = ("file", "analysis", "voices", "harmoniser", "none")


def stats(
    cache: Cache = None,
    genre: Annotated[list[str] | None, typer.Option(help="Only this genre; may repeat.")] = None,
    plots: Annotated[
        Path | None, typer.Option(help="Also draw the counts as PNG pictures into this folder.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Count pieces, notes, chords, keys and metres of each genre."""
    from models.corpora.stats import genre_stats

    folder = cache_dir(cache)
    counted = [genre_stats(folder, name) for name in built_genres(folder, genre)]
    if as_json:
        print(json.dumps({one.genre: one.to_json() for one in counted}, indent=1))
    else:
        _print(counted)
    if plots is not None:
        for path in _draw(counted, plots):
            Console(stderr=True).print(f"  {path}", style="dim", markup=False, soft_wrap=True)


def _print(counted: Sequence[GenreStats]) -> None:
    numbers = Table("genre", "pieces", "sheets", "notes", "chords", box=None)
    for one in counted:
        row = (one.pieces, one.sheets, one.notes, one.chords)
        numbers.add_row(one.genre, *(f"{number:,}" for number in row))
    shares = Table("genre", "metres", "modes", "keys", "chords from", box=None)
    for one in counted:
        tops = (_top(one.meters), _top(one.modes), _top(one.keys), _top(one.chords_from))
        shares.add_row(one.genre, *tops)
    console = Console()
    console.print(numbers)
    console.print()
    console.print(shares)


def _top(counts: Counter[str]) -> str:
    """The two most frequent as lines of their own, with their shares."""
    total = sum(counts.values()) or 1
    return "\n".join(f"{name} {n / total:.0%}" for name, n in counts.most_common(2))


def _draw(counted: Sequence[GenreStats], folder: Path) -> list[Path]:
    from bot.plots import bar_panels, heat_map, share_bars
    from engine.delivery import check_folder
    from music.key import Key

    check_folder(folder)
    size = {
        "pieces": {one.genre: one.pieces for one in counted},
        "notes": {one.genre: one.notes for one in counted},
        "chord changes": {one.genre: one.chords for one in counted},
    }
    columns = [Key.of_pitch_class(7 * fifths % 12).tonic for fifths in range(-5, 7)]
    tonics = {one.genre: _by_tonic(one.keys, columns) for one in counted}
    splits = {
        one.genre: {side: one.splits.get(side, {}).get("pieces", 0) for side in _SPLITS}
        for one in counted
    }
    origins = {one.genre: {name: one.chords_from[name] for name in _ORIGINS} for one in counted}
    return [
        bar_panels(folder / "size.png", "What each genre holds", size),
        share_bars(folder / "metres.png", "Metres, by lead sheets",
                   {one.genre: dict(one.meters) for one in counted}),
        share_bars(folder / "modes.png", "Modes, by lead sheets",
                   {one.genre: dict(one.modes) for one in counted}),
        heat_map(folder / "keys.png", "Tonics, per cent of a genre's lead sheets", tonics, columns),
        share_bars(folder / "splits.png", "Splits, by pieces", splits),
        share_bars(folder / "chords.png", "Where chords come from, by lead sheets", origins),
    ]  # fmt: skip


def _by_tonic(keys: Counter[str], columns: Sequence[str]) -> dict[str, float]:
    from music.key import Key

    names = {Key(name).pitch_class: name for name in columns}
    found: dict[str, float] = dict.fromkeys(columns, 0)
    for key, sheets in keys.items():
        found[names[Key.parse(key).pitch_class]] += sheets
    return found
