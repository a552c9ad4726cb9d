"""Privacy: all that is kept is told, handed out and erased, and nobody else's with it."""

import json
import sqlite3
import zipfile

import pytest

from storage.battles import Side
from storage.database import connect
from storage.errors import StorageError
from storage.privacy import MINE
from storage.upkeep import check
from tests.storage.conftest import World

SECRET = "zebra-crossing-4711"


def live(world: World, user: int) -> None:
    """Leave a trace of a user in every table."""
    memory, here = world.memory, world.here
    number, _ = memory.people.conversation(user, here, "channel")
    memory.people.remember_history(number, {"done": [SECRET]})
    piece = world.piece(user, note=SECRET)
    memory.files.add(piece.id, "piece.mid", SECRET.encode())
    memory.files.add(piece.id, "piece.ogg", SECRET.encode() * 2)
    memory.pieces.remember_post("test", f"post {piece.id}", piece.id)
    preset = memory.presets.save(user, SECRET, {"note": SECRET})
    memory.preferences.set(user, {"note": SECRET})
    memory.opinions.add(user, "kept", 1.0, {"note": SECRET}, place=here, piece=piece.id)
    memory.opinions.tell(user, {"note": SECRET})
    memory.jobs.add(user, {"note": SECRET}, front="test", place=here)
    other = world.piece(world.bob)
    memory.votes.cast(user, other.id, 1, place=here)
    battle = memory.battles.open(
        user, here, "presets", Side(piece.id, SECRET, user, preset.id),
        Side(other.id, "bob's", world.bob), seconds=5,
    )  # fmt: skip
    memory.battles.vote(user, battle.code, "left", here)


def test_the_summary_and_the_export_hold_every_table(world: World) -> None:
    live(world, world.ann)
    assert len(world.memory.privacy.summary(world.ann)) == len(MINE)
    exported = world.memory.privacy.export(world.ann)
    assert all(exported[table] for table, _, _ in MINE)
    assert exported["pieces"][0]["request"]["note"] == SECRET
    json.dumps(exported)


def test_an_export_holds_nothing_of_others(world: World) -> None:
    live(world, world.ann)
    world.memory.presets.save(world.bob, "bob's secret", {})
    world.piece(world.bob, note="bob's secret")
    assert "bob's" not in json.dumps(world.memory.privacy.export(world.ann))


def test_the_archive_holds_the_data_and_the_files(world: World) -> None:
    live(world, world.ann)
    path = world.memory.privacy.export_archive(world.ann, world.folder / "out" / "mine.zip")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        midi = next(name for name in names if name.endswith(".mid"))
        assert archive.read(midi) == SECRET.encode()
        assert json.loads(archive.read("data.json"))["presets"][0]["name"] == SECRET
    assert all(".." not in name and not name.startswith("/") for name in names)


def test_deleting_erases_every_trace_from_the_disk(world: World) -> None:
    live(world, world.bob)
    live(world, world.ann)
    told = world.memory.privacy.delete_user(world.ann)
    assert told["pieces"] == 1
    assert world.memory.privacy.summary(world.ann) == {}
    world.memory.privacy.delete_user(world.bob)
    world.memory.close()
    for path in world.folder.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert not [path for path in (world.folder / "files").rglob("*") if path.is_file()]
    assert check(world.memory.database.path) == []


def test_deleting_keeps_others_pieces_and_counts_right(world: World) -> None:
    theirs = world.piece(world.bob)
    mine = world.piece(world.ann)
    child = world.piece(world.bob, parent=mine.code, tempo_bpm=99)
    carol = world.person("carol")
    for voter in (world.ann, carol):
        world.memory.votes.cast(voter, theirs.id, 1, place=world.here)
    world.memory.votes.cast(world.bob, mine.id, 1, place=world.here)
    world.memory.privacy.delete_user(world.ann)
    left = world.memory.pieces.find(theirs.code, world.bob, world.here)
    assert (left.up, left.down) == (1, 0)
    orphan = world.memory.pieces.find(child.code, world.bob, world.here)
    assert (orphan.parent, orphan.difference) == (None, {"tempo_bpm": 99})
    assert world.memory.privacy.summary(world.bob)["pieces"] == 2
    assert "votes" not in world.memory.privacy.summary(world.bob)


def test_a_shared_file_stays_for_who_has_it_still(world: World) -> None:
    pieces = [world.piece(user) for user in (world.ann, world.bob)]
    for piece in pieces:
        world.memory.files.add(piece.id, "same.ogg", b"the same sound")
    world.memory.privacy.delete_user(world.ann)
    read = world.memory.files.read(pieces[1].id, "same.ogg", world.bob, world.here)
    assert read == b"the same sound"


def test_a_newcomer_never_gets_the_number_of_somebody_deleted(world: World) -> None:
    world.memory.privacy.delete_user(world.bob)
    assert world.person("bob") not in (world.ann, world.bob)


def test_every_table_that_speaks_of_users_is_told_and_exported(world: World) -> None:
    connection = connect(world.memory.database.path)
    about_users = {"users"}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        links = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        about_users |= {table for link in links if link["table"] == "users"}
    connection.close()
    assert about_users == {table for table, _, _ in MINE}


def test_every_link_has_an_index_so_that_deleting_is_quick(world: World) -> None:
    connection = connect(world.memory.database.path)
    missing = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        first_columns = {
            connection.execute(f"PRAGMA index_info({index['name']})").fetchone()["name"]
            for index in connection.execute(f"PRAGMA index_list({table})")
            if not index["partial"]
        }
        first_columns |= {
            column["name"]
            for column in connection.execute(f"PRAGMA table_info({table})")
            if column["pk"] == 1
        }
        missing += [
            f"{table}.{link['from']}"
            for link in connection.execute(f"PRAGMA foreign_key_list({table})")
            if link["from"] not in first_columns
        ]
    connection.close()
    assert missing == []


def test_the_reading_side_cannot_write(world: World) -> None:
    def sneak(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM users")

    with pytest.raises(StorageError, match="readonly"):
        world.memory.database.read(sneak)
    assert world.memory.people.name_of(world.ann) == "ann"
