"""An own genre on disk without training: real files, made-up weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models import store
from models.own_genres import OwnGenre, StyleFigures, folder_of, versions_in, write_own_genre
from models.own_weights import save_rows
from models.upbeats import Upbeats
from music.genres import Genre


def put_genre(
    genres_dir: Path,
    weights_dir: Path,
    name: str = "klezmer",
    *,
    number: str = "1a2b3c4d",
    style: StyleFigures | None = None,
) -> OwnGenre:
    """Write a genre that starts from the first shipped genre's network and rows of noise."""
    folder = folder_of(genres_dir, name)
    known = store.stored_genres(weights_dir)[0]
    phase1 = store.load_network(weights_dir, store.file_name(store.PHASE1, known))
    fusion = store.load_network(weights_dir, store.PHASE2)
    chords = store.load_network(weights_dir, store.HARMONY)
    rng = np.random.default_rng(int(number, 16))
    stems = (f"phase1-{number}", f"rows-{number}")
    store.save_network(folder, stems[0], phase1.arrays, {"size": phase1.card["size"]})
    save_rows(
        folder,
        stems[1],
        rng.normal(size=fusion.card["size"]["width"]),
        rng.normal(size=chords.arrays["table/embeddings"].shape[1]),
    )
    genre = OwnGenre(
        row=Genre(name, (), 117, "2/4", "minor", "#12AB34", "your own", number),
        style=style or StyleFigures("folk"),
        folder=folder,
        phase1=stems[0],
        rows=stems[1],
        made_for=versions_in(weights_dir),
        card={
            "tunes": 30,
            "files": 30,
            "notes": 600,
            "held_out": 4,
            "expectation": "few tunes",
            "nearest": "folk",
            "held_out_bits": 3.5,
            "held_out_bits_before": 4.0,
            "skipped": 0,
            "skipped_reasons": [],
        },
        upbeats={"2/4": Upbeats(30, {6: 12, 12: 4})},
    )
    write_own_genre(genre, "# card\n")
    return genre
