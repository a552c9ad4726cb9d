"""Genres as coloured signs: each known genre the nearest that no other has."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import rgb_to_hsv
from functools import cache, partial

import discord

from music.genres import find_genre, known_genres

# The signs' hues in Discord's own drawings (Twemoji), in degrees; circles before squares.
_SIGNS: Mapping[str, float] = {
    "🟠": 34, "🔵": 206, "🟢": 87, "🟣": 265, "🔴": 353, "🟡": 42, "🟦": 206, "🟩": 87,
    "🟪": 265, "🟨": 42, "🟥": 353, "🟧": 34, "🌸": 338, "🌺": 320,
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
        red, green, blue = (part / 255 for part in discord.Colour.from_str(colour).to_rgb())
        hue = 360 * rgb_to_hsv(red, green, blue)[0]
        nearest = min(free, key=partial(_from, free, hue))
        found[name] = nearest
        del free[nearest]
    return found


def _from(hues: Mapping[str, float], hue: float, one: str) -> float:
    """Degrees between a sign's hue and another, the short way round."""
    return abs((hues[one] - hue + 180) % 360 - 180)
