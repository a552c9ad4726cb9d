"""The whole training, stage by stage, from a built corpus to shipped weights.

``chords``: the chord network. ``shared``: one phase-1 network on all genres, the ground
that small genres stand on. ``phase1``: a copy of it for each genre, trained on with that
genre alone; ``carry`` is its cheap stand-in where the shared network went on from another.
``phase2``: the fusion network, restoring pieces damaged with phase-1 melodies. Each stage
reads what the ones before left in the runs folder or among the weights, and every network
is written with its card the moment it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import keras
import numpy as np

from models import store
from models.damage import Damager
from models.dataset import Melody, MelodyBatches
from models.errors import TrainingError
from models.harmony.cells import ChordCells
from models.harmony.colour import fit_habits
from models.network import build_network
from models.shape import columns_of, sources_of
from models.training.bare import read_bare
from models.training.carrying import carry
from models.training.chords import fit_chords
from models.training.data import GenreData, read_genre
from models.training.fitting import Fitted, Schedule, assign_arrays, fit_network, measure_bits
from models.training.phase1 import train_genre, train_shared
from models.training.pool import phase1_pool
from models.training.setup import Setup, card_of, evenly, figures_of, together, validation

STAGES = ("chords", "shared", "phase1", "phase2")
CARRY = "carry"  # in place of phase1, after a shared network that went on


def train(setup: Setup, stages: Sequence[str] = STAGES, genres: Sequence[str] = ()) -> None:
    """Run stages in order; ``genres`` limits ``phase1`` to some. Raises TrainingError."""
    for stage in stages:
        if stage not in (*STAGES, CARRY):
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
    if {"shared", "phase1", CARRY} & set(stages):
        bare = read_bare(setup.cache_dir, setup.slots)
        if "shared" in stages:
            train_shared(setup, data, bare)
        if CARRY in stages:
            carry(setup, data, bare, genres or list(data))
        if "phase1" in stages:
            for genre in genres or data:
                train_genre(setup, data[genre], bare[genre])
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
    card = card_of(setup, "chords", curve, genres=dict(setup.slots), habits=plain)
    store.save_network(setup.weights_dir, store.HARMONY, arrays, card)


def _train_fusion(setup: Setup, data: Mapping[str, GenreData]) -> None:
    setup.say("writing phase-1 melodies to damage real ones with")
    pool = phase1_pool(setup.weights_dir, data, seed=setup.seed)
    damager = Damager(pool)
    former = store.load_network(setup.weights_dir, store.PHASE2) if setup.go_on else None
    if former is not None:
        start = dict(former.arrays)
    else:
        start = _widened(store.load_network(setup.runs_dir / "shared", store.SHARED).arrays, setup)
    valid = validation(
        [m for d in data.values() for m in evenly(d.melodies["valid"], 40)], damager=damager
    )
    fitted = fit_network(
        setup.guided,
        MelodyBatches(
            together(data, "train"),
            seed=setup.seed,
            damager=damager,
            events_per_epoch=setup.events_per_epoch,
        ),
        valid,
        schedule=Schedule(
            setup.epochs["phase2"], peak_rate=7e-4 if former else 1.5e-3, final_rate=1e-5
        ),
        run_dir=setup.runs_dir / "phase2",
        start_from=start,
        say=setup.say,
    )
    held = [m for d in data.values() for m in evenly(d.melodies["valid"], 40)]
    figures = figures_of(fitted.best_bits, together(data, "train"), held)
    figures["valid_bits_without_guide"] = _bits_without_guide(setup, fitted, held)
    card = card_of(
        setup,
        "phase2",
        fitted.curve,
        genres=dict(setup.slots),
        size=setup.guided.to_json(),
        figures=figures,
    )
    if former is not None:
        card["went_on_from"] = former.version
    store.save_network(setup.weights_dir, store.PHASE2, fitted.arrays, card)


def _widened(arrays: Mapping[str, Any], setup: Setup) -> dict[str, Any]:
    """The shared network's weights in the guided network's larger shapes.

    The guide's and genre's rows and gates start near zero: at first the guided network
    is the shared one.
    """
    rng = np.random.default_rng(setup.seed)
    wide = {w.path: w.numpy() for w in build_network(setup.guided).weights}
    for name, value in arrays.items():
        if name in wide and wide[name].shape == value.shape:
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


def _bits_without_guide(setup: Setup, fitted: Fitted, held: Sequence[Melody]) -> float:
    """Phase 2 with nothing to follow: the figure that compares with models of melodies alone."""
    model = build_network(setup.guided)
    assign_arrays(model, fitted.arrays)
    return sum(measure_bits(model, validation(held, Damager(absent=1.0))))
