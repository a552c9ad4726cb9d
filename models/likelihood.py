"""Bits per event of phase 1 on melodies it never saw, chords masked.

Reads a file of melodies (one JSON object a line: id, genre, split, events as [pitch,
duration, position in the bar] in ticks, C major or A minor) and asks each genre's own
network, and the shared one, how surprising every event is given its past. Chords,
mode and the bars that are left are withheld, so that nothing but the past is seen; the
metre is that in which the positions are written.
"""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from models import store
from models.corpora.sources import SOURCES
from models.dataset import MELODY_ONLY
from models.errors import ModelError
from models.events import Events
from models.features import OWN_FEATURES, own_features
from models.network import build_network
from models.shape import NetworkSize
from models.training.fitting import assign_arrays
from models.vocabulary import LONGEST_BAR_TICKS, LONGEST_TICKS, METERS, pitch_class_number

BENCHMARK_METERS: tuple[tuple[int, str], ...] = (
    (48, "4/4"),
    (36, "3/4"),
    (24, "2/4"),
    (54, "9/8"),
    (72, "12/8"),
    (60, "5/4"),
    (42, "7/8"),
)
_ROWS = 16


@dataclass(frozen=True, slots=True)
class BenchmarkMelody:
    """One melody of a benchmark; ``network`` is the Fusebox genre that should know it."""

    name: str
    genre: str
    network: str
    split: str
    events: Events


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Bits per event of a group of melodies: pitch, and duration given pitch."""

    melodies: int
    events: int
    pitch_bits: float
    ticks_bits: float

    @property
    def bits(self) -> float:
        return self.pitch_bits + self.ticks_bits


def read_benchmark(path: Path, split: str = "test") -> list[BenchmarkMelody]:
    """The melodies of a ``.jsonl`` or ``.jsonl.xz`` file. Raises ModelError for a bad one."""
    opener = lzma.open if path.suffix == ".xz" else open
    melodies = []
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                if line.strip():
                    row = json.loads(line)
                    if row.get("split", split) == split:
                        melodies.append(_melody(row))
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, lzma.LZMAError) as error:
        raise ModelError(
            f"line {number} of {path} is no melody ({error}); each line needs "
            '{"id", "genre", "events": [[pitch, duration, position], …]}'
        ) from error
    if not melodies:
        raise ModelError(f"{path} holds no melodies of the split {split!r}")
    return melodies


def measure(
    melodies: Sequence[BenchmarkMelody], folder: Path, *, shared: Path | None = None
) -> dict[str, dict[str, Likelihood]]:
    """{group: {"own": …, "shared": …}}; groups are the file's genres and, where they differ, ours.

    ``folder`` holds the phase-1 weights; ``shared`` the network of all genres, left out
    where None. Raises WeightsError.
    """
    found: dict[str, list[tuple[BenchmarkMelody, float, float]]] = {"own": [], "shared": []}
    for network in sorted({m.network for m in melodies}):
        mine = [m for m in melodies if m.network == network]
        stored = store.load_network(folder, store.file_name(store.PHASE1, network))
        found["own"] += _surprises(mine, stored)
    if shared is not None:
        found["shared"] += _surprises(melodies, store.load_network(shared, store.SHARED))
    report: dict[str, dict[str, Likelihood]] = {}
    for kind, rows in found.items():
        for group in sorted({m.genre for m in melodies} | {m.network for m in melodies}):
            chosen = [row for row in rows if group in (row[0].genre, row[0].network)]
            if chosen:
                report.setdefault(group, {})[kind] = _likelihood(chosen)
    return report


def _likelihood(rows: Sequence[tuple[BenchmarkMelody, float, float]]) -> Likelihood:
    events = sum(len(m.events) for m, _, _ in rows)
    return Likelihood(
        melodies=len(rows),
        events=events,
        pitch_bits=sum(pitch for _, pitch, _ in rows) / events,
        ticks_bits=sum(ticks for _, _, ticks in rows) / events,
    )


def _surprises(
    melodies: Sequence[BenchmarkMelody], stored: store.StoredNetwork
) -> list[tuple[BenchmarkMelody, float, float]]:
    """(melody, pitch bits, duration bits), summed over each whole melody."""
    model = build_network(NetworkSize(**stored.card["size"]))
    assign_arrays(model, stored.arrays)

    def nats(classes: Any, pitch: Any, ticks: Any, mask: Any) -> Any:
        logits = model({"classes": classes, "chosen": pitch}, training=False)
        return [
            tf.reduce_sum(
                mask * tf.nn.sparse_softmax_cross_entropy_with_logits(goal, logits[name]), axis=1
            )
            for name, goal in (("pitch", pitch), ("ticks", ticks))
        ]

    ask = tf.function(nats, reduce_retracing=True)
    order = sorted(melodies, key=lambda m: len(m.events))
    rows = []
    for first in range(0, len(order), _ROWS):
        batch = order[first : first + _ROWS]
        pitch_nats, ticks_nats = ask(*_batch([m.events for m in batch]))
        for melody, p, t in zip(batch, pitch_nats.numpy(), ticks_nats.numpy(), strict=True):
            rows.append((melody, float(p) / math.log(2), float(t) / math.log(2)))
    return rows


def _batch(lines: Sequence[Events]) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]:
    longest = max(len(events) for events in lines)
    names = [name for name, _ in OWN_FEATURES]
    classes = np.zeros((len(lines), longest, len(names)), np.int32)
    pitch, ticks = (np.zeros((len(lines), longest), np.int32) for _ in range(2))
    mask = np.zeros((len(lines), longest), np.float32)
    for row, events in enumerate(lines):
        n = len(events)
        classes[row, :n] = own_features(events)
        pitch[row, :n], ticks[row, :n], mask[row, :n] = events.pitch, events.ticks, 1
    classes[:, :, [names.index(name) for name in MELODY_ONLY]] = 0
    return tf.constant(classes), tf.constant(pitch), tf.constant(ticks), tf.constant(mask)


def _melody(row: Mapping[str, Any]) -> BenchmarkMelody:
    events = [(int(p), int(t), int(at)) for p, t, at in row["events"]]
    if not events or any(not 1 <= t <= LONGEST_TICKS or at < 0 for _, t, at in events):
        raise ValueError("durations must be 1 to 96 ticks and positions not negative")
    name = str(row.get("id", ""))
    genre = str(row["genre"])
    return BenchmarkMelody(
        name, genre, _network_of(name, genre), str(row.get("split", "test")), _events(events)
    )


def _network_of(name: str, genre: str) -> str:
    """The genre whose source folder the name begins with, else the genre as the file says."""
    for source in SOURCES:
        if name.startswith(source.folder + "/"):
            return source.genre
    return genre


def _events(rows: Sequence[tuple[int, int, int]]) -> Events:
    """Onsets from positions: each event starts at the next place its position allows."""
    if max(at for _, _, at in rows) >= LONGEST_BAR_TICKS:  # 4/2: two bars of 2/2, as the corpora
        rows = [(pitch, ticks, at % 48) for pitch, ticks, at in rows]
    bar_ticks, meter = _meter(rows)
    starts = []
    now = rows[0][2] % bar_ticks
    for _, ticks, at in rows:
        now += (at - now) % bar_ticks
        starts.append(now)
        now += ticks
    return Events(
        pitch=np.array([pitch_class_number(p) if p else 0 for p, _, _ in rows], np.int32),
        ticks=np.array([t for _, t, _ in rows], np.int32),
        start=np.array(starts, np.int32),
        chords=np.zeros(0, np.int32),
        bar_ticks=bar_ticks,
        total_ticks=-(-now // bar_ticks) * bar_ticks,
        meter=METERS.index(meter),
    )


def _meter(rows: Iterable[tuple[int, int, int]]) -> tuple[int, str]:
    """The bar in which most events follow on from the one before, 4/4 of equals."""
    rows = list(rows)

    def follow_on(bar: int) -> float:
        return sum(
            (at + ticks - after) % bar == 0 for (_, ticks, at), (_, _, after) in pairwise(rows)
        ) - 2 * sum(at >= bar for _, _, at in rows)

    return max(BENCHMARK_METERS, key=lambda meter: follow_on(meter[0]))
