"""A genre's place among those that can be fused: its rows in the two finished networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from models import store
from models.damage import Damager
from models.dataset import Melody
from models.harmony.network import build_chord_network
from models.harmony.slots import GENRE_OFFSET, Progression
from models.network import build_network
from models.shape import NetworkSize, genre_offset
from models.training.fitting import assign_arrays
from models.training.own_batches import (
    chord_batches,
    chord_loss,
    melody_batches,
    melody_loss,
    spread,
)
from models.training.own_rows import Batch, LearntRow, RowSearch, learn_row
from music.leadsheet import LeadSheet

_GUIDES_ABSENT = 0.5  # a row is learnt with a guide and without
_GUIDE_ROUNDS = 4


def fusion_row(weights_dir: Path, melodies: Mapping[str, Sequence[Melody]]) -> LearntRow:
    """The row of the fusion network; ``melodies`` by split (train, valid)."""
    fusion = store.load_network(weights_dir, store.PHASE2)
    size = NetworkSize(**fusion.card["size"])
    model = build_network(size)
    assign_arrays(model, fusion.arrays)
    slots: dict[str, int] = dict(fusion.card["genres"])
    slot = max(slots.values()) + 1
    first = genre_offset(size)
    table = next(w for w in model.weights if w.path == "one_hot/table").value
    values = table.numpy()
    damager = Damager(absent=_GUIDES_ABSENT)

    def batches(lines: Sequence[Melody]) -> list[Batch]:
        own = [replace(melody, genre=slot) for melody in spread(lines)]
        return melody_batches(own, damager, rounds=_GUIDE_ROUNDS)

    return learn_row(
        RowSearch(table, first + slot, melody_loss(model)),
        {name: values[first + number] for name, number in slots.items()},
        batches(melodies["train"]),
        batches(melodies["valid"] or melodies["train"]),
    )


def chord_row(weights_dir: Path, sheets: Mapping[str, Sequence[LeadSheet]]) -> LearntRow:
    """The row of the chord network, from the chords of normalised lead sheets by split."""
    arrays = store.load_network(weights_dir, store.HARMONY).arrays
    model = build_chord_network(
        units=arrays["head/kernel"].shape[0], width=arrays["table/embeddings"].shape[1]
    )
    assign_arrays(model, arrays)
    slots: dict[str, int] = dict(store.load_network(weights_dir, store.PHASE2).card["genres"])
    slot = max(slots.values()) + 1
    table = next(w for w in model.weights if w.path == "table/embeddings").value
    values = table.numpy()
    train, valid = (
        chord_batches([Progression.of(sheet) for sheet in spread(sheets[split])], slot)
        for split in ("train", "valid")
    )
    return learn_row(
        RowSearch(table, GENRE_OFFSET + slot, chord_loss(model)),
        {name: values[GENRE_OFFSET + number] for name, number in slots.items()},
        train,
        valid or train,
    )
