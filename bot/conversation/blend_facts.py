"""What a message says about the blend: whole blends, paths, and changes of one genre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything that a message states."""


@dataclass(frozen=True, slots=True)
class Blend(Fact):
    """A whole blend: weights that sum to 1."""

    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class OneShare(Fact):
    """One genre set to a share; the others scale into the rest."""

    genre: str
    share: float


@dataclass(frozen=True, slots=True)
class BlendPath(Fact):
    """Blends in the order they are heard."""

    points: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class MoveGenre(Fact):
    """A genre's weight up or down by a share."""

    genre: str
    share: float


@dataclass(frozen=True, slots=True)
class ScaleGenre(Fact):
    """A genre's weight times a factor."""

    genre: str
    factor: float


@dataclass(frozen=True, slots=True)
class AddGenre(Fact):
    """A genre brought in at a share."""

    genre: str
    share: float


@dataclass(frozen=True, slots=True)
class RemoveGenre(Fact):
    """A genre taken out."""

    genre: str


@dataclass(frozen=True, slots=True)
class SwapGenre(Fact):
    """One genre's weight under another's name."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EvenOut(Fact):
    """All genres alike."""


@dataclass(frozen=True, slots=True)
class Mirror(Fact):
    """The other way round: the heaviest weight goes to the lightest genre and so on."""


@dataclass(frozen=True, slots=True)
class Reweigh(Fact):
    """New shares for the genres that are there, in their order (make it 60/40)."""

    shares: tuple[float, ...]
