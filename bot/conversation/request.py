"""A resolved request: what is composed, and which of it the user had said outright.

Every field is concrete. What was stated and what the genres implied is remembered
beside it, because a new blend keeps the first and implies the second anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from engine.request import BaseTune, CompositionRequest, PathPoint
from music.key import Key
from music.meter import Meter

JSON_FIELDS = (
    "weights", "temperature", "bars", "tempo_bpm", "key", "meter", "instruments", "without",
    "count", "seed", "preset", "path",
)  # fmt: skip
_WEIGHT_DIGITS = 9
_BASE_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class ResolvedRequest:
    """One request. ``stated`` names the fields the user set; it takes no part in equality.

    ``only`` are the instruments that play alone; nobody else joins them where it names any.
    ``density`` is how many notes a mood wants, 1.0 for as many as the genres write. ``loop``,
    ``intro`` (bars), ``base`` (somebody's melody) and ``pickup`` are as in a
    `CompositionRequest`; they are no part of the contract's JSON.
    """

    weights: Mapping[str, float]
    temperature: float
    bars: int
    tempo_bpm: int
    key: Key
    meter: Meter
    seed: int
    instruments: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    count: int = 1
    preset: str | None = None
    path: tuple[PathPoint, ...] | None = None
    stated: frozenset[str] = field(default=frozenset(), compare=False)
    mood: str | None = field(default=None, compare=False)
    density: float = field(default=1.0, compare=False)
    only: tuple[str, ...] = ()
    loop: bool = False
    intro: int = 0
    base: BaseTune | None = None
    pickup: bool | None = None

    def composition(self) -> CompositionRequest:
        """What the engine is given."""
        return CompositionRequest(
            weights=dict(self.weights), temperature=self.temperature, bars=self.bars,
            tempo_bpm=self.tempo_bpm, key=self.key, meter=self.meter, instruments=self.instruments,
            without=self.without, count=self.count, seed=self.seed, path=self.path,
            only=self.only, loop=self.loop, intro=self.intro, base=self.base, pickup=self.pickup,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The fields of the contract, in its order, as plain values."""
        path = None if self.path is None else [
            {"at": point.at, "weights": dict(point.weights)} for point in self.path
        ]  # fmt: skip
        return {
            "weights": dict(self.weights), "temperature": self.temperature, "bars": self.bars,
            "tempo_bpm": self.tempo_bpm, "key": str(self.key), "meter": self.meter.name,
            "instruments": list(self.instruments), "without": list(self.without),
            "count": self.count, "seed": self.seed, "preset": self.preset, "path": path,
        }  # fmt: skip

    def to_record(self) -> dict[str, Any]:
        """``to_json`` and what was stated: what a storage keeps."""
        record = self.to_json()
        record["stated"] = sorted(self.stated)
        record["mood"] = self.mood
        record["density"] = self.density
        record["only"] = list(self.only)
        record["loop"] = self.loop
        record["intro"] = self.intro
        if self.pickup is not None:
            record["pickup"] = self.pickup
        if self.base is not None:
            record["base"] = {"id": self.base.id, "keep": self.base.keep}
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> ResolvedRequest:
        """The request of ``to_json`` or ``to_record``. Raises KeyError or ValueError."""
        path = record.get("path")
        return cls(
            weights=dict(record["weights"]), temperature=float(record["temperature"]),
            bars=int(record["bars"]), tempo_bpm=int(record["tempo_bpm"]),
            key=Key.parse(record["key"]), meter=Meter(record["meter"]), seed=int(record["seed"]),
            instruments=tuple(record["instruments"]), without=tuple(record["without"]),
            count=int(record["count"]), preset=record.get("preset"),
            path=None if path is None else tuple(
                PathPoint(float(point["at"]), dict(point["weights"])) for point in path
            ),
            stated=frozenset(record.get("stated", ())), mood=record.get("mood"),
            density=float(record.get("density", 1.0)), only=tuple(record.get("only", ())),
            loop=bool(record.get("loop", False)), intro=int(record.get("intro", 0)),
            base=_base_of(record.get("base")), pickup=_wish_of(record.get("pickup")),
        )  # fmt: skip


def _base_of(record: Mapping[str, Any] | None) -> BaseTune | None:
    """The melody that a record names; its notes are not in records."""
    if not record:
        return None
    name = str(record["id"])
    if not _BASE_ID.fullmatch(name):
        raise ValueError(f"{name!r} is no melody's id")
    return BaseTune(name, None, bool(record["keep"]))


def _wish_of(value: object) -> bool | None:
    return None if value is None else bool(value)


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """Positive weights scaled to a sum of 1, rounded where nobody can hear it."""
    kept = {genre: weight for genre, weight in weights.items() if weight > 1e-9}
    total = sum(kept.values())
    rounded = {genre: round(weight / total, _WEIGHT_DIGITS) for genre, weight in kept.items()}
    rounded = {genre: weight for genre, weight in rounded.items() if weight > 0}
    # The heaviest takes what rounding left, so that the sum is 1 and stays 1 when read again.
    heaviest = max(rounded, key=lambda genre: (rounded[genre], genre))
    others = sum(weight for genre, weight in rounded.items() if genre != heaviest)
    rounded[heaviest] = round(1.0 - others, _WEIGHT_DIGITS)
    return rounded


def mean_of_path(points: Iterable[PathPoint]) -> dict[str, float]:
    """The mean weights of a path, straight lines between its points."""
    places = list(points)
    mean: dict[str, float] = {}
    for before, after in pairwise(places):
        width = (after.at - before.at) / 2
        for point in (before, after):
            for genre, weight in point.weights.items():
                mean[genre] = mean.get(genre, 0.0) + weight * width
    return normalised(mean)
