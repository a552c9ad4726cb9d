"""A user's own genres on disk: whole or not there, and refused when they don't fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models import store
from models.errors import OwnGenreError
from models.own_genres import (
    FILE,
    StyleFigures,
    folder_of,
    forget_own_genre,
    load_own_genres,
    read_own_genre,
)
from tests.own_genres import put_genre


@pytest.fixture
def weights() -> Path:
    return store.SHIPPED


def test_a_genre_is_read_as_it_was_written(tmp_path: Path, weights: Path) -> None:
    style = StyleFigures("jazz", 0.6, True, 0.7, {"melody": ("clarinet", "violin")})
    written = put_genre(tmp_path, weights, "my polka 2", style=style)
    genres, troubles = load_own_genres(tmp_path, weights)
    assert genres == (written,)
    assert troubles == ()


def test_a_genre_from_before_upbeats_were_counted_has_none(tmp_path: Path, weights: Path) -> None:
    path = put_genre(tmp_path, weights).folder / FILE
    stored = json.loads(path.read_text())
    del stored["upbeats"]
    path.write_text(json.dumps(stored))
    ((genre,), _) = load_own_genres(tmp_path, weights)
    assert genre.upbeats == {}


@pytest.mark.parametrize(
    "upbeats", [[], {"2/4": {}}, {"5/3": {"works": 1, "upbeats": {}}},
                {"2/4": {"works": 1, "upbeats": {"6": 2}}},
                {"2/4": {"works": 9, "upbeats": {"20": 2}}}],
)  # fmt: skip
def test_upbeats_that_can_not_be_are_refused(
    upbeats: object, tmp_path: Path, weights: Path
) -> None:
    path = put_genre(tmp_path, weights).folder / FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | {"upbeats": upbeats}))
    genres, (trouble,) = load_own_genres(tmp_path, weights)
    assert not genres
    assert "train it again" in trouble


def test_without_a_folder_there_are_none(tmp_path: Path, weights: Path) -> None:
    assert load_own_genres(tmp_path / "nowhere", weights) == ((), ())


def test_training_again_replaces_the_weights_and_leaves_no_others(
    tmp_path: Path, weights: Path
) -> None:
    put_genre(tmp_path, weights, number="00000001")
    put_genre(tmp_path, weights, number="00000002")
    ((genre,), _) = load_own_genres(tmp_path, weights)
    assert genre.row.id == "00000002"
    names = {path.name for path in genre.folder.glob("*.npz")}
    assert names == {"phase1-00000002.npz", "rows-00000002.npz"}


def test_what_an_interrupted_training_left_is_no_genre(tmp_path: Path, weights: Path) -> None:
    genre = put_genre(tmp_path, weights)
    (genre.folder / FILE).unlink()
    assert load_own_genres(tmp_path, weights) == ((), ())


@pytest.mark.parametrize("damage", ["cut", "lost weights", "other weights", "name of ours"])
def test_a_genre_that_can_not_be_used_is_one_sentence_and_the_others_stay(
    damage: str, tmp_path: Path, weights: Path
) -> None:
    put_genre(tmp_path, weights, "polka")
    genre = put_genre(tmp_path, weights, "klezmer")
    path = genre.folder / FILE
    stored = json.loads(path.read_text())
    if damage == "cut":
        path.write_text(path.read_text()[:100])
    elif damage == "lost weights":
        (genre.folder / f"{genre.phase1}.npz").unlink()
    elif damage == "other weights":
        path.write_text(json.dumps(stored | {"made_for": {"phase2": "0", "harmony": "0"}}))
    else:
        path.write_text(json.dumps(stored | {"row": stored["row"] | {"name": "jazz"}}))
    genres, troubles = load_own_genres(tmp_path, weights)
    assert [found.name for found in genres] == ["polka"]
    (sentence,) = troubles
    assert "klezmer" in sentence or "jazz" in sentence
    assert "train it" in sentence


def test_a_forgotten_genre_is_gone_and_an_unknown_one_is_named(
    tmp_path: Path, weights: Path
) -> None:
    put_genre(tmp_path, weights, "my polka")
    forget_own_genre(tmp_path, "my polka")
    assert not folder_of(tmp_path, "my polka").exists()
    with pytest.raises(OwnGenreError, match="'my polka'"):
        forget_own_genre(tmp_path, "my polka")


def test_a_folder_without_a_genre_is_no_genre(tmp_path: Path) -> None:
    with pytest.raises(OwnGenreError, match="can't be read"):
        read_own_genre(tmp_path)
