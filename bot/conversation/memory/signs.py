"""Signs of liking: what each thing that a user does says of their taste."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

from bot.conversation.draft import implied_tempo
from bot.taste.features import Point
from music.genres import Genre


@dataclass(frozen=True, slots=True)
class Sign:
    """``after`` is the liking of what came of it, ``before`` of what was there; None: neither."""

    kind: str
    after: float | None = None
    before: float | None = None


# By intent. Asking says a little, keeping says much; a re-roll says that it wasn't quite it.
SIGNS: dict[str, Sign] = {
    "compose": Sign("asked", after=0.25),
    "edit": Sign("edited", after=0.35, before=-0.35),
    "repeat": Sign("again", before=-0.2),
    "use_preset": Sign("used", after=0.5),
    "save_preset": Sign("kept", before=1.0),
}


def point_of(request: Mapping[str, Any], genres: Mapping[str, Genre]) -> Point | None:
    """Where a request (as JSON) lies in a taste; None where a genre isn't there any more."""
    weights = {str(name): float(weight) for name, weight in request["weights"].items()}
    if not weights or not set(weights) <= set(genres):
        return None
    usual = implied_tempo(weights, dict(genres))
    pace = log2(float(request["tempo_bpm"]) / usual)
    return Point(weights, float(request["temperature"]), round(pace, 3))
