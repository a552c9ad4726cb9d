"""What the temperature of a request does, in every place where it acts.

A temperature of 1 is a genre's usual boldness. The networks' own sampling
temperature follows in a narrower band: outside it melodies loop or fall apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adventure:
    """Controls derived from a temperature in 0.5 to 1.5.

    sampling, top_p: of both melody phases; chords: sampling temperature of the
    progression; motif_bars: how long the guide stays with a genre; fresh_return: the
    chance that two bars of a returning section are written anew.
    """

    sampling: float
    top_p: float
    chords: float
    motif_bars: int
    fresh_return: float


def adventure_of(temperature: float, bars: int) -> Adventure:
    """``adventure_of(1.0, 16)`` samples at 0.95 with a nucleus of 0.95, in two-bar motifs.

    Short pieces have no room for four-bar motifs of several genres.
    """
    offset = temperature - 1.0
    return Adventure(
        sampling=0.95 + 0.35 * offset,
        top_p=min(0.99, 0.95 + 0.06 * offset),
        chords=1.0 + 0.5 * offset,
        motif_bars=1 if temperature > 1.2 else 4 if temperature < 0.85 and bars >= 32 else 2,
        fresh_return=min(0.7, max(0.0, 0.3 + 0.6 * offset)),
    )
