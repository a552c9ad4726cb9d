"""Genres as coloured signs: each known genre the nearest that no other has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import discord

from music.genres import find_genre, known_genres

# What the signs look like in Discord's own drawings (Twemoji).
_SIGNS: Mapping[str, tuple[int, int, int]] = {
    "🟠": (244, 144, 12), "🔵": (85, 172, 238), "🟢": (120, 177, 89), "🟣": (170, 142, 214),
    "🔴": (221, 46, 68), "🟡": (253, 203, 88), "🟤": (193, 105, 79), "🟦": (60, 150, 230),
    "🟩": (100, 190, 80), "🟪": (190, 90, 180), "🟨": (240, 240, 80), "🟥": (239, 108, 87),
    "🟧": (232, 150, 50), "🟫": (201, 180, 88), "🌸": (244, 143, 177), "🩵": (63, 182, 198),
}  # fmt: skip
_OTHER = "⚪"


def sign(genre: str) -> str:
    """The sign of a genre; a white circle where there are more genres than signs."""
    return _assigned(tuple((one.name, one.color) for one in known_genres())).get(genre, _OTHER)


def colour_of(weights: Mapping[str, float]) -> discord.Colour:
    """The colour of the heaviest genre; grey where nobody knows it any more."""
    heaviest = max(weights, key=weights.__getitem__, default="")
    try:
        return discord.Colour.from_str(find_genre(heaviest).color)
    except LookupError:
        return discord.Colour.light_grey()


@cache
def _assigned(genres: tuple[tuple[str, str], ...]) -> dict[str, str]:
    free = dict(_SIGNS)
    found = {}
    for name, colour in genres:
        if not free:
            break
        wanted = discord.Colour.from_str(colour).to_rgb()
        nearest = min(free, key=lambda one: _distance(free[one], wanted))
        found[name] = nearest
        del free[nearest]
    return found


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
