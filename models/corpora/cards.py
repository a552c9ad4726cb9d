"""Data cards: what a genre was learned from, as facts that ship with the package.

Knows how counts, sources, licences and known weaknesses become one card, and where
the shipped cards lie. Doesn't know how a card looks as a page: that is ``card_page``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from models.corpora.errors import CorpusError
from models.corpora.report import BuildReport
from models.corpora.sources import SOURCES
from models.corpora.stats import GenreStats
from models.corpora.weaknesses import KNOWN_WEAKNESSES

Card = dict[str, Any]
_VERSION = 1


def card_of(stats: GenreStats, report: BuildReport, weaknesses: Sequence[str] = ()) -> Card:
    """The card of a genre of the built corpus.

    ``weaknesses`` are added to those known of the genre. Sources of which no file was
    there are left out.
    """
    sources = list(_sources(stats, report))
    read = sum(source["files_read"] for source in sources)
    files = sum(source["files"] for source in sources)
    return {
        "version": _VERSION,
        "genre": stats.genre,
        "licences": sorted({source["licence"] for source in sources}),
        "attribution": sorted({source["attribution"] for source in sources}),
        "sources": sources,
        "files": files,
        "files_read": read,
        **{k: v for k, v in stats.to_json().items() if k not in ("genre", "sources")},
        "weaknesses": [*KNOWN_WEAKNESSES.get(stats.genre, ()), *weaknesses],
    }


def _sources(stats: GenreStats, report: BuildReport) -> Iterable[dict[str, Any]]:
    for source in SOURCES:
        rows = [r for r in report.sources if (r.source, r.genre) == (source.folder, source.genre)]
        counts = stats.sources.get(source.folder)
        if source.genre != stats.genre or not (counts or any(row.files for row in rows)):
            continue
        skipped = [list(pair) for row in rows for pair in row.skipped]
        files = sum(row.files for row in rows)
        unread = len({str(name).partition("#")[0] for name, _ in skipped})
        yield {
            "name": source.folder, "licence": source.licence, "attribution": source.attribution,
            "url": source.url, "files": files, "files_read": files - unread,
            **(counts or dict.fromkeys(("pieces", "sheets", "notes"), 0)),
            "skipped": skipped,
        }  # fmt: skip


def slug(genre: str) -> str:
    """A genre's name in a file's: ``slug("vintage pop") == "vintage-pop"``."""
    return genre.replace(" ", "-")


def save_card(card: Card, folder: Path) -> Path:
    """Write a card as JSON into a folder."""
    path = folder / f"{slug(card['genre'])}.json"
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def load_card(genre: str) -> Card:
    """The shipped card of a genre. Raises CorpusError where there is none."""
    file = resources.files("models").joinpath("cards", f"{slug(genre)}.json")
    try:
        card = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"there is no data card of {genre!r}: {error}") from error
    return dict(card)


def cards_of(genres: Iterable[str]) -> dict[str, str]:
    """{genre: its card's page} for those of the genres that have a shipped card."""
    folder = resources.files("models").joinpath("cards")
    return {
        genre: f"docs/genres/{slug(genre)}.md"
        for genre in genres
        if folder.joinpath(f"{slug(genre)}.json").is_file()
    }
