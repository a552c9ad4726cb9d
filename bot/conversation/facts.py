"""Facts: what one message says, before anything is known of the conversation.

Each is one change or statement in a musician's terms; `resolve` applies them. The
weights inside a fact are shares, not yet a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.blend_facts import AddGenre as AddGenre
from bot.conversation.blend_facts import Blend as Blend
from bot.conversation.blend_facts import BlendPath as BlendPath
from bot.conversation.blend_facts import EvenOut as EvenOut
from bot.conversation.blend_facts import Fact as Fact
from bot.conversation.blend_facts import Mirror as Mirror
from bot.conversation.blend_facts import MoveGenre as MoveGenre
from bot.conversation.blend_facts import OneShare as OneShare
from bot.conversation.blend_facts import RemoveGenre as RemoveGenre
from bot.conversation.blend_facts import Reweigh as Reweigh
from bot.conversation.blend_facts import ScaleGenre as ScaleGenre
from bot.conversation.blend_facts import SwapGenre as SwapGenre


@dataclass(frozen=True, slots=True)
class SetTempo(Fact):
    """A tempo in felt beats a minute; ``word`` where a word said it."""

    bpm: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class ScaleTempo(Fact):
    """So many times the tempo."""

    factor: float


@dataclass(frozen=True, slots=True)
class AddTempo(Fact):
    """So many beats a minute more (or fewer)."""

    bpm: float


@dataclass(frozen=True, slots=True)
class SetKey(Fact):
    """``mode`` None keeps the mode (transpose to G)."""

    tonic: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class SetMode(Fact):
    """A mode on the tonic that is there."""

    mode: str


@dataclass(frozen=True, slots=True)
class Transpose(Fact):
    """Up by so many semitones; negative is down."""

    semitones: int


@dataclass(frozen=True, slots=True)
class RelativeKey(Fact):
    """The relative (or parallel) major or minor."""

    mode: str
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class SetMeter(Fact):
    """A metre by its figures."""

    name: str


@dataclass(frozen=True, slots=True)
class SetBars(Fact):
    """A length in bars; ``word`` where a word said it."""

    bars: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class SetSeconds(Fact):
    """A length in seconds, to be made whole bars."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ScaleBars(Fact):
    """``to_phrase`` rounds to the nearest phrase of four."""

    factor: float
    to_phrase: bool


@dataclass(frozen=True, slots=True)
class AddBars(Fact):
    """So many bars more (or fewer)."""

    bars: float


@dataclass(frozen=True, slots=True)
class AddSeconds(Fact):
    """So many seconds more (or fewer)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SetTemperature(Fact):
    """A temperature; ``word`` where a word said it."""

    value: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class StepTemperature(Fact):
    """A step is 0.15."""

    steps: float


@dataclass(frozen=True, slots=True)
class SetBand(Fact):
    """These players; ``alone`` where the words say that nobody else plays."""

    names: tuple[str, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class AddBand(Fact):
    """These players too."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwapBand(Fact):
    """Some players for others."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveOut(Fact):
    """These players or parts stay silent."""

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
    """A mood by its row's name."""

    name: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class SetCount(Fact):
    """So many versions."""

    count: float


@dataclass(frozen=True, slots=True)
class SetSeed(Fact):
    """This seed; ``word`` holds the typed digits of one too large to count."""

    seed: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class SetLoop(Fact):
    """Whether the end leads back to the beginning."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetIntro(Fact):
    """So many bars of the band before the tune; 0 for none."""

    bars: float


@dataclass(frozen=True, slots=True)
class SetPickup(Fact):
    """Whether the tune begins before its first bar."""

    on: bool


@dataclass(frozen=True, slots=True)
class ScaleIntro(Fact):
    """So many times the intro; one that is made longer is there first."""

    factor: float


@dataclass(frozen=True, slots=True)
class NewSeed(Fact):
    """A seed that nobody chose."""


@dataclass(frozen=True, slots=True)
class SameSeed(Fact):
    """The seed that is there."""


@dataclass(frozen=True, slots=True)
class Again(Fact):
    """The same request with a new seed."""


@dataclass(frozen=True, slots=True)
class TheSame(Fact):
    """An edit of what was there, said outright."""


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
