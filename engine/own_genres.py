"""A user's own genres made known to a process: called once where it starts, never on import."""

from __future__ import annotations

from collections.abc import Sequence

from engine.arrange.styles import install_styles, style_of
from engine.arrange.styles.own import own_style
from engine.compose.upbeat_table import install_upbeats
from models.own_genres import OwnGenre
from music.genres import install_genres


def install_own_genres(genres: Sequence[OwnGenre]) -> None:
    """Names for chat, colours for pictures, pickups and styles for the band, in this process."""
    install_genres(genre.row for genre in genres)
    install_styles(own_style(g.name, g.style, style_of(g.style.nearest)) for g in genres)
    install_upbeats({genre.name: genre.upbeats for genre in genres})
