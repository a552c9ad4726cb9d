"""A request in the making: values that facts change, and what must be told of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.conversation.facts import Remark
from bot.conversation.preferences import Usual
from bot.conversation.request import ResolvedRequest, mean_of_path, normalised
from engine.request import (
    BARS_RANGE,
    COUNT_RANGE,
    DEFAULT_BARS,
    DEFAULT_TEMPERATURE,
    INTRO_RANGE,
    SEED_RANGE,
    TEMPERATURE_RANGE,
    TEMPO_RANGE,
    BaseTune,
    PathPoint,
)  # fmt: skip
from music.genres import Genre
from music.key import Key
from music.meter import Meter

# Tonics that players of most instruments find friendly; the seed picks one of them.
FRIENDLY_MAJOR = ("C", "G", "D", "F", "Bb", "A", "Eb")
FRIENDLY_MINOR = ("A", "D", "E", "G", "C")
RANGES: dict[str, tuple[float, float]] = {
    "temperature": TEMPERATURE_RANGE, "bars": BARS_RANGE, "tempo_bpm": TEMPO_RANGE,
    "count": COUNT_RANGE, "seed": SEED_RANGE, "intro": INTRO_RANGE,
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """Everything a request holds, changeable, and the remarks that came up."""

    weights: dict[str, float]
    temperature: float
    bars: float
    tempo_bpm: float
    key: Key
    meter: Meter
    seed: int
    instruments: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    count: int = 1
    preset: str | None = None
    path: list[dict[str, float]] | None = None
    stated: set[str] = field(default_factory=set)
    mood: str | None = None
    density: float = 1.0
    loop: bool = False
    intro: int = 0
    base: BaseTune | None = None
    pickup: bool | None = None
    is_new: bool = False
    remarks: list[Remark] = field(default_factory=list)

    def note(self, kind: str, *words: str) -> None:
        """Something a user could disagree with."""
        remark = Remark(kind, words)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def clamped(self, name: str, value: float, typed: str = "") -> float:
        """A value inside its range; told as it was ``typed`` where it had to move."""
        low, high = RANGES[name]
        if low - 1e-9 <= value <= high + 1e-9:
            return min(max(value, low), high)
        said = typed or (f"{value:.0f}" if value >= 1e10 else f"{value:.10g}")
        self.note("clamped", name, said, f"{low:g}", f"{high:.10g}")
        return min(max(value, low), high)

    def set_weights(self, weights: dict[str, float]) -> None:
        """One blend for the whole piece."""
        self.weights = normalised(weights)
        self.path = None

    def set_path(self, points: list[dict[str, float]]) -> None:
        """Blends along the piece, evenly spaced; ``weights`` becomes their mean."""
        self.path = [normalised(point) for point in points]
        self.weights = mean_of_path(self._points())

    def _points(self) -> list[PathPoint]:
        points = self.path or []
        last = max(1, len(points) - 1)
        return [PathPoint(round(i / last, 6), weights) for i, weights in enumerate(points)]

    def finish(self) -> ResolvedRequest:
        """The request, every value inside its range."""
        temperature = round(self.clamped("temperature", round(self.temperature, 4)), 4)
        return ResolvedRequest(
            weights=dict(self.weights), temperature=temperature,
            bars=int(self.clamped("bars", round(self.bars))),
            tempo_bpm=int(self.clamped("tempo_bpm", half_up(self.tempo_bpm))),
            key=self.key, meter=self.meter, seed=int(self.clamped("seed", self.seed)),
            instruments=tuple(self.instruments), without=tuple(self.without),
            only=tuple(self.only),
            count=int(self.clamped("count", round(self.count))), preset=self.preset,
            path=tuple(self._points()) if self.path else None, stated=frozenset(self.stated),
            mood=self.mood, density=round(self.density, 4), loop=self.loop, intro=self.intro,
            base=self.base, pickup=self.pickup,
        )  # fmt: skip


def half_up(value: float) -> int:
    """The nearest whole number, halves upwards, as musicians round."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def draft_of(request: ResolvedRequest) -> Draft:
    """A draft that starts as a request."""
    return Draft(
        weights=dict(request.weights), temperature=request.temperature, bars=request.bars,
        tempo_bpm=request.tempo_bpm, key=request.key, meter=request.meter, seed=request.seed,
        instruments=list(request.instruments), without=list(request.without),
        only=list(request.only), count=request.count,
        preset=request.preset, stated=set(request.stated), mood=request.mood,
        density=request.density, loop=request.loop, intro=request.intro, base=request.base,
        pickup=request.pickup,
        path=[dict(point.weights) for point in request.path] if request.path else None,
    )  # fmt: skip


def fresh_draft(
    weights: dict[str, float],
    genres: dict[str, Genre],
    seed: int,
    usual: Usual,
    kept: ResolvedRequest | None = None,
) -> Draft:
    """A draft for a new blend: what was stated before stays, then the user's usual
    values, then what the genres imply (tempo by weight, metre of the heaviest, a key
    that the seed picks), then the defaults.
    """
    stated = set(kept.stated) - {"seed"} if kept else set()
    heaviest = genres[max(weights, key=lambda genre: weights[genre])]
    draft = Draft(
        weights=normalised(weights),
        temperature=usual.temperature or DEFAULT_TEMPERATURE,
        bars=usual.bars or DEFAULT_BARS,
        tempo_bpm=usual.tempo_bpm or implied_tempo(weights, genres),
        key=Key.parse(usual.key) if usual.key else implied_key(implied_mode(weights, genres), seed),
        meter=Meter(usual.meter or heaviest.meter),
        seed=seed,
        instruments=list(usual.instruments or ()),
        without=list(usual.without or ()),
        count=usual.count or 1,
        loop=bool(usual.loop),
        intro=usual.intro or 0,
        pickup=usual.pickup,
        is_new=True,
    )
    if kept is not None:
        draft.stated = stated
        for name in stated:
            value = getattr(kept, name)
            setattr(draft, name, list(value) if isinstance(value, tuple) else value)
        draft.mood = kept.mood
    return draft


def implied_tempo(weights: dict[str, float], genres: dict[str, Genre]) -> int:
    """The genres' own tempos, weighted, in beats a minute."""
    return half_up(sum(genres[name].tempo_bpm * weight for name, weight in weights.items()))


def implied_mode(weights: dict[str, float], genres: dict[str, Genre]) -> str:
    """Minor where the genres that live in minor weigh more than half."""
    minor = sum(weight for name, weight in weights.items() if genres[name].mode == "minor")
    return "minor" if minor > 0.5 else "major"


def implied_key(mode: str, seed: int) -> Key:
    """A friendly tonic for the mode: the seed chooses, so that one recipe has one key."""
    minor = Key("C", mode).is_minor
    tonics = FRIENDLY_MINOR if minor else FRIENDLY_MAJOR
    return Key(tonics[seed % len(tonics)], mode)
