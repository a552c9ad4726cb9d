"""A state machine: whatever order things happen in, the memory agrees with a plain model."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    precondition,
    rule,
)

from storage.errors import NameTaken, NotFound
from storage.memory import Memory
from storage.ranking import wilson
from storage.upkeep import check, restore
from tests.storage.conftest import Clock, new_piece

NAMES = st.sampled_from(("one", "ONE", "two", "Straße", "'; DROP TABLE users; --"))


class MemoryMachine(RuleBasedStateMachine):
    """Users come, make, vote, save, hide, delete; the process restarts now and then."""

    users = Bundle("users")
    pieces = Bundle("pieces")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.memory = Memory(self.folder, clock=self.clock)
        self.known: set[int] = set()
        self.authors: dict[int, int] = {}
        self.codes: dict[int, str] = {}
        self.hidden: set[int] = set()
        self.votes: dict[tuple[int, int], int] = {}
        self.presets: dict[tuple[int, str], tuple[str, Any]] = {}
        self.count = 0

    def teardown(self) -> None:
        self.memory.close()
        assert check(self.folder / "fusebox.db") == []
        shutil.rmtree(self.folder)

    @property
    def here(self) -> int:
        """The place, met anew: it goes with the last one who was in it."""
        return self.memory.people.meet_place("test", "here")

    @rule(target=users)
    def arrive(self) -> int:
        self.count += 1
        user = self.memory.people.meet_user("test", f"user {self.count}")
        assert user not in self.known
        self.known.add(user)
        return user

    @rule(target=pieces, user=users)
    def make(self, user: int) -> int:
        if user not in self.known:
            return -1
        made = self.memory.pieces.add(user, new_piece(), place=self.here)
        self.authors[made.id], self.codes[made.id] = user, made.code
        return made.id

    @rule(user=users, piece=pieces, value=st.sampled_from((-1, 0, 1)))
    def vote(self, user: int, piece: int, value: int) -> None:
        if user not in self.known:
            return
        if not self._sees(user, piece):
            try:
                self.memory.votes.cast(user, piece, value, place=self.here)
            except NotFound:
                return
            raise AssertionError("a vote for what can't be seen")
        self.memory.votes.cast(user, piece, value, place=self.here)
        self.votes[user, piece] = value

    @rule(user=users, piece=pieces, visibility=st.sampled_from(("private", "place")))
    def show(self, user: int, piece: int, visibility: str) -> None:
        if user not in self.known or piece not in self.authors:
            return
        try:
            self.memory.pieces.show_to(user, self.codes[piece], visibility)
            assert self.authors[piece] == user
            (self.hidden.add if visibility == "private" else self.hidden.discard)(piece)
        except NotFound:
            assert self.authors[piece] != user

    @rule(user=users, name=NAMES, value=st.integers(0, 9))
    def save(self, user: int, name: str, value: int) -> None:
        if user in self.known:
            self.memory.presets.save(user, name, {"value": value})
            self.presets[user, name.casefold()] = (name, {"value": value})

    @rule(user=users, old=NAMES, new=NAMES)
    def rename(self, user: int, old: str, new: str) -> None:
        if user not in self.known:
            return
        has_old, taken = (user, old.casefold()) in self.presets, False
        if old.casefold() != new.casefold():
            taken = (user, new.casefold()) in self.presets
        try:
            self.memory.presets.rename(user, old, new)
        except NotFound:
            assert not has_old
        except NameTaken:
            assert taken
        else:
            assert has_old
            assert not taken
            _, request = self.presets.pop((user, old.casefold()))
            self.presets[user, new.casefold()] = (new, request)

    @rule(user=users, name=NAMES)
    def unsave(self, user: int, name: str) -> None:
        was = self.presets.pop((user, name.casefold()), None)
        assert self.memory.presets.delete(user, name) == (was is not None)

    @rule(user=users, piece=pieces)
    def delete_piece(self, user: int, piece: int) -> None:
        if piece not in self.authors:
            return
        try:
            self.memory.privacy.delete_piece(user, self.codes[piece])
        except NotFound:
            assert self.authors[piece] != user or user not in self.known
        else:
            assert self.authors[piece] == user
            self._forget_piece(piece)

    @rule(user=consumes(users))
    def leave(self, user: int) -> None:
        self.memory.privacy.delete_user(user)
        self.known.discard(user)
        for piece in [p for p, author in self.authors.items() if author == user]:
            self._forget_piece(piece)
        self.votes = {key: value for key, value in self.votes.items() if key[0] != user}
        self.presets = {k: value for k, value in self.presets.items() if k[0] != user}

    @rule()
    def restart(self) -> None:
        self.memory.close()
        self.memory = Memory(self.folder, clock=self.clock)

    @precondition(lambda self: self.known)
    @rule()
    def go_through_a_backup(self) -> None:
        backup = self.memory.back_up(self.folder / "backup.db")
        self.memory.close()
        restore(backup, self.folder / "fusebox.db", now=self.clock())
        self.memory = Memory(self.folder, clock=self.clock)

    @invariant()
    def the_memory_agrees(self) -> None:
        for piece, author in self.authors.items():
            found = self.memory.pieces.find(self.codes[piece], author, self.here)
            cast = [v for (user, p), v in self.votes.items() if p == piece and user != author]
            assert (found.up, found.down) == (cast.count(1), cast.count(-1))
            assert abs(found.score - wilson(found.up, found.down)) < 1e-12
        for user in self.known:
            kept = {one.name: dict(one.request) for one in self.memory.presets.all(user)}
            assert kept == {n: r for (who, _), (n, r) in self.presets.items() if who == user}

    def _sees(self, user: int, piece: int) -> bool:
        there = piece in self.authors
        return there and (piece not in self.hidden or self.authors[piece] == user)

    def _forget_piece(self, piece: int) -> None:
        del self.authors[piece]
        self.hidden.discard(piece)
        self.votes = {key: value for key, value in self.votes.items() if key[1] != piece}


TestMemory = pytest.mark.slow(MemoryMachine.TestCase)
TestMemory.settings = settings(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
