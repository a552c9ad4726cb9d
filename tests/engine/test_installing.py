"""The command names the pip of this Python where a reader stands beside it, else no folder."""

import sys
from pathlib import Path

import pytest

from engine.installing import install_command


def test_the_pip_of_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "pip").touch()
    monkeypatch.setattr(sys, "executable", str(programs / "python"))
    monkeypatch.chdir(tmp_path)
    assert install_command("video") == ".venv/bin/pip install 'fusebox[video]'"
    monkeypatch.chdir(programs)
    assert install_command("video") == "pip install 'fusebox[video]'"
    monkeypatch.chdir(tmp_path.parent)  # a service somewhere above tells nobody where it is
    assert install_command("video") == "pip install 'fusebox[video]'"
    monkeypatch.chdir(tmp_path)
    (programs / "pip").unlink()
    assert install_command("video") == "pip install 'fusebox[video]'"
