"""A user's own genre as the samplers take it: its phase-1 weights and its two rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import store
from models.errors import OwnGenreError, WeightsError
from models.own_genres import OwnGenre, how_to_train
from models.shape import NetworkSize


@dataclass(frozen=True, slots=True)
class OwnWeights:
    """``phase1`` by Keras path; ``fusion_row`` and ``chord_row`` belong into the input tables
    of the fusion and the chord network.
    """

    phase1: store.Arrays
    fusion_row: Any
    chord_row: Any


def save_rows(folder: Any, stem: str, fusion_row: Any, chord_row: Any) -> str:
    """Write the rows of a genre; their version (eight hex digits)."""
    store.save_network(folder, stem, {"fusion": fusion_row, "chords": chord_row}, {"kind": "rows"})
    return store.load_network(folder, stem).version


def load_own_weights(genre: OwnGenre, size: NetworkSize, *, widths: tuple[int, int]) -> OwnWeights:
    """The weights of a genre for networks of this size; ``widths`` are those of its rows.

    Raises OwnGenreError where they are damaged or of another size.
    """
    try:
        phase1 = store.load_network(genre.folder, genre.phase1)
        rows = store.load_network(genre.folder, genre.rows).arrays
    except WeightsError as error:
        raise OwnGenreError(
            f"the weights of your genre {genre.name!r} can't be used; {how_to_train(genre.name)}"
        ) from error
    shapes = (rows["fusion"].shape, rows["chords"].shape)
    fits = shapes == ((widths[0],), (widths[1],)) and NetworkSize(**phase1.card["size"]) == size
    if not fits:
        raise OwnGenreError(
            f"your genre {genre.name!r} was trained for networks of another size; "
            f"{how_to_train(genre.name)}"
        )
    return OwnWeights(phase1.arrays, rows["fusion"], rows["chords"])
