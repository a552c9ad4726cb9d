"""Backups, restores, checks, retention, and files of earlier versions."""

import lzma
import sqlite3
import threading
from pathlib import Path

import pytest

from storage.database import connect, prepare
from storage.errors import BadBackup, CannotOpen, StorageError
from storage.memory import FILE_NAME, Memory
from storage.migrations import STEPS
from storage.upkeep import back_up, check, restore
from tests.storage.conftest import World

OLD = Path(__file__).parent / "old"


@pytest.mark.parametrize("version", list(STEPS))
def test_a_file_of_every_version_opens_with_all_that_was_in_it(
    version: str, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_bytes(lzma.decompress((OLD / f"{version}.db.xz").read_bytes()))
    with Memory(tmp_path) as memory:
        ann = memory.people.meet_user("terminal", "ann")
        assert memory.people.name_of(ann) == "Ann"
        (piece,) = memory.pieces.latest(ann)
        assert piece.request["tempo_bpm"] == 99
        assert memory.files.read(piece.id, "piece.mid", ann, None) == b"MThd of old"
        assert [one.name for one in memory.presets.all(ann)] == ["Sunday Morning"]
        assert memory.preferences.get(ann) == {"bars": 24}
        bob = memory.people.meet_user("terminal", "bob")
        memory.pieces.show_to(ann, piece.code, "public")
        assert memory.votes.cast(bob, piece.id, 1).up == 1
        assert [one.id for one in memory.votes.top(bob)] == [piece.id]
        memory.opinions.add(bob, "vote", 1.0, {})
        assert memory.jobs.add(bob, {}, front="terminal") > 0
    assert check(tmp_path / FILE_NAME) == []


def test_every_version_leads_to_the_same_schema(tmp_path: Path) -> None:
    def schema(path: Path) -> list[tuple[str, str]]:
        connection = connect(path)
        rows = connection.execute(
            "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name"
        ).fetchall()
        connection.close()
        return [(row[0], " ".join(row[1].split())) for row in rows]

    fresh = tmp_path / "fresh.db"
    prepare(fresh)
    for version in STEPS:
        old = tmp_path / f"{version}.db"
        old.write_bytes(lzma.decompress((OLD / f"{version}.db.xz").read_bytes()))
        prepare(old)
        assert schema(old) == schema(fresh)


def test_many_that_start_at_once_make_one_schema(tmp_path: Path) -> None:
    troubles: list[Exception] = []
    ready = threading.Barrier(8)

    def start(number: int) -> None:
        ready.wait()
        try:
            with Memory(tmp_path) as memory:
                memory.people.meet_user("test", str(number))
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert check(tmp_path / FILE_NAME) == []


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Memory(tmp_path).close()
    connection = connect(tmp_path / FILE_NAME)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('fusebox', 'v99_future', '')"
    )
    connection.close()
    with pytest.raises(CannotOpen, match="newer Fusebox"):
        Memory(tmp_path)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 99])
def test_a_file_that_is_no_database_is_named_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(CannotOpen, match=r"fusebox\.db can't be opened"):
        Memory(tmp_path)
    assert check_or_sentence(tmp_path / FILE_NAME)


def check_or_sentence(path: Path) -> str:
    try:
        return " ".join(check(path))
    except CannotOpen as error:
        return str(error)


def test_a_folder_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotOpen, match="FUSEBOX_MEMORY_DIR"):
        Memory(tmp_path / "file" / "memory")


def test_a_backup_made_while_everybody_writes_is_whole(world: World) -> None:
    pieces = [world.piece(world.ann) for _ in range(3)]
    voters = [world.person(f"voter {n}") for n in range(4)]
    enough = threading.Event()

    def vote(voter: int) -> None:
        while not enough.is_set():
            for piece in pieces:
                world.memory.votes.cast(voter, piece.id, 1, place=world.here)
                world.memory.votes.cast(voter, piece.id, 0, place=world.here)

    threads = [threading.Thread(target=vote, args=(voter,)) for voter in voters]
    for thread in threads:
        thread.start()
    copies = [world.memory.back_up(world.folder / "backups" / f"{n}.db") for n in range(3)]
    enough.set()
    for thread in threads:
        thread.join()
    for copy in copies:
        assert check(copy) == []
    assert {path.name for path in copies[0].parent.iterdir()} == {"0.db", "1.db", "2.db"}


def test_a_restore_brings_back_what_was_and_keeps_deleted_what_was_deleted(world: World) -> None:
    world.piece(world.ann)
    theirs = world.piece(world.bob)
    gone = world.piece(world.bob)
    world.memory.votes.cast(world.ann, theirs.id, 1, place=world.here)
    backup = world.memory.back_up(world.folder / "b.db")
    world.memory.privacy.delete_user(world.ann)
    world.memory.privacy.delete_piece(world.bob, gone.code)
    world.piece(world.bob)
    world.memory.close()
    path = world.memory.database.path
    assert restore(backup, path, now=world.clock()) == 2
    with Memory(world.folder, clock=world.clock) as again:
        assert [one.id for one in again.pieces.latest(world.bob)] == [theirs.id]
        assert again.people.name_of(world.ann) is None
        assert again.votes.tally(world.bob, theirs.id).up == 0
    assert check(path) == []


def test_deletions_survive_the_loss_of_the_database(world: World) -> None:
    backup = world.memory.back_up(world.folder / "b.db")
    world.memory.privacy.delete_user(world.ann)
    world.memory.close()
    path = world.memory.database.path
    path.write_bytes(b"a disk gone bad" * 1000)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    restore(backup, path, now=world.clock())
    with Memory(world.folder) as again:
        assert again.people.name_of(world.ann) is None
        assert again.people.name_of(world.bob) == "bob"
        assert len(again.privacy.deletions()) == 1
    assert path.with_name(path.name + ".damaged").exists()


def test_a_restore_under_a_running_memory_is_seen_by_it(world: World) -> None:
    world.piece(world.ann, tempo_bpm=77)
    backup = world.memory.back_up(world.folder / "b.db")
    world.piece(world.ann)
    restore(backup, world.memory.database.path, now=world.clock())
    (piece,) = world.memory.pieces.latest(world.ann)
    assert piece.request["tempo_bpm"] == 77
    world.piece(world.ann)
    assert check(world.memory.database.path) == []


@pytest.mark.parametrize("content", [None, b"", b"hello" * 500, "other"])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    world: World, content: bytes | str | None
) -> None:
    piece = world.piece(world.ann)
    path = world.folder / "bad.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "other":
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE users (id)")
        other.commit()
        other.close()
    with pytest.raises(BadBackup):
        restore(path, world.memory.database.path, now=0)
    assert world.memory.pieces.latest(world.ann) == [piece]


def test_a_backup_of_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing to back up"):
        back_up(tmp_path / "none.db", tmp_path / "b.db")


def test_the_check_finds_counts_that_lie_and_links_that_hang(world: World) -> None:
    piece = world.piece(world.ann)
    assert check(world.memory.database.path) == []
    connection = connect(world.memory.database.path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE pieces SET up = 7 WHERE id = ?", (piece.id,))
    connection.execute("DELETE FROM users WHERE id = ?", (world.bob,))
    connection.execute("INSERT INTO preferences VALUES (?, '{}', 0)", (world.bob,))
    connection.close()
    found = " ".join(check(world.memory.database.path))
    assert "1 pieces have other counts" in found
    assert "preferences" in found


def test_retention_keeps_what_somebody_wanted(world: World) -> None:
    liked, parent, kept = (world.piece(world.ann) for _ in range(3))
    unwanted = world.piece(world.ann)
    world.memory.votes.cast(world.bob, liked.id, 1, place=world.here)
    child = world.piece(world.bob, parent=parent.code)
    world.memory.opinions.add(world.ann, "kept", 1, {}, piece=kept.id)
    world.clock.turn(days=31)
    young = world.piece(world.ann)
    assert world.memory.retire(keep_days=None) == 0
    # The unwanted one, the child, and then the parent that nobody else had made more of.
    assert world.memory.retire(keep_days=30) == 3
    left = {one.id for user in (world.ann, world.bob) for one in world.memory.pieces.latest(user)}
    assert left >= {liked.id, kept.id, young.id}
    assert not left & {unwanted.id, child.id, parent.id}
