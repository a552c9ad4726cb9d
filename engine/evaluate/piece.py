"""A piece as evaluation sees it: a tune, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class EvaluatedPiece:
    """One tune in any key. ``weights`` are over 0 and sum to 1.

    ``temperature`` is the request's adventure, 1 where nothing is known of it; ``name`` tells
    pieces apart (a file's name or a request's); ``closes`` is false where the tune is the
    beginning of a longer one, whose end says nothing.
    """

    sheet: LeadSheet
    weights: Mapping[str, float]
    seed: int = 0
    temperature: float = 1.0
    name: str = ""
    closes: bool = True

    @property
    def genres(self) -> tuple[str, ...]:
        """The genres asked for, heaviest first."""
        return tuple(sorted(self.weights, key=lambda genre: (-self.weights[genre], genre)))
