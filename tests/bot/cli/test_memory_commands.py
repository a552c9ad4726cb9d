"""``fusebox backup``, ``restore`` and ``db check`` as an operator types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.main import app
from storage.database import connect
from storage.errors import BadBackup
from storage.memory import FILE_NAME, Memory


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FUSEBOX_MEMORY_DIR", str(tmp_path / "memory"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "memory"


def fusebox(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_backup_comes_back_without_who_left(folder: Path, tmp_path: Path) -> None:
    with Memory(folder) as memory:
        ann, bob = (memory.people.meet_user("terminal", name) for name in ("ann", "bob"))
        memory.presets.save(ann, "tea time", {})
        made = fusebox("backup", str(tmp_path / "b.db"))
        assert made.exit_code == 0, made.output
        assert "backed up to" in made.output
        memory.presets.delete(ann, "tea time")
        memory.privacy.delete_user(bob)
    back = fusebox("restore", str(tmp_path / "b.db"))
    assert back.exit_code == 0, back.output
    assert "1 deletions" in back.output
    with Memory(folder) as memory:
        assert memory.presets.find(ann, "tea time") is not None
        assert memory.people.name_of(bob) is None
    assert "all is well" in fusebox("db", "check").output


def test_a_backup_without_a_name_lands_beside_the_memory(folder: Path) -> None:
    Memory(folder).close()
    assert fusebox("backup").exit_code == 0
    assert len(list((folder / "backups").glob("fusebox-*.db"))) == 1


def test_the_check_fails_where_something_is_wrong(folder: Path) -> None:
    with Memory(folder) as memory:
        memory.people.meet_user("terminal", "ann")
    connection = connect(folder / FILE_NAME)
    connection.execute("INSERT INTO files VALUES ('x', 'midi', 1, 'x', 0)")
    connection.close()
    found = fusebox("db", "check")
    assert found.exit_code == 1
    assert "1 files belong to no piece" in found.output


def test_what_is_no_backup_is_an_error_of_ours(folder: Path, tmp_path: Path) -> None:
    assert isinstance(fusebox("restore", str(tmp_path / "none.db")).exception, BadBackup)
