"""The user's own genres at a front end's start: found, made known, and what is wrong told."""

from __future__ import annotations

from bot.settings import Settings


def install_genres_of(settings: Settings) -> tuple[str, ...]:
    """Make the genres in ``settings.genres_dir`` known to this process.

    Returns a sentence for each that can't be used. Reads nothing where there are none.
    """
    if not settings.genres_dir.is_dir():
        return ()
    from engine.own_genres import install_own_genres
    from models import store
    from models.own_genres import load_own_genres

    genres, troubles = load_own_genres(settings.genres_dir, settings.weights_dir or store.SHIPPED)
    install_own_genres(genres)
    return troubles
