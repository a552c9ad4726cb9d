"""``kill -9`` while writing: it opens, checks clean, every acknowledged write is there.

What a killed program had handed to the system is not lost, only what it still held itself; so
a folder in memory tries as much as one on a disk, and thousands of writes are soon done.
"""

from __future__ import annotations

import json
import os
import random
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from storage.memory import Memory
from storage.upkeep import check
from tests.storage.conftest import new_piece

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork for a quick start"),
]
KILLS = 50
OPERATIONS_EACH = 1000
THREADS = 3
_IN_MEMORY = Path("/dev/shm")
# What a slot of the memory holds after an operation; None is nothing.
Value = int | str | None
Slots = dict[str, Value]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    if not os.access(_IN_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as quick:
        yield Path(quick)


def test_whatever_was_acknowledged_survives_fifty_kills(folder: Path) -> None:
    rng = random.Random(7)
    with Memory(folder) as memory:
        for thread in range(THREADS):
            memory.people.meet_user("test", str(thread))
    known: Slots = {}
    operations = 0
    for run in range(KILLS):
        told, doubtful = live_and_die(folder, run, kill_after=rng.randrange(OPERATIONS_EACH))
        operations += len(told)
        known.update(told)
        assert check(folder / "fusebox.db") == []
        # The whole past now and then, and what this life did always.
        past = known if run % 10 == 9 else dict(told)
        with Memory(folder) as memory:
            found = {slot: look(memory, slot) for slot in {**past, **doubtful}}
            assert memory.files.lost() == []
        for slot, value in found.items():
            allowed = {known.get(slot), *doubtful.get(slot, ())}
            assert value in allowed, (run, slot, value, allowed)
        known.update(found)
    assert operations > OPERATIONS_EACH * KILLS / 3


def live_and_die(
    folder: Path, run: int, *, kill_after: int
) -> tuple[list[tuple[str, Value]], dict[str, list[Value]]]:
    """Work in a child until so many acknowledgements came, then kill it.

    Returns what was acknowledged, in order, and what was begun and not acknowledged.
    """
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            work(folder, run, os.fdopen(into, "w", buffering=1))
        finally:
            os._exit(1)
    os.close(into)
    begun: dict[str, list[Value]] = {}
    told: list[tuple[str, Value]] = []
    with os.fdopen(out) as lines:
        for line in lines:
            what, slot, value = json.loads(line)
            if what == "begin":
                begun.setdefault(slot, []).append(value)
            else:
                told.append((slot, value))
                begun.pop(slot, None)
                if len(told) == kill_after + 1:
                    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return told, begun


def work(folder: Path, run: int, told: IO[str]) -> None:
    """Random operations in several threads, each told of before and after; never ends."""
    memory = Memory(folder)
    lock = threading.Lock()

    def tell(what: str, slot: str, value: Value) -> None:
        with lock:
            told.write(json.dumps([what, slot, value]) + "\n")

    def go(thread: int) -> None:
        rng = random.Random(1000 * run + thread)
        user = memory.people.meet_user("test", str(thread))
        while True:
            OPERATIONS[rng.randrange(len(OPERATIONS))](memory, user, rng, tell)

    for thread in range(THREADS):
        threading.Thread(target=go, args=(thread,), daemon=True).start()
    threading.Event().wait(60)


Tell = Callable[[str, str, Value], None]


def save(memory: Memory, user: int, rng: random.Random, tell: Tell) -> None:
    slot, value = f"preset {user} name{rng.randrange(8)}", rng.randrange(10**6)
    tell("begin", slot, value)
    memory.presets.save(user, slot.split()[2], {"value": value})
    tell("done", slot, value)


def unsave(memory: Memory, user: int, rng: random.Random, tell: Tell) -> None:
    slot = f"preset {user} name{rng.randrange(8)}"
    tell("begin", slot, None)
    memory.presets.delete(user, slot.split()[2])
    tell("done", slot, None)


def make(memory: Memory, user: int, rng: random.Random, tell: Tell) -> None:
    made = memory.pieces.add(user, new_piece(visibility="public", n=rng.randrange(10**6)))
    tell("done", f"piece {made.code}", made.request["n"])
    key = memory.files.add(made.id, "a.ogg", rng.randbytes(3000))
    tell("done", f"file {made.id} {user}", key)


def vote(memory: Memory, user: int, rng: random.Random, tell: Tell) -> None:
    pieces = [one for other in (1, 2, 3) for one in memory.pieces.latest(other, 3)]
    if pieces:
        piece, value = rng.choice(pieces).id, rng.choice((-1, 1))
        tell("begin", f"vote {user} {piece}", value)
        memory.votes.cast(user, piece, value)
        tell("done", f"vote {user} {piece}", value)


OPERATIONS = (save, unsave, make, vote, vote)


def look(memory: Memory, slot: str) -> Value:
    """What a slot holds now."""
    kind, *words = slot.split()
    if kind == "preset":
        kept = memory.presets.find(int(words[0]), words[1])
        return None if kept is None else int(kept.request["value"])
    if kind == "piece":
        return int(memory.pieces.find(words[0], 1, None).request["n"])
    if kind == "file":
        rows = memory.database.read(
            lambda c: c.execute(
                "SELECT hash FROM piece_files WHERE piece = ?", (int(words[0]),)
            ).fetchall()
        )
        return str(rows[0]["hash"])
    return memory.votes.tally(int(words[0]), int(words[1])).mine or None
