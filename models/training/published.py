"""The published scheme taken literally, as something to be compared with.

M. Lee (Journal of Student Research 12(4), 2023) gives in its abstract: a recurrent
network per genre, one-hot in and a softmax out, writes a melody for each; an LSTM fuses
those melodies under the composer's weights. Here exactly that and nothing more: no
chords, no form, no place in the bar, no copying, no choice among candidates. An event is a
pitch and a duration, one-hot; phase 2 reads the weighted sum of the genres' events at
the same place in their order, and its own last event. It learned from real melodies mixed
with melodies of other genres by random weights, the heaviest being what it should write.

    python -m models.training.published --cache DIR --out DIR

writes a folder of melodies as MIDI, with a manifest of the weights, that ``fusebox
evaluate`` measures. Not part of what composes. Half an hour.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from models.dataset import Melody
from models.events import notes_of
from models.judge.pairs import LEVELS, PAIRS
from models.training.data import read_genre
from models.vocabulary import DURATIONS, PITCHES
from music.genres import GENRE_NAMES
from music.key import Key
from music.leadsheet import LeadSheet, Note
from music.meter import Meter
from music.midi import write_midi
from music.piece import Piece, Track

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

UNITS = 192
WINDOW = 96
PHASE1_EVENTS, PHASE2_EVENTS = 400_000, 1_200_000
WIDTH = PITCHES + DURATIONS
SEEDS = 8
_CHUNK = 200_000  # events in memory at a time: one-hot vectors are large
BARS, BAR_TICKS = 16, 48


def one_hot(pitch: Ints, ticks: Ints) -> Floats:
    """[..., WIDTH]: a pitch class and a duration, each one-hot, side by side."""
    rows = [np.eye(PITCHES, dtype=np.float32)[pitch], np.eye(DURATIONS, dtype=np.float32)[ticks]]
    return np.concatenate(rows, axis=-1)


def build_plain(width: int) -> keras.Model:
    """An LSTM over vectors [batch, time, width], with two softmax heads (as logits)."""
    seen = keras.Input((None, width))
    state = keras.layers.LSTM(UNITS, return_sequences=True)(seen)
    heads = {
        "pitch": keras.layers.Dense(PITCHES, name="pitch")(state),
        "ticks": keras.layers.Dense(DURATIONS, name="ticks")(state),
    }
    model = keras.Model(seen, heads)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(2e-3), loss={"pitch": loss, "ticks": loss})
    return model


def train_phase1(melodies: Sequence[Melody], events: int, rng: np.random.Generator) -> keras.Model:
    """A genre's own network: the next event from those before."""
    model = build_plain(WIDTH)
    for first in range(0, events, _CHUNK):
        pitch, ticks = _windows(melodies, min(_CHUNK, events - first), rng)
        seen = np.zeros((*pitch.shape, WIDTH), np.float32)
        seen[:, 1:] = one_hot(pitch, ticks)[:, :-1]
        model.fit(seen, {"pitch": pitch, "ticks": ticks}, batch_size=64, epochs=1, verbose=2)
    return model


def train_phase2(
    by_genre: Mapping[str, Sequence[Melody]], count: int, rng: np.random.Generator
) -> keras.Model:
    """The fusing network: a weighted sum of melodies and its own past in, the heaviest out."""
    everything = [melody for melodies in by_genre.values() for melody in melodies[:400]]
    model = build_plain(2 * WIDTH)
    for first in range(0, count, _CHUNK):
        pitch, ticks = _windows(everything, min(_CHUNK, count - first), rng)
        events = one_hot(pitch, ticks)
        share = rng.uniform(0.5, 1.0, (len(pitch), 1, 1)).astype(np.float32)
        others = events[rng.permutation(len(events))]
        past = np.zeros_like(events)
        past[:, 1:] = events[:, :-1]
        seen = np.concatenate([share * events + (1 - share) * others, past], axis=-1)
        model.fit(seen, {"pitch": pitch, "ticks": ticks}, batch_size=64, epochs=1, verbose=2)
    return model


def write_melodies(model: keras.Model, rows: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """(pitch, ticks) [rows, WINDOW] drawn event by event, each from its softmax."""
    return fuse(model, np.zeros((rows, WINDOW, 0), np.float32), rng)


def fuse(model: keras.Model, guide: Floats, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """(pitch, ticks) [rows, WINDOW] from weighted one-hot melodies [rows, WINDOW, WIDTH]."""
    lstm = next(layer for layer in model.layers if isinstance(layer, keras.layers.LSTM))
    kernel, recurrent, bias = (np.asarray(weight) for weight in lstm.get_weights())
    heads = [model.get_layer(name).get_weights() for name in ("pitch", "ticks")]
    rows = len(guide)
    hidden = cell = np.zeros((rows, UNITS), np.float32)
    past = np.zeros((rows, WIDTH), np.float32)
    pitch, ticks = (np.zeros((rows, WINDOW), np.int32) for _ in range(2))
    for step in range(WINDOW):
        seen = np.concatenate([guide[:, step], past], axis=1)
        enter, forget, fresh, out = np.split(seen @ kernel + hidden @ recurrent + bias, 4, axis=1)
        cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(fresh)
        hidden = _sigmoid(out) * np.tanh(cell)
        pitch[:, step], ticks[:, step] = (
            _draw(hidden @ np.asarray(weights) + np.asarray(offset), rng)
            for weights, offset in heads
        )
        ticks[:, step] = np.maximum(ticks[:, step], 1)
        past = one_hot(pitch[:, step], ticks[:, step])
    return pitch, ticks


def _draw(logits: Floats, rng: np.random.Generator) -> Ints:
    noise = rng.gumbel(size=logits.shape)
    return np.asarray(np.argmax(logits + noise, axis=1), np.int32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _windows(
    melodies: Sequence[Melody], events: int, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """(pitch, ticks) [windows, WINDOW] of random places in random melodies, repeated to fill."""
    count = events // WINDOW
    pitch, ticks = (np.zeros((count, WINDOW), np.int32) for _ in range(2))
    for row in range(count):
        line = melodies[int(rng.integers(len(melodies)))].events
        first = int(rng.integers(max(1, len(line) - WINDOW)))
        places = (first + np.arange(WINDOW)) % len(line)
        pitch[row], ticks[row] = line.pitch[places], line.ticks[places]
    return pitch, ticks


def _sheet(pitch: Ints, ticks: Ints) -> LeadSheet:
    """Sixteen bars of 4/4 in C, the last note cut at the end."""
    end = BARS * BAR_TICKS / 12
    notes = [
        Note(n.pitch, n.start_beats, min(n.length_beats, end - n.start_beats))
        for n in notes_of(pitch.tolist(), ticks.tolist())
        if n.start_beats < end - 0.01
    ]
    return LeadSheet(Key("C"), Meter("4/4"), BARS, tuple(notes))


def write_pieces(
    cache_dir: Path,
    out: Path,
    *,
    genres: Sequence[str] = GENRE_NAMES,
    events: tuple[int, int] = (PHASE1_EVENTS, PHASE2_EVENTS),
    seed: int = 1,
) -> None:
    """Train both phases, and write every pair at every share as MIDI with ``manifest.json``.

    ``events`` are how many each network of phase 1, and phase 2, learns from.
    """
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    out.mkdir(parents=True, exist_ok=True)
    melodies = {
        genre: read_genre(cache_dir, genre, slot).melodies["train"]
        for slot, genre in enumerate(genres, start=1)
    }
    written: dict[str, tuple[Ints, Ints]] = {}
    for genre, own in melodies.items():
        written[genre] = write_melodies(train_phase1(own, events[0], rng), 4 * SEEDS, rng)
    fusing = train_phase2(melodies, events[1], rng)
    rows: dict[str, dict[str, Any]] = {}
    for one, other in PAIRS:
        if one in genres and other in genres:
            for share in LEVELS:
                weights = {g: w for g, w in ((one, share), (other, 1 - share)) if w > 0}
                rows.update(_write_blend(out, fusing, written, weights, rng))
    (out / "manifest.json").write_text(json.dumps(list(rows.values()), indent=1) + "\n")


def _write_blend(
    out: Path,
    fusing: keras.Model,
    written: Mapping[str, tuple[Ints, Ints]],
    weights: Mapping[str, float],
    rng: np.random.Generator,
) -> dict[str, dict[str, Any]]:
    """The manifest's rows of a blend's pieces, by file."""
    guide = np.zeros((SEEDS, WINDOW, WIDTH), np.float32)
    for genre, weight in weights.items():
        pitch, ticks = written[genre]
        chosen = rng.permutation(len(pitch))[:SEEDS]
        guide += weight * one_hot(pitch[chosen], ticks[chosen])
    pitch, ticks = fuse(fusing, guide, rng)
    rows = {}
    for seed in range(SEEDS):
        sheet = _sheet(pitch[seed], ticks[seed])
        if not sheet.melody:
            continue
        asked = " ".join(f"{w:.0%} {g}" for g, w in weights.items())
        name = f"{asked.replace(' ', '-').replace('%', '')}-{seed}.mid"
        track = Track("melody", "melody", 0, sheet.melody)
        piece = Piece(asked, sheet.key, sheet.meter, 120, BARS, (track,))
        (out / name).write_bytes(write_midi(piece))
        rows[name] = {"file": name, "weights": dict(weights), "seed": seed}
    return rows


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="The published scheme, for comparison.")
    parser.add_argument("--cache", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pieces")
    options = parser.parse_args()
    write_pieces(options.cache, options.out)


if __name__ == "__main__":
    main()
