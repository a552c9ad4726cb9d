"""Stages ``shared`` and ``phase1``: a network of all genres, and from it one for each.

Beside the corpora's lead sheets they read bare melodies (models/training/bare.py), and
both count when the best epoch is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from models import store
from models.dataset import Melody, MelodyBatches
from models.network import build_network
from models.shape import NetworkSize
from models.training.bare import Bare
from models.training.data import GenreData
from models.training.fitting import Schedule, assign_arrays, fit_network, measure_bits
from models.training.setup import (
    Setup,
    card_of,
    evenly,
    figures_of,
    held_out,
    sources_of_genre,
    together,
    validation,
)

FORMER = "former"  # the shared network that another goes on from, in its run's folder
_GO_ON_RATE = 1e-3
# Shares of a genre's own weights in the mean with those it began with.
_SHARES = (0.25, 0.5, 0.75, 1.0)
_OF_ALL = (
    "those of all genres, see the genres' cards; "
    "bare melodies: the training side of the likelihood benchmark"
)
_HEARD = 120  # validation works of a genre that are heard after each epoch


def train_shared(setup: Setup, data: Mapping[str, GenreData], bare: Mapping[str, Bare]) -> None:
    """One network on all genres; with ``go_on`` from the shared one in the weights folder."""
    extra = {side: [m for b in bare.values() for m in b[side]] for side in ("train", "valid")}
    start = _former(setup) if setup.go_on else None
    fitted = fit_network(
        setup.size,
        MelodyBatches(
            together(data, "train") + extra["train"],
            seed=setup.seed,
            events_per_epoch=setup.events_per_epoch,
        ),
        held_out(data, [m for b in bare.values() for m in evenly(b["valid"], 40)]),
        schedule=Schedule(
            setup.epochs["shared"], peak_rate=_GO_ON_RATE if start else 2e-3, final_rate=1e-5
        ),
        run_dir=setup.runs_dir / "shared",
        start_from=None if start is None else grown(start.arrays, setup.size),
        say=setup.say,
    )
    card = card_of(
        setup,
        "shared",
        fitted.curve,
        size=setup.size.to_json(),
        data={
            "train": size_of(together(data, "train")),
            "bare": {side: size_of(melodies) for side, melodies in extra.items()},
        },
        sources=_OF_ALL,
    )
    if start is not None:
        card["went_on_from"] = start.version
    for folder in (setup.runs_dir / "shared", setup.weights_dir):  # own genres start from it
        store.save_network(folder, store.SHARED, fitted.arrays, card)


def train_genre(setup: Setup, genre: GenreData, bare: Bare) -> None:
    """A network of one genre, trained on from the one of this run that knows it best.

    That is the shared network, or that of a kindred genre trained before. At the end the
    weights are averaged with those it began with; the share of its own is the one that knows
    the validation works best.
    """
    train = [*genre.melodies["train"], *bare["train"]]
    valid = validation([*evenly(genre.melodies["valid"], _HEARD), *bare["valid"]])
    model = build_network(setup.size)
    measure = bits_under(model, valid)
    known = _known(setup, genre.genre)
    distances = {name: measure(network.arrays) for name, network in known.items()}
    start = min(distances, key=distances.__getitem__)
    setup.say(f"{genre.genre}: goes on from {start}, {distances[start]:.3f} bits")
    stem = store.file_name(store.PHASE1, genre.genre)
    events = sum(len(m.events) for m in train)
    per_epoch = min(max(events, 20_000), setup.events_per_epoch // 10)
    fitted = fit_network(
        setup.size,
        MelodyBatches(
            train,
            seed=setup.seed,
            events_per_epoch=per_epoch,
        ),
        valid,
        schedule=Schedule(setup.epochs["phase1"], peak_rate=5e-4, final_rate=1e-5, patience=2),
        run_dir=setup.runs_dir / stem,
        start_from=known[start].arrays,
        say=setup.say,
    )
    mixed = {share: averaged(known[start].arrays, fitted.arrays, share) for share in _SHARES}
    found = {share: measure(arrays) for share, arrays in mixed.items()}
    share = min(found, key=found.__getitem__)
    setup.say(f"{genre.genre}: {found[share]:.3f} bits with {share:.0%} of its own weights")
    held = genre.melodies["valid"]
    figures = figures_of(
        bits_under(model, validation(held))(mixed[share]), genre.melodies["train"], held
    )
    if bare["valid"]:
        figures["bare_bits"] = bits_under(model, validation(bare["valid"]))(mixed[share])
    card = card_of(
        setup,
        "phase1",
        fitted.curve,
        settings={"epochs": setup.epochs["phase1"], "events_per_epoch": per_epoch},
        genre=genre.genre,
        size=setup.size.to_json(),
        shared=known[store.SHARED].version,
        went_on_from=start,
        share={"of_own_weights": share, "bits": {str(s): round(b, 4) for s, b in found.items()}},
        figures=figures,
        data={
            **{split: genre.size(split) for split in ("train", "valid")},
            "bare": {side: size_of(melodies) for side, melodies in bare.items()},
        },
        sources=sources_of_genre(genre.genre),
    )
    for folder in (setup.runs_dir / stem, setup.weights_dir):  # kindred genres start from it
        store.save_network(folder, stem, mixed[share], card)


def bits_under(model: keras.Model, batches: MelodyBatches) -> Callable[[Mapping[str, Any]], float]:
    """A function from weights to bits per event of ``batches``."""

    def measure(arrays: Mapping[str, Any]) -> float:
        assign_arrays(model, arrays)
        return sum(measure_bits(model, batches))

    return measure


def _former(setup: Setup) -> store.StoredNetwork:
    """The shared network to go on from, kept in the run's folder."""
    folder = setup.runs_dir / "shared"
    if not (folder / f"{FORMER}.json").is_file():
        start = store.load_network(setup.weights_dir, store.SHARED)
        store.save_network(folder, FORMER, start.arrays, dict(start.card))
    return store.load_network(folder, FORMER)


def _known(setup: Setup, genre: str) -> dict[str, store.StoredNetwork]:
    """The networks of this run by name: the shared one, and of genres that come before."""
    found = {store.SHARED: store.load_network(setup.runs_dir / "shared", store.SHARED)}
    for other in setup.slots:
        if other == genre:
            break
        stem = store.file_name(store.PHASE1, other)
        if (setup.runs_dir / stem / f"{stem}.json").is_file():
            found[other] = store.load_network(setup.runs_dir / stem, stem)
    return found


def averaged(one: Mapping[str, Any], other: Mapping[str, Any], share: float) -> dict[str, Any]:
    """Weights ``share`` of the way from ``one`` to ``other``."""
    return {name: (1 - share) * one[name] + share * other[name] for name in one}


def grown(arrays: Mapping[str, Any], size: NetworkSize) -> dict[str, Any]:
    """A network's weights with those that a larger one has beside them, fresh."""
    fresh: keras.Model = build_network(size)
    return {w.path: arrays.get(w.path, w.numpy()) for w in fresh.weights}


def size_of(melodies: Sequence[Melody]) -> tuple[int, int]:
    """How much it is: (melodies, events)."""
    return len(melodies), sum(len(m.events) for m in melodies)
