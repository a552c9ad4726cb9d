"""Stored weights come back, and damaged or foreign ones are refused with a sentence."""

import json
from pathlib import Path

import numpy as np
import pytest

from models import store
from models.errors import WeightsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    arrays = {"a/kernel": np.linspace(-1, 1, 12).reshape(3, 4).astype(np.float32)}
    store.save_network(tmp_path, "phase1-vintage-pop", arrays, {"genre": "vintage pop"})
    return tmp_path


def test_arrays_and_card_come_back(folder: Path) -> None:
    network = store.load_network(folder, store.file_name(store.PHASE1, "vintage pop"))
    assert network.card["genre"] == "vintage pop"
    assert network.arrays["a/kernel"].dtype == np.float32
    np.testing.assert_allclose(network.arrays["a/kernel"][0], np.linspace(-1, 1, 12)[:4], atol=1e-3)
    assert store.stored_genres(folder) == ("vintage pop",)


def test_saving_the_same_arrays_gives_the_same_file(folder: Path, tmp_path: Path) -> None:
    first = (folder / "phase1-vintage-pop.npz").read_bytes()
    again = store.load_network(folder, "phase1-vintage-pop").arrays
    other = tmp_path / "other"
    store.save_network(other, "phase1-vintage-pop", again, {"genre": "vintage pop"})
    assert (other / "phase1-vintage-pop.npz").read_bytes() == first


def test_missing_weights_say_what_to_do(folder: Path) -> None:
    with pytest.raises(WeightsError, match=r"missing.*fusebox train"):
        store.load_network(folder, "phase2")


def test_one_flipped_byte_is_noticed(folder: Path) -> None:
    path = folder / "phase1-vintage-pop.npz"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(WeightsError, match="damaged"):
        store.load_network(folder, "phase1-vintage-pop")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sha256": "x"}'])
def test_a_card_that_is_no_card_is_refused(folder: Path, text: str) -> None:
    (folder / "phase1-vintage-pop.json").write_text(text)
    with pytest.raises(WeightsError):
        store.load_network(folder, "phase1-vintage-pop")


def test_weights_of_another_alphabet_are_refused(folder: Path) -> None:
    path = folder / "phase1-vintage-pop.json"
    card = json.loads(path.read_text())
    card["vocabulary"]["version"] = -1
    path.write_text(json.dumps(card))
    with pytest.raises(WeightsError, match="another version"):
        store.load_network(folder, "phase1-vintage-pop")
