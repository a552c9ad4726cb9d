"""Facts: what one message says, before anything is known of the conversation.

Each is one change or statement in a musician's terms; `resolve` applies them. The
weights inside a fact are shares, not yet a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Anything that a message states."""


@dataclass(frozen=True, slots=True)
class SetTempo(Fact):
    bpm: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class ScaleTempo(Fact):
    factor: float


@dataclass(frozen=True, slots=True)
class AddTempo(Fact):
    bpm: float


@dataclass(frozen=True, slots=True)
class SetKey(Fact):
    """``mode`` None keeps the mode (transpose to G)."""

    tonic: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class SetMode(Fact):
    mode: str


@dataclass(frozen=True, slots=True)
class Transpose(Fact):
    semitones: int


@dataclass(frozen=True, slots=True)
class RelativeKey(Fact):
    """The relative (or parallel) major or minor."""

    mode: str
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class SetMeter(Fact):
    name: str


@dataclass(frozen=True, slots=True)
class SetBars(Fact):
    bars: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class SetSeconds(Fact):
    seconds: float


@dataclass(frozen=True, slots=True)
class ScaleBars(Fact):
    """``to_phrase`` rounds to the nearest phrase of four."""

    factor: float
    to_phrase: bool


@dataclass(frozen=True, slots=True)
class AddBars(Fact):
    bars: float


@dataclass(frozen=True, slots=True)
class AddSeconds(Fact):
    seconds: float


@dataclass(frozen=True, slots=True)
class SetTemperature(Fact):
    value: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class StepTemperature(Fact):
    """A step is 0.15."""

    steps: float


@dataclass(frozen=True, slots=True)
class SetBand(Fact):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddBand(Fact):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwapBand(Fact):
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveOut(Fact):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BringBack(Fact):
    """No names: everything that was left out."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResetBand(Fact):
    """The genres' own band again."""


@dataclass(frozen=True, slots=True)
class MoodIs(Fact):
    name: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class SetCount(Fact):
    count: float


@dataclass(frozen=True, slots=True)
class SetSeed(Fact):
    seed: float


@dataclass(frozen=True, slots=True)
class NewSeed(Fact):
    pass


@dataclass(frozen=True, slots=True)
class SameSeed(Fact):
    pass


@dataclass(frozen=True, slots=True)
class Again(Fact):
    """The same request with a new seed."""


@dataclass(frozen=True, slots=True)
class TheSame(Fact):
    """An edit of what was there, said outright."""


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
    """``share`` up or down; ``only_words`` is True where a whole genre was meant."""

    genre: str
    share: float


@dataclass(frozen=True, slots=True)
class ScaleGenre(Fact):
    genre: str
    factor: float


@dataclass(frozen=True, slots=True)
class AddGenre(Fact):
    genre: str
    share: float


@dataclass(frozen=True, slots=True)
class RemoveGenre(Fact):
    genre: str


@dataclass(frozen=True, slots=True)
class SwapGenre(Fact):
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EvenOut(Fact):
    pass


@dataclass(frozen=True, slots=True)
class Mirror(Fact):
    """The other way round: the heaviest weight goes to the lightest genre and so on."""


@dataclass(frozen=True, slots=True)
class NothingSpecial(Fact):
    """An order for music that leaves everything open."""


@dataclass(frozen=True, slots=True)
class Corrected(Fact):
    """What follows corrects what came before in the same message."""


@dataclass(frozen=True, slots=True)
class Problem(Fact):
    """Something that cannot be done; ``kind`` and ``word`` choose the sentence."""

    kind: str
    word: str
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark(Fact):
    """An assumption to tell; ``kind`` chooses the sentence, ``words`` fill it."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reweigh(Fact):
    """New shares for the genres that are there, in their order (make it 60/40)."""

    shares: tuple[float, ...]
