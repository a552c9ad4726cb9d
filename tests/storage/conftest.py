"""A memory with a clock that tests turn, and people in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.memory import Memory
from storage.piece import NewPiece, Piece


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def turn(self, *, days: float = 0, seconds: float = 0) -> None:
        self.now += days * 86_400 + seconds


class World:
    """A memory, two people and a place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.memory = Memory(folder, clock=self.clock, files_budget_bytes=10_000)
        self.ann = self.person("ann")
        self.bob = self.person("bob")
        self.here = self.memory.people.meet_place("test", "here")
        self.elsewhere = self.memory.people.meet_place("test", "elsewhere")

    def person(self, name: str) -> int:
        return self.memory.people.meet_user("test", name, name)

    def piece(
        self,
        user: int,
        *,
        visibility: str = "place",
        parent: str | None = None,
        place: int | None = None,
        **request: Any,
    ) -> Piece:
        new = new_piece(visibility=visibility, **request)
        return self.memory.pieces.add(user, new, place=place or self.here, parent=parent)


def new_piece(*, visibility: str = "place", **request: Any) -> NewPiece:
    return NewPiece(
        title="100% jazz in C",
        recipe="FX-TEST",
        model_version="00000000",
        request={"weights": {"jazz": 1.0}, "tempo_bpm": 120, "seed": 1} | request,
        visibility=visibility,
    )


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "memory")
    yield made
    made.memory.close()
