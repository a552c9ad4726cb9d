"""``fusebox corpus cards``: the data cards of the built genres, as pages and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.corpus_place import Cache, built_genres, cache_dir


def cards(
    cache: Cache = None,
    pages: Annotated[Path, typer.Option(help="The folder for the pages.")] = Path("docs/genres"),
    facts: Annotated[Path, typer.Option(help="The folder for the same as JSON.")] = Path(
        "models/cards"
    ),
) -> None:
    """Write each genre's data card: sources, licences, counts, and what is weak."""
    from engine.delivery import check_folder
    from models.corpora.card_page import card_page, index_page
    from models.corpora.cards import card_of, save_card, slug
    from models.corpora.report import BuildReport, load_report
    from models.corpora.stats import genre_stats
    from models.corpora.store import load_rows
    from models.corpora.works import save_test_works

    folder = cache_dir(cache)
    genres = built_genres(folder, None)
    try:
        report = load_report(folder / "report.json")
    except (OSError, ValueError, TypeError, KeyError):
        report = BuildReport()
        Console(stderr=True).print("no report of the build: what was skipped is not known")
    check_folder(pages)
    check_folder(facts)
    written = []
    for genre in genres:
        card = card_of(genre_stats(folder, genre), report)
        save_card(card, facts)
        (pages / f"{slug(genre)}.md").write_text(card_page(card), encoding="utf-8")
        written.append(card)
    (pages / "README.md").write_text(index_page(written), encoding="utf-8")
    save_test_works(pages, (row for genre in genres for row in load_rows(folder, genre)))
    Console(stderr=True).print(
        f"{len(written)} cards in {pages} and {facts}", markup=False, highlight=False
    )
