"""The whole training, stage by stage, from a built corpus to shipped weights.

``chords``: the chord network. ``shared``: one phase-1 network on all genres, the ground
that small genres stand on. ``phase1``: a copy of it for each genre, trained on with that
genre alone. ``phase2``: the fusion network, restoring pieces damaged with phase-1
melodies. Each stage reads what the ones before left in the runs folder or among the
weights, and every network is written with its card the moment it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import keras
import numpy as np

from models import store
from models.baselines import TrigramModel, uniform_bits
from models.corpora.sources import SOURCES
from models.damage import Damager
from models.dataset import Melody, MelodyBatches
from models.errors import TrainingError
from models.harmony.cells import ChordCells
from models.harmony.colour import fit_habits
from models.network import build_network
from models.shape import NetworkSize, columns_of, sources_of
from models.training.chords import fit_chords
from models.training.data import GenreData, read_genre
from models.training.fitting import (
    Fitted,
    Schedule,
    assign_arrays,
    fit_network,
    measure_bits,
)
from models.training.pool import phase1_pool

STAGES = ("chords", "shared", "phase1", "phase2")


@dataclass(frozen=True, slots=True)
class Setup:
    """Where training reads and writes, and how long each stage may take.

    ``slots`` numbers the genres from 1; the numbers are part of the fusion network.
    ``size`` is that of phase 1; phase 2 is the same with a guide.
    """

    cache_dir: Path
    runs_dir: Path
    weights_dir: Path
    slots: Mapping[str, int]
    seed: int = 1
    epochs: Mapping[str, int] = field(default_factory=lambda: default_epochs())
    events_per_epoch: int = 500_000
    size: NetworkSize = field(default_factory=NetworkSize)
    say: Callable[[str], None] = print

    @property
    def guided(self) -> NetworkSize:
        return replace(self.size, guided=True)


def default_epochs() -> dict[str, int]:
    """Epochs of each stage's usual run."""
    return {"chords": 30, "shared": 30, "phase1": 5, "phase2": 20}


def train(setup: Setup, stages: Sequence[str] = STAGES, genres: Sequence[str] = ()) -> None:
    """Run stages in order; ``genres`` limits ``phase1`` to some. Raises TrainingError."""
    for stage in stages:
        if stage not in STAGES:
            raise TrainingError(f"{stage!r} is no training stage; known: {', '.join(STAGES)}")
    data = {
        genre: read_genre(setup.cache_dir, genre, slot, say=setup.say)
        for genre, slot in setup.slots.items()
    }
    empty = [genre for genre, genre_data in data.items() if not genre_data.melodies["train"]]
    if empty:
        raise TrainingError(f"no training melodies for {', '.join(empty)}; build the corpus again")
    keras.utils.set_random_seed(setup.seed)
    if "chords" in stages:
        _train_chords(setup, data)
    if "shared" in stages:
        _train_shared(setup, data)
    if "phase1" in stages:
        for genre in genres or data:
            _train_genre(setup, data[genre])
    if "phase2" in stages:
        _train_fusion(setup, data)


def _train_chords(setup: Setup, data: Mapping[str, GenreData]) -> None:
    by_slot = {
        split: {setup.slots[g]: d.progressions[split] for g, d in data.items()}
        for split in ("train", "valid")
    }
    arrays, curve = fit_chords(
        by_slot["train"],
        by_slot["valid"],
        epochs=setup.epochs["chords"],
        run_dir=setup.runs_dir / "chords",
        seed=setup.seed,
    )
    habits = fit_habits(
        ChordCells(arrays),
        {genre: genre_data.progressions["train"] for genre, genre_data in data.items()},
        setup.slots,
        seed=setup.seed,
        say=setup.say,
    )
    plain = {genre: asdict(habit) for genre, habit in habits.items()}
    card = _card(setup, "chords", curve, genres=dict(setup.slots), habits=plain)
    store.save_network(setup.weights_dir, store.HARMONY, arrays, card)


def _train_shared(setup: Setup, data: Mapping[str, GenreData]) -> None:
    fitted = fit_network(
        setup.size,
        MelodyBatches(
            _together(data, "train"), seed=setup.seed, events_per_epoch=setup.events_per_epoch
        ),
        _held_out(data),
        schedule=Schedule(setup.epochs["shared"]),
        run_dir=setup.runs_dir / "shared",
        say=setup.say,
    )
    card = _card(setup, "shared", fitted.curve, size=setup.size.to_json())
    for folder in (setup.runs_dir / "shared", setup.weights_dir):  # own genres start from it
        store.save_network(folder, store.SHARED, fitted.arrays, card)


def _train_genre(setup: Setup, genre: GenreData) -> None:
    shared = store.load_network(setup.runs_dir / "shared", store.SHARED)
    _, events = genre.size("train")
    fitted = fit_network(
        setup.size,
        MelodyBatches(
            genre.melodies["train"],
            seed=setup.seed,
            events_per_epoch=min(max(events, 20_000), setup.events_per_epoch // 5),
        ),
        _validation(genre.melodies["valid"]),
        schedule=Schedule(setup.epochs["phase1"], peak_rate=5e-4, final_rate=5e-5, patience=2),
        run_dir=setup.runs_dir / store.file_name(store.PHASE1, genre.genre),
        start_from=shared.arrays,
        say=setup.say,
    )
    card = _card(
        setup,
        "phase1",
        fitted.curve,
        genre=genre.genre,
        size=setup.size.to_json(),
        figures=_figures(fitted, genre.melodies["train"], genre.melodies["valid"]),
        data={split: genre.size(split) for split in ("train", "valid")},
        sources=sources_of_genre(genre.genre),
    )
    stem = store.file_name(store.PHASE1, genre.genre)
    store.save_network(setup.weights_dir, stem, fitted.arrays, card)


def _train_fusion(setup: Setup, data: Mapping[str, GenreData]) -> None:
    setup.say("writing phase-1 melodies to damage real ones with")
    pool = phase1_pool(setup.weights_dir, data, seed=setup.seed)
    damager = Damager(pool)
    start = _widened(store.load_network(setup.runs_dir / "shared", store.SHARED).arrays, setup)
    valid = _validation(
        [m for d in data.values() for m in _every(d.melodies["valid"], 40)], damager=damager
    )
    fitted = fit_network(
        setup.guided,
        MelodyBatches(
            _together(data, "train"),
            seed=setup.seed,
            damager=damager,
            events_per_epoch=setup.events_per_epoch,
        ),
        valid,
        schedule=Schedule(setup.epochs["phase2"], peak_rate=1.5e-3),
        run_dir=setup.runs_dir / "phase2",
        start_from=start,
        say=setup.say,
    )
    held = [m for d in data.values() for m in _every(d.melodies["valid"], 40)]
    figures = _figures(fitted, _together(data, "train"), held)
    figures["valid_bits_without_guide"] = _bits_without_guide(setup, fitted, held)
    card = _card(
        setup,
        "phase2",
        fitted.curve,
        genres=dict(setup.slots),
        size=setup.guided.to_json(),
        figures=figures,
    )
    store.save_network(setup.weights_dir, store.PHASE2, fitted.arrays, card)


def _widened(arrays: Mapping[str, Any], setup: Setup) -> dict[str, Any]:
    """The shared network's weights in the guided network's larger shapes.

    The guide's and genre's rows and gates start near zero: at first the guided network
    is the shared one.
    """
    rng = np.random.default_rng(setup.seed)
    wide = {w.path: w.numpy() for w in build_network(setup.guided).weights}
    for name, value in arrays.items():
        if wide[name].shape == value.shape:
            wide[name] = value
    rows = columns_of(setup.size).rows
    table = rng.normal(0, 0.01, wide["one_hot/table"].shape).astype(np.float32)
    table[:rows] = arrays["one_hot/table"]
    wide["one_hot/table"] = table
    old, new = len(sources_of(setup.size)), len(sources_of(setup.guided))
    for name in ("heads/gates/kernel", "heads/gates/bias"):
        gates = np.zeros(wide[name].shape, np.float32)
        for part in range(3):
            gates[..., part * new : part * new + old] = arrays[name][
                ..., part * old : (part + 1) * old
            ]
        wide[name] = gates
    return wide


def _together(data: Mapping[str, GenreData], split: str) -> list[Melody]:
    return [melody for genre in data.values() for melody in genre.melodies[split]]


def _every(melodies: Sequence[Melody], most: int) -> list[Melody]:
    """At most ``most`` melodies, evenly spread."""
    step = max(1, len(melodies) // most)
    return list(melodies[::step])[:most]


def _held_out(data: Mapping[str, GenreData]) -> MelodyBatches:
    return _validation([m for d in data.values() for m in _every(d.melodies["valid"], 40)])


def _validation(melodies: Sequence[Melody], damager: Damager | None = None) -> MelodyBatches:
    return MelodyBatches(melodies, seed=7, withhold=False, damager=damager)


def _bits_without_guide(setup: Setup, fitted: Fitted, held: Sequence[Melody]) -> float:
    """Phase 2 with nothing to follow: the figure that compares with models of melodies alone."""
    model = build_network(setup.guided)
    assign_arrays(model, fitted.arrays)
    return sum(measure_bits(model, _validation(held, Damager(absent=1.0))))


def _figures(fitted: Fitted, train: Sequence[Melody], valid: Sequence[Melody]) -> dict[str, float]:
    """Validation bits per event beside uniform guessing and a 3-gram on the same works."""
    trigram = TrigramModel()
    trigram.learn(m.events for m in train)
    return {
        "valid_bits": fitted.best_bits,
        "trigram_bits": trigram.bits(m.events for m in valid),
        "uniform_bits": uniform_bits(),
    }


def sources_of_genre(genre: str) -> list[dict[str, str]]:
    """What a genre was learnt from: source, licence, attribution and address."""
    return [
        {
            "source": source.folder,
            "licence": source.licence,
            "attribution": source.attribution,
            "url": source.url,
        }
        for source in SOURCES
        if source.genre == genre
    ]


def _card(setup: Setup, stage: str, curve: Sequence[Mapping[str, float]], **more: Any) -> Any:
    return {
        "kind": stage,
        "date": date.today().isoformat(),
        "seed": setup.seed,
        "settings": {
            "epochs": setup.epochs[stage],
            "events_per_epoch": setup.events_per_epoch,
        },
        "curve": list(curve),
        **more,
    }
