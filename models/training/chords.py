"""Training the chord network on the progressions of all genres."""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np

from models.harmony.network import build_chord_network
from models.harmony.slots import OFFSETS, Progression, progression_rows
from models.training.fitting import named_arrays

_LONGEST = 96  # slots of a window: 24 bars of 4/4
_MOST_PER_GENRE = 700  # progressions; a cap, so that the large genres don't drown the small
_GENRE_WITHHELD = 0.15


def fit_chords(
    train: Mapping[int, Sequence[Progression]],
    valid: Mapping[int, Sequence[Progression]],
    *,
    epochs: int,
    run_dir: Path,
    seed: int = 1,
) -> tuple[dict[str, Any], list[dict[str, float]]]:
    """Best weights by path and the curve; progressions are given by genre slot."""
    run_dir.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(seed)
    inputs, chords, mask = _arrays(train, balance=True, seed=seed)
    held, held_chords, held_mask = _arrays(valid, balance=False, seed=seed)
    model = build_chord_network()
    model.compile(
        keras.optimizers.AdamW(2e-3, weight_decay=1e-3, clipnorm=1.0),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    best_path = run_dir / "best.weights.h5"
    log = run_dir / "curve.csv"
    model.fit(
        inputs,
        chords,
        sample_weight=mask,
        validation_data=(held, held_chords, held_mask),
        batch_size=64,
        epochs=epochs,
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            keras.callbacks.ModelCheckpoint(
                str(best_path), monitor="val_loss", save_best_only=True, save_weights_only=True
            ),
            keras.callbacks.EarlyStopping("val_loss", patience=6),
            keras.callbacks.CSVLogger(str(log), append=True),
            keras.callbacks.BackupAndRestore(str(run_dir / "backup"), delete_checkpoint=False),
            keras.callbacks.TensorBoard(str(run_dir / "tensorboard")),
        ],
    )
    if best_path.exists():
        model.load_weights(str(best_path))
    share = float(held_mask.mean())
    with log.open(newline="") as rows:
        curve = [
            {
                "epoch": int(row["epoch"]) + 1,
                "valid_bits": float(row["val_loss"]) / math.log(2) / share,
            }
            for row in csv.DictReader(rows)
        ]
    return named_arrays(model), curve


def _arrays(
    progressions: Mapping[int, Sequence[Progression]], *, balance: bool, seed: int
) -> tuple[Any, Any, Any]:
    """Padded (inputs with offsets, chords, mask); small genres repeated when balancing."""
    rng = np.random.default_rng(seed)
    rows = []
    for slot, group in progressions.items():
        if not group:
            continue
        count = min(len(group), _MOST_PER_GENRE)
        chosen = [group[int(n)] for n in rng.permutation(len(group))[:count]]
        repeats = max(1, round(math.sqrt(_MOST_PER_GENRE / count))) if balance else 1
        for progression in chosen * repeats:
            withheld = balance and rng.random() < _GENRE_WITHHELD
            seen = progression_rows(progression, 0 if withheld else slot)
            for first in range(0, len(seen), _LONGEST):
                part = slice(first, first + _LONGEST)
                rows.append((seen[part], progression.chords[part]))
    inputs = np.zeros((len(rows), _LONGEST, len(OFFSETS)), np.int32)
    chords = np.zeros((len(rows), _LONGEST), np.int32)
    mask = np.zeros((len(rows), _LONGEST), np.float32)
    for index, (seen, line) in enumerate(rows):
        inputs[index, : len(seen)], chords[index, : len(line)] = seen, line
        mask[index, : len(line)] = line > 0
    return inputs + np.array(OFFSETS, np.int32), chords, mask
