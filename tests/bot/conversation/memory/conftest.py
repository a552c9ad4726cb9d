"""Sessions of several people over one memory; composing is a fake that writes four bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.conversation.memory.session import Session, Who
from bot.conversation.memory.wants import BattleWanted
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from storage.memory import Memory
from storage.piece import NewPiece, Piece
from tests.bot.conversation.phrasings import seeds
from tests.storage.conftest import Clock

MAKING = {"compose", "edit", "repeat", "use_preset"}


class Chat:
    """One user's chat, whose pieces are made at once."""

    def __init__(self, memory: Memory, name: str, place: str, folder: Path) -> None:
        self.folder = folder
        self.session = Session(
            memory, Who("test", name, name, place), folder=folder, new_seed=seeds(),
            rng=np.random.default_rng(3),
        )  # fmt: skip
        self.piece: Piece | None = None

    def say(self, text: str, about: str | None = None) -> Reading:
        """Say something; what asks for a piece gets one."""
        reading = self.session.say(text, about)
        if reading.error is None and reading.intent in MAKING and reading.request is not None:
            job = self.session.order(reading.request.composition())
            self.piece = self.session.made(made_of(reading.request), self.files(), job=job)
        if isinstance(reading.wants, BattleWanted):
            return self.fight(reading.wants)
        return reading

    def fight(self, wanted: BattleWanted) -> Reading:
        codes = []
        for side in (wanted.left, wanted.right):
            code = side.piece
            if side.request is not None:
                code = self.session.made(made_of(side.request), belongs=False).code
            assert code is not None
            codes.append(code)
        return self.session.open_battle(wanted, *codes)

    def told(self, text: str) -> str:
        """What is answered, error or not, as one text."""
        reading = self.say(text)
        return "\n".join([*reading.notes, reading.error or ""])

    @property
    def code(self) -> str:
        assert self.piece is not None
        return self.piece.code

    def files(self) -> list[Path]:
        path = self.folder / "FX-TEST.mid"
        path.write_bytes(b"MThd")
        return [path]


def made_of(request: ResolvedRequest) -> NewPiece:
    composition = replace(request.composition(), count=1)
    title = " · ".join(f"{share:.0%} {genre}" for genre, share in request.weights.items())
    return NewPiece(f"{title} in {request.key}", "FX-TEST", "00000000", composition.to_json())


class Town:
    """Ann and Bob in one place, Carol in another, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.clock = Clock()
        self.memory = Memory(folder / "memory", clock=self.clock)
        self.ann, self.bob = self.chat("ann"), self.chat("bob")
        self.carol = self.chat("carol", place="elsewhere")

    def chat(self, name: str, place: str = "here") -> Chat:
        return Chat(self.memory, name, place, self.folder)

    def restart(self) -> None:
        self.memory.close()
        self.memory = Memory(self.folder / "memory", clock=self.clock)
        self.ann, self.bob = self.chat("ann"), self.chat("bob")
        self.carol = self.chat("carol", place="elsewhere")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path / "town")
    yield made
    made.memory.close()
