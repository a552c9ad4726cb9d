"""A composition request: everything the engine must know, every field concrete.

Chat resolves to this; the engine asks nobody else. Ranges are checked here, so
that a wrong value can't be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import RequestError
from music.key import Key
from music.leadsheet import LeadSheet
from music.meter import Meter

TEMPERATURE_RANGE = (0.5, 1.5)
TEMPO_RANGE = (40, 240)
BARS_RANGE = (4, 128)
COUNT_RANGE = (1, 4)
SEED_RANGE = (0, 2**31 - 1)
INTRO_RANGE = (0, 4)
DEFAULT_TEMPERATURE = 1.0
DEFAULT_BARS = 16


@dataclass(frozen=True, slots=True)
class PathPoint:
    """Weights that hold at a place of the piece; ``at`` runs from 0 (start) to 1 (end)."""

    at: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BaseTune:
    """Somebody's own melody to build on: followed as phase 2's guide, or kept note for note.

    ``id`` is eight hex digits of its notes; ``sheet`` is None where only a recipe is known,
    and then nothing can be composed until the tune is given again.
    """

    id: str
    sheet: LeadSheet | None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class CompositionRequest:
    """What to compose. Weights are positive and sum to 1 (within 1e-6).

    Raises RequestError naming the value and its range. Treat the mappings as
    read-only. ``tempo_bpm`` counts felt beats (dotted quarters in compound metres).
    ``instruments`` are wished for beside what the genres bring; where ``only`` names any,
    these and no others play. ``loop`` asks for an end that leads back to the beginning;
    ``intro`` is how many bars the band plays before the tune's ``bars``; ``base`` is a melody
    to build on. ``pickup`` says whether the tune begins before its first bar; None leaves it to
    the seed, and a loop or somebody's melody don't ask.
    """

    weights: Mapping[str, float]
    temperature: float = DEFAULT_TEMPERATURE
    bars: int = DEFAULT_BARS
    tempo_bpm: int = 120
    key: Key = field(default_factory=lambda: Key("C"))
    meter: Meter = field(default_factory=lambda: Meter("4/4"))
    instruments: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    count: int = 1
    seed: int = 0
    path: tuple[PathPoint, ...] | None = None
    only: tuple[str, ...] = ()
    loop: bool = False
    intro: int = 0
    base: BaseTune | None = None
    pickup: bool | None = None

    def __post_init__(self) -> None:
        _check_weights(self.weights)
        for point in self.path or ():
            _check_weights(point.weights)
        for name, value, (low, high) in (
            ("temperature", self.temperature, TEMPERATURE_RANGE),
            ("bars", self.bars, BARS_RANGE),
            ("tempo_bpm", self.tempo_bpm, TEMPO_RANGE),
            ("count", self.count, COUNT_RANGE),
            ("seed", self.seed, SEED_RANGE),
            ("intro", self.intro, INTRO_RANGE),
        ):
            if not low <= value <= high:
                raise RequestError(f"{name} {value} is outside {low} to {high}")

    def to_json(self) -> dict[str, Any]:
        """The request as plain data, in the order in which people read it."""
        return {
            "weights": dict(self.weights),
            "temperature": self.temperature,
            "bars": self.bars,
            "tempo_bpm": self.tempo_bpm,
            "key": str(self.key),
            "meter": self.meter.name,
            "instruments": list(self.instruments),
            "without": list(self.without),
            "count": self.count,
            "seed": self.seed,
            "path": self.path
            and [{"at": point.at, "weights": dict(point.weights)} for point in self.path],
            "only": list(self.only),
            "loop": self.loop,
            "intro": self.intro,
            "base": self.base and {"id": self.base.id, "keep": self.base.keep},
            "pickup": self.pickup,
        }


def _check_weights(weights: Mapping[str, float]) -> None:
    if not weights:
        raise RequestError("a request needs at least one genre with a weight over zero")
    for name, weight in weights.items():
        if not 0 < weight <= 1 + 1e-6:
            raise RequestError(f"the weight of {name} is {weight}; it must be over 0 and at most 1")
    total = sum(weights.values())
    if abs(total - 1) > 1e-6:
        raise RequestError(f"the weights sum to {total:.4f}, not 1")
