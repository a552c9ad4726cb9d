"""A genre of one's own as its owner does it: the real commands, thirty tunes, no code touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.training import train
from bot.errors import BotError
from models import store
from models.errors import ModelError
from tests.own_genres import put_genre
from tests.own_tunes import write_tunes

NAME = "moon dance"


def fusebox(*words: str | Path, home: Path, stdin: str = "", **settings: str) -> str:
    """The output of a command that must not show a traceback; its status comes first."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FUSEBOX", "DISCORD"))}
    places = {"FUSEBOX_CACHE_DIR": str(home / "cache"), "FUSEBOX_GENRES_DIR": str(home / "genres")}
    run = subprocess.run(
        [sys.executable, "-c", "from bot.cli.main import main; main()", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
        env=clean | places | {"COLUMNS": "200"} | settings,
    )
    assert "Traceback" not in run.stderr, run.stderr
    return f"{run.returncode} {run.stdout}\n{run.stderr}"


@pytest.mark.slow
def test_thirty_tunes_become_a_genre_that_composes_and_is_understood(
    tiny_weights: Path, tmp_path: Path
) -> None:
    tunes = write_tunes(tmp_path / "tunes")
    weights = {"FUSEBOX_WEIGHTS_DIR": str(tiny_weights)}
    said = fusebox("train", "--genre", "Moon Dance", "--from", tunes, "--epochs", "2",
                   home=tmp_path, **weights)  # fmt: skip
    assert said.startswith("0 "), said
    assert "30 tunes" in said
    assert "few tunes: expect quotations" in said
    assert "longest quotations in 5 sampled pieces" in said

    listed = fusebox("genres", home=tmp_path, **weights)
    assert listed.startswith("0 ")
    assert NAME in listed
    assert "30 tunes from 30 files" in listed

    lines = "50% jazz 50% moon dance\nmore moon dance\ngenres\n"
    readings = [
        json.loads(line)
        for line in fusebox("parse", home=tmp_path, stdin=lines, **weights)[2:].splitlines()
        if line.startswith("{")
    ]
    assert readings[0]["request"]["weights"] == {"jazz": 0.5, NAME: 0.5}
    assert readings[1]["request"]["weights"][NAME] > 0.5
    assert NAME in json.dumps(readings[2])

    out = tmp_path / "out"
    said = fusebox("compose", "50% jazz 50% moon dance, 8 bars", "--seed", "3", "-o", out,
                   home=tmp_path, **weights)  # fmt: skip
    assert said.startswith("0 "), said
    assert {".json", ".mid", ".ogg", ".png"} <= {path.suffix for path in out.iterdir()}
    facts = json.loads(next(out.glob("*.json")).read_text())
    assert facts["provenance"][NAME] > 0
    assert NAME in facts["genre_cards"]

    midi = next(out.glob("*.mid"))
    again = tmp_path / "again"
    said = fusebox("compose", midi.stem, "-o", again, "--midi-only", home=tmp_path, **weights)
    assert said.startswith("0 "), said
    assert (again / midi.name).read_bytes() == midi.read_bytes()

    assert fusebox("train", "--genre", NAME, "--forget", home=tmp_path, **weights).startswith("0 ")
    said = fusebox("compose", midi.stem, "-o", again, home=tmp_path, **weights)
    assert said.startswith("1 ")
    assert f"needs the genre {NAME!r}" in said


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"genre": ["jazz"], "tunes": Path()}, "comes with Fusebox"),
        ({"genre": ["moon dance"], "tunes": Path("nowhere")}, "nowhere is not a folder"),
        ({"tunes": Path()}, "say which genre"),
        ({"genre": ["a", "b"], "tunes": Path()}, "say which genre"),
        ({"stages": ["phase1"], "genre": ["x y"], "tunes": Path()}, "leave 'phase1' out"),
        ({"genre": ["moon dance"], "forget": True}, "called 'moon dance'"),
        ({"genre": ["x y"], "forget": True, "tunes": Path()}, "one of the two"),
    ],
)
def test_what_can_not_be_trained_is_one_sentence(
    options: dict[str, Any], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUSEBOX_GENRES_DIR", str(tmp_path / "genres"))
    with pytest.raises((BotError, ModelError), match=says):
        train(**options)
    assert not (tmp_path / "genres").exists()


@pytest.mark.slow
def test_a_genre_for_other_weights_is_listed_as_to_be_trained_again(
    tiny_weights: Path, tmp_path: Path
) -> None:
    put_genre(tmp_path / "genres", store.SHIPPED)
    assert fusebox("genres", home=tmp_path).startswith("0 ")
    said = fusebox("genres", home=tmp_path, FUSEBOX_WEIGHTS_DIR=str(tiny_weights))
    assert said.startswith("1 ")
    assert "'klezmer' was trained with other weights" in said
    assert 'fusebox train --genre "klezmer" --from FOLDER' in said
