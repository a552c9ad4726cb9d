"""One training run of one melody network: fit, measure, keep the best, resume.

Progress is Keras' own bar; the state of a run lies in its folder (checkpoint after
every epoch, TensorBoard log, ``curve.json``), so that a run that was stopped goes on
where it was.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from models.dataset import MelodyBatches
from models.network import build_network
from models.shape import NetworkSize


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a run learns; the rate falls along a cosine."""

    epochs: int
    peak_rate: float = 2e-3
    final_rate: float = 1e-4
    weight_decay: float = 1e-4
    patience: int = 8


@dataclass(frozen=True, slots=True)
class Fitted:
    """The best weights of a run by Keras path, and its curve (bits per event by epoch)."""

    arrays: dict[str, Any]
    curve: list[dict[str, float]]

    @property
    def best_bits(self) -> float:
        return min(point["valid_bits"] for point in self.curve)


def named_arrays(model: keras.Model) -> dict[str, Any]:
    """A model's weights by path, as NumPy arrays."""
    return {weight.path: weight.numpy() for weight in model.weights}


def assign_arrays(model: keras.Model, arrays: Mapping[str, Any]) -> None:
    """Set a model's weights from arrays by path."""
    for weight in model.weights:
        weight.assign(arrays[weight.path])


def measure_bits(model: keras.Model, batches: MelodyBatches) -> tuple[float, float]:
    """(pitch, duration) bits per event over all events of ``batches``."""

    def nats(inputs: Any, targets: Any, mask: Any) -> Any:
        logits = model(inputs, training=False)
        return [
            tf.reduce_sum(
                mask * tf.nn.sparse_softmax_cross_entropy_with_logits(targets[name], logits[name])
            )
            for name in ("pitch", "ticks")
        ]

    measure = tf.function(nats, reduce_retracing=True)
    total, count = np.zeros(2), 0.0
    for index in range(len(batches)):
        inputs, targets, masks = batches[index]
        as_tensors = {name: tf.constant(value) for name, value in inputs.items()}
        goals = {name: tf.constant(value) for name, value in targets.items()}
        total += [float(part) for part in measure(as_tensors, goals, tf.constant(masks["pitch"]))]
        count += float(masks["pitch"].sum())
    bits = total / max(count, 1.0) / math.log(2)
    return float(bits[0]), float(bits[1])


class _Record(keras.callbacks.Callback):  # type: ignore[misc]
    """Measures the validation bits after each epoch, keeps the best weights, writes the curve."""

    def __init__(self, valid: MelodyBatches, path: Path) -> None:
        super().__init__()
        self.valid = valid
        self.path = path
        self.curve: list[dict[str, float]] = []
        if path.exists():
            self.curve = json.loads(path.read_text())
        self.best_path = path.with_suffix(".best.npz")

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        pitch, ticks = measure_bits(self.model, self.valid)
        bits = pitch + ticks
        logs = logs if logs is not None else {}
        logs["valid_bits"] = bits
        if not self.curve or bits < min(p["valid_bits"] for p in self.curve):
            np.savez(self.best_path, **named_arrays(self.model))
        point = {
            "epoch": epoch + 1,
            "train_bits": float(logs["loss"]) / math.log(2),
            "valid_bits": bits,
            "valid_pitch_bits": pitch,
            "valid_ticks_bits": ticks,
        }
        self.curve = [p for p in self.curve if p["epoch"] <= epoch] + [point]
        self.path.write_text(json.dumps(self.curve))

    def best(self) -> dict[str, Any]:
        with np.load(self.best_path) as stored:
            return {name: stored[name] for name in stored.files}


def _stream(batches: MelodyBatches) -> tf.data.Dataset:
    """Epoch after epoch of ``batches``, each with other melodies.

    The signature is spelt out: left to guess, Keras takes the length of the first
    batches for that of all.
    """

    def epochs() -> Iterator[Any]:
        while True:
            for index in range(len(batches)):
                yield batches[index]
            batches.on_epoch_end()

    classes = tf.TensorSpec((None, None, batches.columns), tf.int32)
    line, mask = tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None, None), tf.float32)
    signature = (
        {"classes": classes, "chosen": line},
        {"pitch": line, "ticks": line},
        {"pitch": mask, "ticks": mask},
    )
    return tf.data.Dataset.from_generator(epochs, output_signature=signature).prefetch(2)


def fit_network(
    size: NetworkSize,
    train: MelodyBatches,
    valid: MelodyBatches,
    *,
    schedule: Schedule,
    run_dir: Path,
    start_from: Mapping[str, Any] | None = None,
    say: Callable[[str], None] = print,
) -> Fitted:
    """Train a network from scratch or from given weights; resumes a run left in ``run_dir``."""
    run_dir.mkdir(parents=True, exist_ok=True)
    model = build_network(size)
    if start_from is not None:
        assign_arrays(model, start_from)
    steps = schedule.epochs * max(1, len(train))
    rate = keras.optimizers.schedules.CosineDecay(
        schedule.peak_rate, steps, alpha=schedule.final_rate / schedule.peak_rate
    )
    loss = {
        name: keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        for name in ("pitch", "ticks")
    }
    model.compile(
        keras.optimizers.AdamW(rate, weight_decay=schedule.weight_decay, clipnorm=1.0),
        loss=loss,
        jit_compile=False,
    )
    record = _Record(valid, run_dir / "curve.json")
    model.fit(
        _stream(train),
        steps_per_epoch=len(train),
        shuffle=False,
        epochs=schedule.epochs,
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            record,
            keras.callbacks.EarlyStopping("valid_bits", mode="min", patience=schedule.patience),
            keras.callbacks.BackupAndRestore(str(run_dir / "backup"), delete_checkpoint=False),
            keras.callbacks.TensorBoard(str(run_dir / "tensorboard")),
        ],
    )
    say(f"{run_dir.name}: {min(p['valid_bits'] for p in record.curve):.3f} bits per event")
    return Fitted(record.best(), record.curve)
