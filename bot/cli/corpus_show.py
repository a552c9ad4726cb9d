"""``fusebox corpus list`` and ``show``: the pieces by name, and one of them as notation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.corpus_place import Cache, built_genres, cache_dir
from bot.errors import BadInput
from music.genres import GENRE_NAMES

if TYPE_CHECKING:
    from models.corpora.store import CorpusPiece

_LENGTHS = "w h q e s: whole to sixteenth, . dotted, 3 in a triplet, ~ tied over, - rest"


def list_pieces(
    genre: Annotated[
        str | None, typer.Argument(help="Name this genre's pieces instead of counting all genres.")
    ] = None,
    cache: Cache = None,
) -> None:
    """What has been read: the genres with their counts, or one genre's pieces by name."""
    folder = cache_dir(cache)
    if genre is None:
        _count(folder)
        return
    from models.corpora.store import load_rows

    (name,) = built_genres(folder, [genre])
    seen: set[str] = set()
    for row in load_rows(folder, name):
        if row["id"] not in seen:
            seen.add(row["id"])
            print(f"{row['split']:6}{row['id']}  {row['title']}".rstrip())


def _count(folder: Path) -> None:
    from models.corpora.stats import genre_stats

    table = Table("genre", "pieces", "sheets", "train", "valid", "test", "notes", "with chords",
                  box=None)  # fmt: skip
    for genre in built_genres(folder, None):
        stats = genre_stats(folder, genre)
        splits = [
            stats.splits.get(side, {}).get("pieces", 0) for side in ("train", "valid", "test")
        ]
        chorded = stats.sheets - stats.chords_from["none"]
        numbers = (stats.pieces, stats.sheets, *splits, stats.notes, chorded)
        table.add_row(genre, *(f"{number:,}" for number in numbers))
    Console().print(table)


def show(
    piece: Annotated[str, typer.Argument(help="An id, or a part of an id or title.")],
    cache: Cache = None,
    part: Annotated[
        int | None, typer.Option(min=1, help="Only this part of a piece cut into several.")
    ] = None,
) -> None:
    """Show a piece as notation: bars with chords over the notes, key, metre and source.

    Example: fusebox corpus show "maple leaf rag"
    """
    from models.corpora.finding import find_piece

    parts = find_piece(cache_dir(cache), piece, GENRE_NAMES)
    if part is not None:
        if part > len(parts):
            raise BadInput(f"the piece has {len(parts)} part(s); there is no part {part}")
        parts = parts[part - 1 : part]
    console = Console(highlight=False, soft_wrap=True, markup=False)
    for sheet in parts:
        _show(console, sheet, len(parts))
    console.print(_LENGTHS, style="dim")


def _show(console: Console, piece: CorpusPiece, parts: int) -> None:
    from models.corpora.notation_text import pitch_name, sheet_lines
    from models.corpora.sources import SOURCES

    sheet = piece.sheet
    console.print(piece.sheet.title or piece.piece_id, style="bold")
    counted = f", part {piece.part + 1}" if parts > 1 else ""
    tempo = f", {sheet.tempo_bpm:g} beats a minute" if sheet.tempo_bpm else ""
    low = min(note.pitch for note in sheet.melody)
    high = max(note.pitch for note in sheet.melody)
    facts = (
        f"{piece.piece_id}{counted}",
        f"{piece.genre}: {sheet.key}, {sheet.meter.name}, {sheet.bars} bars, "
        f"{len(sheet.melody)} notes from {pitch_name(low, sheet.key)} to "
        f"{pitch_name(high, sheet.key)}{tempo}",
        f"split {piece.split}, work {piece.cluster}, chords from {piece.chords_from or 'nowhere'}",
    )
    for line in facts:
        console.print(line, style="dim")
    source = next((s for s in SOURCES if s.folder == piece.source), None)
    if source is not None:
        console.print(f"{source.attribution} ({source.licence}), {source.url}", style="dim")
    console.print()
    for line in sheet_lines(sheet):
        console.print(line)
    console.print()
