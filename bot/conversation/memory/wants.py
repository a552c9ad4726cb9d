"""What an answer may ask of its front end, because only that can compose or hand over files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.conversation.request import ResolvedRequest


@dataclass(frozen=True, slots=True)
class Contestant:
    """One side of a battle: a piece that is there (by code), or a request to compose first."""

    name: str
    piece: str | None = None
    request: ResolvedRequest | None = None
    user: int | None = None
    preset: int | None = None


@dataclass(frozen=True, slots=True)
class BattleWanted:
    """Compose what isn't there, then call `Session.open_battle`; show neither's name."""

    kind: str
    left: Contestant
    right: Contestant
    seconds: float


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give this file to the user, and to nobody else."""

    path: Path


@dataclass(frozen=True, slots=True)
class Forget:
    """The user had everything erased: drop what the front end itself keeps of them."""
