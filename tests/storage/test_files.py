"""Files: once by content, sound evicted first, no name near the disk."""

from pathlib import Path

import pytest

from storage.errors import NotFound
from storage.memory import Memory
from tests.storage.conftest import World


def on_disk(world: World) -> list[Path]:
    return [path for path in (world.folder / "files").rglob("*") if path.is_file()]


def test_equal_files_are_kept_once_and_read_under_every_name(world: World) -> None:
    first, second = world.piece(world.ann), world.piece(world.bob)
    for piece, name in ((first, "a.ogg"), (second, "b.ogg")):
        world.memory.files.add(piece.id, name, b"sound")
    assert len(on_disk(world)) == 1
    assert world.memory.files.read(second.id, "b.ogg", world.bob, world.here) == b"sound"


def test_over_the_budget_the_oldest_sound_goes_first_and_midi_never(world: World) -> None:
    files, piece = world.memory.files, world.piece(world.ann)
    for name in ("roll.png", "first.ogg", "second.ogg", "piece.mid"):
        files.add(piece.id, name, name.encode() * 300)
        world.clock.turn(seconds=1)
    files.read(piece.id, "first.ogg", world.ann, world.here)  # used again, so younger now
    world.clock.turn(seconds=1)
    files.add(piece.id, "third.ogg", b"third.ogg" * 300)
    names = files.names(piece.id, world.ann, world.here)
    assert names == ["first.ogg", "piece.mid", "roll.png", "third.ogg"]
    with pytest.raises(NotFound, match="made again"):
        files.read(piece.id, "second.ogg", world.ann, world.here)
    for number in range(4):
        files.add(piece.id, f"big{number}.ogg", bytes([number]) * 5000)
    left = files.names(piece.id, world.ann, world.here)
    assert {"piece.mid", "roll.png"} <= set(left)
    assert sum(path.stat().st_size for path in on_disk(world)) <= 10_000


def test_a_hidden_piece_hides_its_files(world: World) -> None:
    piece = world.piece(world.ann, visibility="private")
    world.memory.files.add(piece.id, "a.mid", b"MThd")
    assert world.memory.files.names(piece.id, world.bob, world.here) == []
    with pytest.raises(NotFound):
        world.memory.files.read(piece.id, "a.mid", world.bob, world.here)


@pytest.mark.parametrize("name", ["../../escape.ogg", "/etc/passwd", "a\0b.ogg", "..", "x" * 999])
def test_no_name_leads_out_of_the_folder(world: World, name: str) -> None:
    piece = world.piece(world.ann)
    world.memory.files.add(piece.id, name, b"sound")
    assert world.memory.files.read(piece.id, name, world.ann, world.here) == b"sound"
    for path in on_disk(world):
        assert path.is_relative_to(world.folder / "files")
        assert len(path.name) == 64


def test_a_file_lost_from_the_disk_is_found_out_and_can_be_kept_again(world: World) -> None:
    piece = world.piece(world.ann)
    key = world.memory.files.add(piece.id, "a.ogg", b"sound")
    on_disk(world)[0].unlink()
    assert world.memory.files.lost() == [key]
    with pytest.raises(NotFound):
        world.memory.files.read(piece.id, "a.ogg", world.ann, world.here)
    assert world.memory.files.drop_lost() == 1
    world.memory.files.add(piece.id, "a.ogg", b"sound")
    assert world.memory.files.lost() == []


def test_what_a_crash_left_on_the_disk_is_swept_at_the_next_start(world: World) -> None:
    piece = world.piece(world.ann)
    key = world.memory.files.add(piece.id, "a.ogg", b"sound")
    world.memory.database.write(lambda c: c.execute("DELETE FROM files"))
    world.memory.database.write(
        lambda c: c.execute("INSERT INTO doomed_files VALUES (?, 'audio')", (key,))
    )
    world.memory.close()
    Memory(world.folder).close()
    assert on_disk(world) == []
