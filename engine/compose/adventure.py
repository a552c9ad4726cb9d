"""What the temperature of a request does, in every place where it acts.

A temperature of 1 is a genre's usual boldness. The networks' own sampling
temperature follows in a narrower band: outside it melodies loop or fall apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# (sampling temperature, nucleus) at which a genre's own network writes tunes that repeat
# themselves, step and rest about as much as its real ones do (docs/experiments.md).
VOICES: dict[str, tuple[float, float]] = {
    "jazz": (0.92, 0.97),
    "classical": (0.92, 0.96),
    "blues": (0.92, 0.98),
    "celtic": (0.87, 0.94),
    "folk": (0.87, 0.94),
    "hymn": (0.89, 0.96),
    "ragtime": (0.92, 0.96),
    "vintage pop": (0.89, 0.96),
    "mazurka": (0.89, 0.96),
    "game": (0.87, 0.94),
    "renaissance": (0.92, 0.96),
}
_DEFAULT_VOICE = (0.9, 0.95)
_COOLER = 0.25  # of the sampling temperature for each step down: colder, tunes loop
# The mean chance that two bars of a returning section are written anew, so that as many bars
# come back as in a genre's real tunes.
ANEW: dict[str, float] = {"jazz": 0.5, "blues": 0.7, "folk": 0.35, "hymn": 0.15, "game": 0.2}
_DEFAULT_ANEW = 0.3


@dataclass(frozen=True, slots=True)
class Adventure:
    """Controls derived from a temperature in 0.5 to 1.5.

    sampling, top_p: of both melody phases; chords, colour: sampling temperature of the
    progression, and what is added to the logits of chords outside the scale; motif_bars:
    how long the guide stays with a genre; fresh_return: the chance
    that two bars of a returning section are written anew.
    """

    sampling: float
    top_p: float
    chords: float
    colour: float
    motif_bars: int
    fresh_return: float


def adventure_of(temperature: float, bars: int, weights: Mapping[str, float]) -> Adventure:
    """``adventure_of(1.0, 16, {"folk": 1.0})`` samples at 0.87 with a nucleus of 0.94.

    At 1 the voice is the genres' own, by weight. Short pieces have no room for four-bar
    motifs of several genres.
    """
    offset = temperature - 1.0
    total = sum(weights.values())
    sampling, top_p = (
        sum(w * VOICES.get(name, _DEFAULT_VOICE)[part] for name, w in weights.items()) / total
        for part in (0, 1)
    )
    eager = max(0.0, 1 - 2 * offset) * (offset > 0)  # the first step up is the widest
    anew = sum(w * ANEW.get(name, _DEFAULT_ANEW) for name, w in weights.items()) / total
    return Adventure(
        sampling=sampling + (_COOLER if offset < 0 else 0.35 + 0.12 * eager) * offset,
        top_p=min(0.995, top_p + (0.06 if offset > 0 else 0.03) * offset),
        chords=1.0 + 0.5 * offset,
        colour=(0.8 if offset > 0 else 0.4) * offset,
        motif_bars=1 if temperature > 1.2 else 4 if temperature < 0.85 and bars >= 32 else 2,
        fresh_return=min(0.8, max(0.0, anew + 0.6 * offset)),
    )
