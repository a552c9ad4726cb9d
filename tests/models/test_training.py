"""The whole training on a small corpus: stages, resuming, cards, and weights that compose."""

import gzip
import json
import lzma
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models import store
from models.corpora.store import BARE_FILE, CorpusPiece, genre_file, piece_to_row
from models.errors import TrainingError
from models.shape import NetworkSize
from models.training.published import write_pieces
from models.training.setup import Setup
from models.training.stages import train
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.meter import Meter
from music.midi import read_midi

pytestmark = pytest.mark.slow

SLOTS = {"jazz": 1, "folk": 2}


def piece(genre: str, number: int) -> CorpusPiece:
    rng = np.random.default_rng([number, len(genre)])
    length = 0.5 if genre == "jazz" else 1.0
    beats = np.arange(0, 64, length)
    notes = tuple(Note(int(rng.choice([60, 62, 64, 67])), float(b), length) for b in beats)
    spans = tuple(ChordSpan(Chord(int(rng.choice([0, 5, 7]))), 4.0 * b, 4.0) for b in range(16))
    sheet = LeadSheet(Key("C"), Meter("4/4"), 16, notes, spans)
    split = ("train", "train", "valid", "test")[number % 4]
    name = f"{genre}/{number}"
    return CorpusPiece(name, genre, "made up", name, split, f"c{number}", sheet)


def bare_row(number: int) -> dict[str, object]:
    split = ("train", "train", "valid", "test")[number % 4]
    events = [(72 + (number + n) % 5, 12, 12 * n % 48) for n in range(40)]
    return {"id": f"jazz/made/{number}", "genre": "jazz", "split": split, "events": events}


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    folder = tmp_path_factory.mktemp("training")
    for genre in SLOTS:
        path = genre_file(folder, genre)
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as file:
            for number in range(12):
                file.write(json.dumps(piece_to_row(piece(genre, number))) + "\n")
    with lzma.open(folder / BARE_FILE, "wt", encoding="utf-8") as file:
        for number in range(16):
            file.write(json.dumps(bare_row(number)) + "\n")
    return Setup(
        cache_dir=folder,
        runs_dir=folder / "runs",
        weights_dir=folder / "weights",
        slots=SLOTS,
        epochs=dict.fromkeys(("chords", "shared", "phase1", "phase2"), 2),
        events_per_epoch=4000,
        size=NetworkSize(units=16, layers=1, width=16, head=16, recall=4),
        say=lambda _: None,
    )


@pytest.fixture(scope="module")
def trained(setup: Setup) -> Path:
    train(setup)
    return setup.weights_dir


def test_every_network_is_written_with_curve_figures_and_checksum(trained: Path) -> None:
    assert store.stored_genres(trained) == ("folk", "jazz")
    for stem in ("phase1-jazz", "phase1-folk", "phase2"):
        card = store.load_network(trained, stem).card
        assert len(card["curve"]) == 2
        assert card["figures"]["valid_bits"] < card["figures"]["uniform_bits"]
    assert store.load_network(trained, "phase2").card["genres"] == SLOTS
    assert store.load_network(trained, "harmony").card["curve"]


def test_bare_melodies_are_learnt_from_and_told_on_the_card(trained: Path) -> None:
    jazz, folk = (store.load_network(trained, f"phase1-{g}").card for g in ("jazz", "folk"))
    assert jazz["data"]["bare"] == {"train": [8, 320], "valid": [4, 160]}
    assert jazz["figures"]["bare_bits"] < jazz["figures"]["uniform_bits"]
    assert folk["data"]["bare"]["train"] == [0, 0]


def test_the_share_of_own_weights_is_the_one_that_knows_held_out_works_best(trained: Path) -> None:
    share = store.load_network(trained, "phase1-jazz").card["share"]
    assert share["bits"][str(share["of_own_weights"])] == min(share["bits"].values())


def test_a_genre_goes_on_from_a_network_of_its_run(trained: Path) -> None:
    cards = [store.load_network(trained, f"phase1-{g}").card for g in ("jazz", "folk")]
    assert cards[0]["went_on_from"] == store.SHARED
    assert cards[1]["went_on_from"] in (store.SHARED, "jazz")


def test_the_shared_network_goes_on_from_one_without_a_memory(
    setup: Setup, trained: Path, tmp_path: Path
) -> None:
    small = replace(setup.size, recall=0)
    plain = replace(setup, size=small, runs_dir=tmp_path / "one", weights_dir=tmp_path / "w")
    train(plain, ["shared"])
    before = store.load_network(tmp_path / "w", store.SHARED)
    train(replace(plain, size=setup.size, go_on=True, runs_dir=tmp_path / "two"), ["shared"])
    after = store.load_network(tmp_path / "w", store.SHARED)
    assert after.card["went_on_from"] == before.version
    assert after.card["curve"][0]["train_bits"] < before.card["curve"][0]["train_bits"]
    assert set(after.arrays) > set(before.arrays)


def test_what_a_genre_had_learnt_is_carried_over(
    setup: Setup, trained: Path, tmp_path: Path
) -> None:
    weights = tmp_path / "weights"
    shutil.copytree(trained, weights)
    former, own = (store.load_network(weights, s) for s in (store.SHARED, "phase1-jazz"))
    later = replace(setup, runs_dir=tmp_path / "runs", weights_dir=weights, go_on=True)
    train(later, ["shared", "carry"], ["jazz"])
    shared, carried = (store.load_network(weights, s) for s in (store.SHARED, "phase1-jazz"))
    assert carried.card["carried"]["from"] == own.version
    name = "heads/pitch_head/kernel"
    half = shared.arrays[name] + (own.arrays[name] - former.arrays[name]) / 2
    np.testing.assert_allclose(carried.arrays[name], half, atol=2e-3)
    with pytest.raises(TrainingError, match="former"):
        train(later, ["carry"], ["jazz"])


def test_training_lowers_the_validation_bits(trained: Path) -> None:
    curve = store.load_network(trained, "phase2").card["curve"]
    assert curve[-1]["valid_bits"] < curve[0]["valid_bits"]


def test_a_finished_run_is_not_run_again(setup: Setup, trained: Path) -> None:
    before = (trained / "phase1-jazz.npz").read_bytes()
    train(setup, ["phase1"], ["jazz"])
    assert (trained / "phase1-jazz.npz").read_bytes() == before
    curve = json.loads((setup.runs_dir / "phase1-jazz" / "curve.json").read_text())
    assert [point["epoch"] for point in curve] == [1, 2]
    assert list((setup.runs_dir / "phase1-jazz" / "tensorboard").rglob("events*"))


def test_trained_weights_compose(trained: Path) -> None:
    from engine.composition import compose
    from engine.request import CompositionRequest
    from models.networks import Networks

    networks = Networks(trained)
    request = CompositionRequest({"jazz": 0.5, "folk": 0.5}, bars=8, seed=1, pickup=False)
    made = compose(request, networks)
    assert made.tune.sheet.bars == 8
    assert 28 < made.tune.sheet.melody[-1].end_beats <= 32 + 1e-6  # in the last bar
    assert compose(request, networks).arrangement.piece == made.arrangement.piece


def test_an_unknown_stage_is_refused_before_anything_is_read(setup: Setup) -> None:
    with pytest.raises(TrainingError, match="known: chords"):
        train(setup, ["phase3"])


def test_the_published_scheme_writes_measurable_blends(setup: Setup, tmp_path: Path) -> None:
    write_pieces(setup.cache_dir, tmp_path, genres=("jazz", "folk"), events=(2000, 3000))
    rows = json.loads((tmp_path / "manifest.json").read_text())
    shares = {round(row["weights"].get("jazz", 0.0), 2) for row in rows}
    assert shares == {0.0, 0.25, 0.5, 0.75, 1.0}
    for row in rows:
        assert read_midi((tmp_path / row["file"]).read_bytes()).tracks
