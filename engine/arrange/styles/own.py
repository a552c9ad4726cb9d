"""The style of a user's own genre: the nearest known style, with what the files say.

Patterns and grooves are the nearest style's; the band, drums, swing and density are the
genre's own, as far as its files say them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.arrange.style import Band, Style
from models.own_genres import StyleFigures

_STRAIGHT = 0.54  # a swing below this is a player's inaccuracy


def own_style(name: str, figures: StyleFigures, nearest: Style) -> Style:
    """The style of genre ``name``; ``nearest`` is the one that its figures name."""
    return replace(
        nearest,
        genre=name,
        bands=_bands(nearest.bands, figures.players),
        brings=_brings(nearest, figures),
        swing=_swing(nearest.swing, figures.swing),
        density=figures.density,
    )


def _swing(known: float, measured: float | None) -> float:
    if measured is None:
        return known
    return measured if measured > _STRAIGHT else 0.5


def _brings(nearest: Style, figures: StyleFigures) -> frozenset[str]:
    brings = set(nearest.brings)
    if figures.has_drums is not None:
        (brings.add if figures.has_drums else brings.discard)("drums")
    brings |= {role for role in ("chords", "bass") if role in figures.players}
    return frozenset(brings)


def _bands(known: Sequence[Band], players: Mapping[str, Sequence[str]]) -> tuple[Band, ...]:
    """The known bands with the players that the files name; the most usual ones first."""
    if not players:
        return tuple(known)
    count = max(len(known), *(len(names) for names in players.values()))
    bands = []
    for number in range(count):
        chosen = {role: names[number % len(names)] for role, names in players.items()}
        bands.append(replace(known[number % len(known)], **chosen))
    return tuple(bands)
