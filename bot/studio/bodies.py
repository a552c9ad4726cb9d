"""What requests may say, field by field; everything else is a problem."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from engine.request import BARS_RANGE, COUNT_RANGE, INTRO_RANGE, SEED_RANGE, TEMPO_RANGE


def _whole(value: object) -> object:
    """JSON's 16.0 is a whole number too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]
Text = Annotated[str, Field(max_length=2000)]
Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{6}$")]
Conversation = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
PresetName = Annotated[str, Field(min_length=1, max_length=40)]
Weights = Annotated[
    dict[str, Annotated[float, Field(gt=0, le=1000)]], Field(min_length=1, max_length=16)
]
Names = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=16)]
Meters = Literal["2/2", "2/4", "3/4", "4/4", "5/4", "7/8", "6/8", "9/8", "12/8"]
Visibility = Literal["private", "place", "public"]
Made = Literal[
    "midi", "musicxml", "score", "png", "ogg", "mp3", "wav", "sheet", "pdf", "score-pdf", "stems",
    "mp4", "notes",
]  # fmt: skip


def _each_once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("name each only once")
    return values


Formats = Annotated[list[Made], Field(max_length=12), AfterValidator(_each_once)]
Temperature = Annotated[float, Field(ge=0.5, le=1.5)]
Bars = Annotated[Whole, Field(ge=BARS_RANGE[0], le=BARS_RANGE[1])]
Tempo = Annotated[Whole, Field(ge=TEMPO_RANGE[0], le=TEMPO_RANGE[1])]
Count = Annotated[Whole, Field(ge=COUNT_RANGE[0], le=COUNT_RANGE[1])]
Intro = Annotated[Whole, Field(ge=INTRO_RANGE[0], le=INTRO_RANGE[1])]
KeyName = Annotated[str, Field(max_length=20)]


class Strict(BaseModel):
    """Nothing is guessed: no numbers in quotes, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _no_nulls(cls, values: object) -> object:
        if isinstance(values, dict):
            empty = next((name for name, value in values.items() if value is None), None)
            if empty is not None:
                raise ValueError(f"leave {empty!r:.60} out instead of sending null")
        return values


class PathPointIn(Strict):
    """Weights at a place of the piece."""

    at: Annotated[float, Field(ge=0, le=1)]
    weights: Annotated[
        dict[str, Annotated[float, Field(gt=0, le=1)]], Field(min_length=1, max_length=16)
    ]


class RequestIn(Strict):
    """A request in fields; what is left out is as the genres like it."""

    weights: Weights
    temperature: Temperature | None = None
    bars: Bars | None = None
    tempo_bpm: Tempo | None = None
    key: KeyName | None = None
    meter: Meters | None = None
    instruments: Names = Field(default_factory=list)
    without: Names = Field(default_factory=list)
    only: Names = Field(default_factory=list)
    count: Count = 1
    seed: Annotated[Whole, Field(ge=SEED_RANGE[0], le=SEED_RANGE[1])] | None = None
    path: Annotated[list[PathPointIn], Field(min_length=2, max_length=8)] | None = None
    loop: bool = False
    intro: Intro = 0
    pickup: bool | None = None


class MelodyIn(Strict):
    """A melody that was brought, and whether to keep it note for note."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    keep: bool = False


class ParseIn(Strict):
    """A message to read."""

    text: Text
    about: Code | None = None
    conversation: Conversation = "main"


class MessageIn(ParseIn):
    """A message to follow."""

    melody: MelodyIn | None = None
    formats: Formats | None = None
    visibility: Visibility = "place"


class CompositionIn(Strict):
    """One of a sentence, fields and a recipe."""

    text: Text | None = None
    request: RequestIn | None = None
    recipe: Text | None = None
    conversation: Conversation = "main"
    melody: MelodyIn | None = None
    formats: Formats | None = None
    visibility: Visibility = "place"

    @model_validator(mode="after")
    def _one(self) -> CompositionIn:
        if len(self.model_fields_set & {"text", "request", "recipe"}) != 1:
            raise ValueError("give exactly one of text, request and recipe")
        return self


class VisibilityIn(Strict):
    """Who may see a piece."""

    visibility: Visibility


class VoteIn(Strict):
    """A vote for a piece."""

    value: Literal[-1, 1]


class SideIn(Strict):
    """A vote in a battle."""

    side: Literal["left", "right"]


class PresetIn(Strict):
    """A preset to save; without a request, the conversation's present one."""

    name: PresetName
    request: RequestIn | None = None
    conversation: Conversation = "main"


class PresetPatch(Strict):
    """What to change of a preset."""

    name: PresetName | None = None
    is_shared: bool | None = None

    @model_validator(mode="after")
    def _some(self) -> PresetPatch:
        if not self.model_fields_set:
            raise ValueError("give name or is_shared")
        return self


class UseIn(Strict):
    """How to use a preset."""

    conversation: Conversation = "main"
    but: Annotated[str, Field(max_length=400)] = ""


class ImportIn(Strict):
    """A preset as text."""

    text: Annotated[str, Field(min_length=1, max_length=8000)]
    name: PresetName | None = None


class ForkIn(Strict):
    """A shared preset to make one's own."""

    id: Annotated[Whole, Field(ge=1, le=2**53)]
    name: PresetName | None = None


class BattleIn(Strict):
    """Who fights."""

    left: Annotated[str, Field(min_length=1, max_length=100)]
    right: Annotated[str, Field(min_length=1, max_length=100)]
    seconds: Annotated[Whole, Field(ge=10, le=604_800)] = 600
    conversation: Conversation = "main"


class TasteIn(Strict):
    """What one likes, and whether more is to be learned."""

    text: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    is_frozen: bool | None = None

    @model_validator(mode="after")
    def _some(self) -> TasteIn:
        if not self.model_fields_set:
            raise ValueError("give text or is_frozen")
        return self


class PreferencesIn(Strict):
    """Usual values."""

    weights: Weights | None = None
    temperature: Temperature | None = None
    bars: Bars | None = None
    tempo_bpm: Tempo | None = None
    key: KeyName | None = None
    meter: Meters | None = None
    instruments: Names | None = None
    without: Names | None = None
    count: Count | None = None
    loop: bool | None = None
    intro: Intro | None = None
    pickup: bool | None = None
    formats: Annotated[Formats, Field(min_length=1)] | None = None


class ConfirmIn(Strict):
    """The words that erase."""

    confirm: Literal["delete everything for good"]


class SignInBody(Strict):
    """The access token."""

    token: Annotated[str, Field(min_length=1, max_length=500)]


class NameIn(Strict):
    """What others are to call one."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
