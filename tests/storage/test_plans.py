"""Every question that a command asks finds its rows by an index, whatever there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from storage.battles import Side
from storage.memory import Memory
from tests.storage.conftest import World

Ask = Callable[[Memory, World, str], object]
# A command and what it asks; the fourth column is the code of a piece.
COMMANDS: dict[str, Ask] = {
    "gallery by rank": lambda m, w, c: m.gallery.page(w.ann, w.here, order="top"),
    "gallery by time": lambda m, w, c: m.gallery.page(w.ann, w.here, order="new", genre="jazz"),
    "gallery of mine": lambda m, w, c: m.gallery.page(w.ann, w.here, scope="mine", span="week"),
    "meet": lambda m, w, c: m.people.meet_user("test", "ann"),
    "find by name": lambda m, w, c: m.people.find_user("test", "ann"),
    "resume": lambda m, w, c: m.people.conversation(w.ann, w.here, "main"),
    "piece": lambda m, w, c: m.pieces.find(c, w.ann, w.here),
    "piece by recipe": lambda m, w, c: m.pieces.find("FX-TEST", w.ann, w.here),
    "family": lambda m, w, c: m.pieces.family(m.pieces.find(c, w.ann, w.here), w.ann, w.here),
    "history": lambda m, w, c: m.pieces.latest(w.ann),
    "best of a member": lambda m, w, c: m.pieces.best_of(w.ann, w.here),
    "post": lambda m, w, c: m.pieces.in_post("test", "1", w.ann, w.here),
    "vote": lambda m, w, c: m.votes.cast(w.bob, 1, 1, place=w.here),
    "tally": lambda m, w, c: m.votes.tally(w.bob, 1, place=w.here),
    "top day here": lambda m, w, c: m.votes.top(w.ann, span="day", place=w.here),
    "top week here": lambda m, w, c: m.votes.top(w.ann, span="week", place=w.here),
    "top ever here": lambda m, w, c: m.votes.top(w.ann, span="ever", place=w.here),
    "top day": lambda m, w, c: m.votes.top(w.ann, span="day"),
    "top month": lambda m, w, c: m.votes.top(w.ann, span="month"),
    "top ever": lambda m, w, c: m.votes.top(w.ann, span="ever"),
    "presets": lambda m, w, c: m.presets.all(w.ann),
    "preset": lambda m, w, c: m.presets.find(w.ann, "mine"),
    "save preset": lambda m, w, c: m.presets.save(w.ann, "mine", {}),
    "shared presets": lambda m, w, c: m.presets.shared(w.here),
    "shared preset": lambda m, w, c: m.presets.shared(w.here, name="mine"),
    "preferences": lambda m, w, c: m.preferences.get(w.ann),
    "settings": lambda m, w, c: m.settings.all(w.here),
    "battles": lambda m, w, c: m.battles.latest(w.here),
    "close battles": lambda m, w, c: m.battles.close_due(),
    "ratings": lambda m, w, c: m.battles.outcomes(w.here, "presets"),
    "taste": lambda m, w, c: m.opinions.of_user(w.ann),
    "taste of a place": lambda m, w, c: m.opinions.of_place(w.here),
    "opinion": lambda m, w, c: m.opinions.add(w.ann, "vote", 1.0, {}, piece=1),
    "job": lambda m, w, c: m.jobs.add(w.ann, {}, front="test", place=w.here),
    "unfinished": lambda m, w, c: m.jobs.unfinished("test"),
    "files": lambda m, w, c: m.files.names(1, w.ann, w.here),
    "privacy": lambda m, w, c: m.privacy.summary(w.ann),
    "export": lambda m, w, c: m.privacy.export(w.ann),
}  # fmt: skip
# Walking through a whole index of what is due, open or small is what these do.
_READS_AN_INDEX = ("battles_open", "files_oldest", "pieces_top", "gallery_public")


@pytest.mark.parametrize("command", list(COMMANDS))
def test_no_command_reads_a_whole_table(world: World, command: str) -> None:
    piece = world.piece(world.ann)
    world.memory.presets.save(world.ann, "mine", {})
    side = Side(piece.id, "x", world.ann)
    world.memory.battles.open(world.ann, world.here, "presets", side, side, seconds=-1)
    asked: list[str] = []
    connections = [world.memory.database._writing, *world.memory.database._all_readers]
    for connection in connections:
        connection.set_trace_callback(asked.append)
    COMMANDS[command](world.memory, world, piece.code)
    for connection in connections:
        connection.set_trace_callback(None)
    questions = [sql for sql in asked if sql.split()[0] in ("SELECT", "WITH", "UPDATE", "DELETE",
                                                           "INSERT")]  # fmt: skip
    assert questions
    assert [step for sql in questions for step in scans(world.memory, sql)] == []


def scans(memory: Memory, sql: str) -> list[str]:
    """Steps of the plan of a question that walk through a table of the schema."""

    def explain(connection: sqlite3.Connection) -> list[str]:
        tables = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        aliases = {"p": "pieces", "q": "pieces", "u": "users", "v": "votes", "s": "presets",
                   "o": "opinions", "b": "battles", "f": "files", "m": "posts"}  # fmt: skip
        steps = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        # A user's battles are found by three indexes at once; nothing else needs more than one.
        # A Bloom filter is filled by reading a whole table.
        several = [step for step in steps if is_wide(step) and "caller" not in sql]
        return several + [
            step
            for step in steps
            if step.startswith("SCAN ")
            and (step.split()[1] in tables or step.split()[1] in aliases)
            and not any(f"INDEX {name}" in step for name in _READS_AN_INDEX)
        ]

    return memory.database.read(explain)


def is_wide(step: str) -> bool:
    return step == "MULTI-INDEX OR" or step.startswith("BLOOM FILTER")


def test_a_question_without_an_index_would_be_found(world: World) -> None:
    assert scans(world.memory, "SELECT * FROM pieces WHERE title = 'x'") == ["SCAN pieces"]
