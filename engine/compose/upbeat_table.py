"""The table of upbeats: what the genres that come with Fusebox do, and a user's own ones.

Starts without NumPy. Draws nothing.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib.resources import files

from models.upbeats import Upbeats, upbeats_from_json

TABLE = "upbeats.json"

_ADDED: dict[str, Mapping[str, Upbeats]] = {}


@functools.cache
def genre_upbeats() -> Mapping[str, Mapping[str, Upbeats]]:
    """{genre: {metre: what its works do}} of the genres that come with Fusebox."""
    table = json.loads(files("engine.compose").joinpath(TABLE).read_text(encoding="utf-8"))
    return {genre: upbeats_from_json(rows) for genre, rows in table.items()}


def install_upbeats(tables: Mapping[str, Mapping[str, Upbeats]]) -> None:
    """Make these what this process knows beside its own genres; once, at its start."""
    _ADDED.clear()
    _ADDED.update(tables)


def upbeats_of(genre: str) -> Mapping[str, Upbeats]:
    """{metre: what the genre's works do}; empty for one that nobody counted."""
    return genre_upbeats().get(genre) or _ADDED.get(genre, {})
