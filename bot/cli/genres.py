"""``fusebox genres``: every genre that can be asked for, and how the user's own were learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.own_genres import OwnGenre
    from music.genres import Genre


def genres() -> None:
    """List all genres: those that come with Fusebox, and your own with their cards.

    Exits with 1 where a genre of your own can't be used.
    """
    from bot.settings import load_settings
    from models import store
    from models.own_genres import load_own_genres
    from music.genres import GENRES

    settings = load_settings()
    own, troubles = load_own_genres(settings.genres_dir, settings.weights_dir or store.SHIPPED)
    console = Console(highlight=False)
    console.print(_table([*GENRES, *(genre.row for genre in own)]))
    for genre in own:
        _card(console, genre)
    for sentence in troubles:
        Console(stderr=True).print(sentence, style="yellow", markup=False, highlight=False)
    if troubles:
        raise typer.Exit(1)


def _table(rows: Sequence[Genre]) -> Table:
    table = Table("", "genre", "tempo", "metre", "mode", "what it is", box=None, pad_edge=False)
    for row in rows:
        facts = (row.name, str(row.tempo_bpm), row.meter, row.mode, escape(row.blurb))
        table.add_row(f"[{row.color}]■", *facts)
    return table


def _card(console: Console, genre: OwnGenre) -> None:
    from models.own_card import card_lines
    from models.own_genres import CARD

    console.print(f"\n{genre.name} (id {genre.row.id})", style="bold")
    for line in card_lines(genre.card):
        console.print(f"  {line}", markup=False, soft_wrap=True)
    console.print(f"  {genre.folder / CARD}", style="dim", markup=False, soft_wrap=True)
