"""What the engine's process and its owner say to each other; plain picklable rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.composition import Composition
from engine.request import CompositionRequest
from engine.steps import Step

BEAT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Where the engine finds its weights (None: the shipped ones) and keeps compiled code.

    ``genres_dir`` holds the user's own genres, None where there are none. ``warm_up``: the
    usual shapes are compiled as soon as nothing else is to be done.
    """

    weights_dir: Path | None = None
    cache_dir: Path | None = None
    genres_dir: Path | None = None
    warm_up: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One request to compose; ``number`` comes back with every answer."""

    number: int
    request: CompositionRequest


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody waits for this job any more; it is answered all the same, with ``Failed``."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The weights are loaded: the genres that can be asked for, and the model's version."""

    genres: tuple[str, ...]
    model_version: str


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life, every BEAT_SECONDS."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a job has begun."""

    number: int
    step: Step


@dataclass(frozen=True, slots=True)
class Done:
    """A job's result."""

    number: int
    composition: Composition


@dataclass(frozen=True, slots=True)
class Failed:
    """A job (number None: the start) that could not be done, in one sentence for a person."""

    number: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Busy:
    """A cluster that takes nothing more at present, in one sentence for a person."""

    sentence: str


Answer = Ready | Beat | Progress | Done | Failed
