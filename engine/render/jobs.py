"""The renderers as jobs for child processes: their libraries load there and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.render.info import AudioInfo
from music.genres import Genre, install_genres
from music.piece import Piece


def play(midi: bytes, path: Path, is_loop: bool = False) -> AudioInfo:
    """``render_audio`` in the child."""
    from engine.render.audio import render_audio

    return render_audio(midi, path, is_loop=is_loop)


def draw(
    piece: Piece,
    path: Path,
    caption: str,
    weights: Mapping[str, float],
    own_genres: Sequence[Genre] = (),
) -> None:
    """``draw_roll`` in the child, which is told of the user's own genres for their colours."""
    from engine.render.roll import draw_roll

    install_genres(own_genres)
    draw_roll(piece, path, caption=caption, weights=weights)
