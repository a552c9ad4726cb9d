"""Training a genre of a user's own from a folder of tunes, on a machine with two cores.

Phase 1 gets a network of its own, trained on from the one that knows all genres; the
fusion and the chord network, which stay as they are, get one new row each. The genre is
committed at the very end: an interrupted training leaves what was there before, and goes
on where it was when it is started again over the same tunes.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import keras

from models import store
from models.corpora.errors import CorpusError
from models.corpora.harmoniser import model_for
from models.dataset import Melody, MelodyBatches
from models.errors import TrainingError
from models.events import events_of
from models.network import build_network
from models.own_card import card_text
from models.own_genres import (
    OwnGenre,
    folder_of,
    load_own_genres,
    versions_in,
    write_own_genre,
)
from models.own_weights import save_rows
from models.shape import NetworkSize
from models.training.fitting import Schedule, assign_arrays, fit_network
from models.training.own_batches import melody_batches, melody_loss, spread
from models.training.own_figures import figures_of, free_color, genre_row, style_figures
from models.training.own_places import chord_row, fusion_row
from models.training.own_record import make_card
from models.training.own_rows import LearntRow, bits_of
from models.training.own_tunes import Tunes, harmonised, read_tunes, sheets_for_networks
from music.genres import GENRES, find_genre

_FEWEST_EVENTS = 12
_EPOCHS = 8
_RATE = 5e-4
_LEAST_EVENTS, _MOST_EVENTS = 6_000, 100_000  # an epoch
_EVENTS_PER_SECOND, _OVERHEAD_SECONDS = 5_000, 150


@dataclass(frozen=True, slots=True)
class OwnSetup:
    """Where a training of one's own reads and writes; ``runs_dir`` keeps what can resume."""

    weights_dir: Path
    genres_dir: Path
    runs_dir: Path
    epochs: int = _EPOCHS
    seed: int = 1
    say: Callable[[str], None] = print
    progress: Callable[[int, int], None] = field(default=lambda done, known: None)


def train_own_genre(setup: OwnSetup, name: str, folder: Path) -> OwnGenre:
    """Learn ``name`` from the tunes under ``folder`` and put it among the user's genres.

    A genre of the same name is replaced. Raises TrainingError for a folder that can't be
    learnt from, WeightsError for shipped weights that can't be used.
    """
    began = time.monotonic()
    tunes = read_tunes(folder, name, progress=setup.progress)
    setup.say(f"{len(tunes.tunes)} tunes read, {len(tunes.side('valid'))} of them held out")
    setup.say(f"about {_minutes(setup, tunes)} minutes on two free cores")
    keras.utils.set_random_seed(setup.seed)
    known = _known_phase1(setup.weights_dir)
    distances = _distances(known, _melodies(tunes, "train"))
    nearest = min(set(distances) - {store.SHARED}, key=distances.__getitem__)
    setup.say(f"nearest known genre: {nearest}")
    tunes = _with_chords(tunes, nearest)
    melodies = {split: _melodies(tunes, split) for split in ("train", "valid")}
    run_dir = setup.runs_dir / f"{folder_of(Path(), name)}-{tunes.fingerprint}"
    phase1 = _fit_phase1(setup, melodies, known[next(iter(distances))], run_dir)
    setup.say("finding its place among the genres that can be fused")
    sheets = {split: sheets_for_networks(tunes.side(split)) for split in ("train", "valid")}
    rows = {
        "fusion": fusion_row(setup.weights_dir, melodies),
        "chords": chord_row(setup.weights_dir, sheets),
    }
    figures = figures_of(tunes)
    card = make_card(
        tunes,
        figures,
        nearest=nearest,
        distances=distances,
        bits=(phase1.bits_before, phase1.bits),
        curve=phase1.curve,
        rows=rows,
        seconds=time.monotonic() - began,
    )
    row = genre_row(name, figures, find_genre(nearest), len(tunes.tunes), _color(setup, name))
    unnamed = OwnGenre(
        row=row,
        style=style_figures(figures, nearest),
        folder=folder_of(setup.genres_dir, name),
        phase1="",
        rows="",
        made_for=versions_in(setup.weights_dir),
        card=card,
        upbeats=figures.upbeats,
    )
    genre = _committed(unnamed, phase1, rows)
    shutil.rmtree(run_dir, ignore_errors=True)
    return genre


def _minutes(setup: OwnSetup, tunes: Tunes) -> int:
    """A guess: what compiling and the rows take, and the epochs by their notes."""
    notes = sum(len(row["melody"]) for tune in tunes.side("train") for row in tune.rows)
    learning = setup.epochs * _events_per_epoch(notes) / _EVENTS_PER_SECOND
    return round((_OVERHEAD_SECONDS + learning) / 60)


def _events_per_epoch(events: int) -> int:
    return min(max(events, _LEAST_EVENTS), _MOST_EVENTS)


def recorded(genre: OwnGenre, **facts: Any) -> OwnGenre:
    """The genre with more facts on its card, written."""
    told = replace(genre, card={**genre.card, **facts})
    write_own_genre(told, card_text(told.name, told.card))
    return told


@dataclass(frozen=True, slots=True)
class _Phase1:
    """A genre's own melody network, and bits per event on held-out tunes by epoch."""

    arrays: dict[str, Any]
    size: NetworkSize
    bits_before: float
    bits: float
    curve: list[dict[str, float]]


def _with_chords(tunes: Tunes, nearest: str) -> Tunes:
    try:
        return harmonised(tunes, model_for(nearest))
    except CorpusError as error:
        raise TrainingError(str(error)) from error


def _known_phase1(weights_dir: Path) -> dict[str, store.StoredNetwork]:
    """The shipped phase-1 networks by genre, and the one of all genres if it is shipped."""
    stems = {g: store.file_name(store.PHASE1, g) for g in store.stored_genres(weights_dir)}
    if (weights_dir / f"{store.SHARED}.json").is_file():
        stems[store.SHARED] = store.SHARED
    return {name: store.load_network(weights_dir, stem) for name, stem in stems.items()}


def _distances(
    known: Mapping[str, store.StoredNetwork], melodies: Sequence[Melody]
) -> dict[str, float]:
    """Bits per event of the melodies under each known network, best first."""
    _check_length(melodies)
    batches = melody_batches(spread(melodies))
    sizes = {NetworkSize(**network.card["size"]) for network in known.values()}
    if len(sizes) != 1:
        raise TrainingError("the phase-1 weights differ in size; train them again")
    model = build_network(sizes.pop())
    measure = bits_of(melody_loss(model))
    bits = {}
    for name, network in known.items():
        assign_arrays(model, network.arrays)
        bits[name] = measure(batches)
    return dict(sorted(bits.items(), key=lambda row: row[1]))


def _melodies(tunes: Tunes, split: str, slot: int = 0) -> list[Melody]:
    events = [events_of(sheet) for sheet in sheets_for_networks(tunes.side(split))]
    return [Melody.of(line, slot) for line in events if len(line) >= _FEWEST_EVENTS]


def _check_length(melodies: Sequence[Melody]) -> None:
    if not melodies:
        raise TrainingError(
            f"the tunes are too short to learn from; {_FEWEST_EVENTS} notes are the least for one"
        )


def _fit_phase1(
    setup: OwnSetup,
    melodies: Mapping[str, list[Melody]],
    start: store.StoredNetwork,
    run_dir: Path,
) -> _Phase1:
    """Train on from ``start``; where no epoch helps the held-out tunes, ``start`` it stays."""
    size = NetworkSize(**start.card["size"])
    model = build_network(size)
    assign_arrays(model, start.arrays)
    held_out = melodies["valid"] or melodies["train"]
    before = bits_of(melody_loss(model))(melody_batches(held_out))
    events = sum(len(melody.events) for melody in melodies["train"])
    fitted = fit_network(
        size,
        MelodyBatches(
            melodies["train"],
            seed=setup.seed,
            events_per_epoch=_events_per_epoch(events),
        ),
        MelodyBatches(held_out, seed=7, withhold=False),
        schedule=Schedule(setup.epochs, peak_rate=_RATE, final_rate=_RATE / 10, patience=3),
        run_dir=run_dir,
        start_from=start.arrays,
        say=lambda _: None,
    )
    helped = fitted.best_bits < before
    arrays = fitted.arrays if helped else start.arrays
    return _Phase1(arrays, size, before, min(before, fitted.best_bits), fitted.curve)


def _color(setup: OwnSetup, name: str) -> str:
    """A colour that no other genre has; a genre that is trained again keeps its own."""
    others, _ = load_own_genres(setup.genres_dir, setup.weights_dir)
    own = next((other.row.color for other in others if other.name == name), None)
    return own or free_color(row.color for row in (*GENRES, *(other.row for other in others)))


def _committed(genre: OwnGenre, phase1: _Phase1, rows: Mapping[str, LearntRow]) -> OwnGenre:
    """The genre, whose weights have no names yet, with them: first these are written, then it."""
    folder, run = genre.folder, secrets.token_hex(4)
    melody_card = {"kind": "phase1", "genre": genre.name, "size": phase1.size.to_json()}
    try:
        store.save_network(folder, f"phase1-{run}", phase1.arrays, melody_card)
        stems = (f"phase1-{run}", f"rows-{run}")
        version = save_rows(folder, stems[1], rows["fusion"].row, rows["chords"].row)
        melody_version = store.load_network(folder, stems[0]).version
        facts = f"{genre.name} {melody_version} {version}"
        number = hashlib.sha256(facts.encode()).hexdigest()[:8]
        whole = replace(genre, row=replace(genre.row, id=number), phase1=stems[0], rows=stems[1])
        write_own_genre(whole, card_text(genre.name, genre.card))
    except OSError as error:
        raise TrainingError(f"can't write into {folder}: {error.strerror or error}") from error
    return whole
