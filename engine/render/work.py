"""What renderers are told of a composition: plain data that travels to child processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from music.genres import Genre
from music.leadsheet import LeadSheet
from music.piece import Piece


@dataclass(frozen=True, slots=True)
class Work:
    """One composition to render.

    ``played`` is as performed, ``written`` the same with exact times; ``swings`` says
    that even eighths are played long and short. ``weights`` are the asked shares per
    genre. No file is to be larger than ``max_bytes``, where that is possible. ``tune`` is the
    fused melody and ``melodies`` those of phase 1 by genre, which begin after ``intro`` bars, a
    pickup in the last of them.
    """

    midi: bytes
    played: Piece
    written: Piece
    swings: bool = False
    caption: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)
    own_genres: tuple[Genre, ...] = ()
    is_loop: bool = False
    soundfont: Path | None = None
    max_bytes: int | None = None
    tune: LeadSheet | None = None
    melodies: Mapping[str, LeadSheet] = field(default_factory=dict)
    intro: int = 0
