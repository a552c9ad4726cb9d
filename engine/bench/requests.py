"""The pieces that are measured: always the same sentence, key, tempo and seeds."""

from __future__ import annotations

from collections.abc import Sequence

from engine.request import CompositionRequest
from music.key import Key

# In this order, as many as a measurement needs.
GENRES = ("jazz", "classical", "folk", "hymn", "celtic", "ragtime")
_USUAL_BARS = 16


def genres_among(available: Sequence[str], count: int) -> list[str]:
    """The first ``count`` genres to measure with, of those that are there; fewer where fewer."""
    known = [genre for genre in GENRES if genre in available]
    return [*known, *(genre for genre in available if genre not in known)][:count]


def request_of(
    genres: Sequence[str], *, bars: int = _USUAL_BARS, seed: int = 1
) -> CompositionRequest:
    """A piece in 4/4 whose first genre weighs most: 40/30/20/10 of four."""
    count = len(genres)
    whole = count * (count + 1) / 2
    weights = {genre: (count - place) / whole for place, genre in enumerate(genres)}
    return CompositionRequest(weights, bars=bars, seed=seed, tempo_bpm=120, key=Key("D", "minor"))


def crowd(
    available: Sequence[str], users: int, *, bars: int = _USUAL_BARS
) -> list[CompositionRequest]:
    """What so many users might ask for at once: two genres each, in turn, other seeds."""
    names = genres_among(available, len(GENRES))
    pairs = [[names[n % len(names)], names[(n + 1) % len(names)]] for n in range(users)]
    return [
        request_of(list(dict.fromkeys(pair)), bars=bars, seed=100 + number)
        for number, pair in enumerate(pairs)
    ]
