"""Where the commands of ``fusebox corpus`` find the corpus, and which genres it may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import BadInput
from music.genres import GENRE_NAMES

Cache = Annotated[Path | None, typer.Option(help="Where lead sheets are kept.")]


def cache_dir(cache: Path | None) -> Path:
    """The folder of the built corpus: as asked, else as set."""
    from bot.settings import load_settings

    return cache or load_settings().cache_dir / "corpus"


def check_genres(names: list[str] | None) -> tuple[str, ...]:
    """The asked genres, all by default. Raises BadInput for one that is unknown."""
    for name in names or ():
        if name not in GENRE_NAMES:
            raise BadInput(f"no genre {name!r}; known: {', '.join(GENRE_NAMES)}")
    return tuple(names or GENRE_NAMES)


def built_genres(folder: Path, names: list[str] | None) -> tuple[str, ...]:
    """The asked genres that are built, all by default. Raises BadInput where there is none."""
    from models.corpora.store import genre_file

    asked = check_genres(names)
    built = tuple(name for name in asked if genre_file(folder, name).is_file())
    missing = [name for name in asked if name not in built]
    if not built or (names and missing):
        raise BadInput(
            f"no lead sheets of {', '.join(missing)} in {folder}: "
            "run 'fusebox corpus build FOLDER' first, or name the place with --cache"
        )
    return built
