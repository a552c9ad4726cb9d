"""From the built corpus to training melodies, with the features kept on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models import vocabulary
from models.corpora.store import genre_file, load, normalised
from models.dataset import Melody
from models.events import Events, events_of
from models.harmony.slots import Progression
from models.vocabulary import LONGEST_BAR_TICKS
from music.errors import MusicError
from music.leadsheet import LeadSheet

SPLITS = ("train", "valid", "test")
_FEWEST_EVENTS = 12
_FIELDS = ("pitch", "ticks", "start", "chords")


@dataclass(frozen=True, slots=True)
class GenreData:
    """A genre's melodies and progressions by split; ``pieces`` counts lead sheets."""

    genre: str
    melodies: dict[str, list[Melody]]
    progressions: dict[str, list[Progression]]

    def size(self, split: str) -> tuple[int, int]:
        """(melodies, events) of a split."""
        melodies = self.melodies[split]
        return len(melodies), sum(len(m.events) for m in melodies)


def read_genre(
    cache_dir: Path, genre: str, slot: int, *, say: Callable[[str], None] = print
) -> GenreData:
    """A genre's training data; computed once per build of the corpus, then read from disk."""
    melodies = {}
    for split in SPLITS:
        stem = hashlib.sha256(
            genre_file(cache_dir, genre).read_bytes() + f"{split}{vocabulary.VERSION}".encode()
        ).hexdigest()[:16]
        path = cache_dir / "features" / f"{genre.replace(' ', '_')}-{split}-{stem}.npz"
        if not path.exists():
            say(f"{genre}: computing features of the {split} melodies")
            _store(path, [Melody.of(e, slot) for e in _readable(cache_dir, genre, split)])
        melodies[split] = _restore(path, slot)
    progressions = {
        split: [Progression.of(sheet) for sheet in _sheets(cache_dir, genre, split) if sheet.chords]
        for split in SPLITS
    }
    return GenreData(genre, melodies, progressions)


def _sheets(cache_dir: Path, genre: str, split: str) -> Iterator[LeadSheet]:
    pieces = list(load(cache_dir, genre))
    given = {piece.split for piece in pieces}
    for piece in pieces:
        held = piece.split
        if "valid" not in given and held == "train" and _tenth(piece.cluster or piece.piece_id):
            held = "valid"  # a small genre whose pieces are all for training: hold some back
        if held != split:
            continue
        try:
            yield normalised(piece.sheet)
        except MusicError:
            continue  # a melody that leaves MIDI's range when it is moved


def _tenth(work: str) -> bool:
    return hashlib.sha256(work.encode()).digest()[0] < 26


def _readable(cache_dir: Path, genre: str, split: str) -> Iterator[Events]:
    for sheet in _sheets(cache_dir, genre, split):
        if sheet.meter.bar_ticks > LONGEST_BAR_TICKS:
            continue
        events = events_of(sheet)
        if len(events) >= _FEWEST_EVENTS:
            yield events


def _store(path: Path, melodies: Sequence[Melody]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    for name in _FIELDS:
        lines = [getattr(m.events, name) for m in melodies]
        arrays[name] = np.concatenate(lines) if lines else np.zeros(0, np.int32)
        arrays[f"{name}_lengths"] = np.array([len(line) for line in lines], np.int64)
    if melodies:
        arrays["features"] = np.concatenate([m.features for m in melodies])
    arrays["scalars"] = np.array(
        [
            (m.events.bar_ticks, m.events.total_ticks, m.events.meter, m.events.mode)
            for m in melodies
        ],
        np.int32,
    ).reshape(-1, 4)
    temporary = path.with_suffix(".part.npz")
    np.savez(temporary, **arrays)
    temporary.replace(path)


def _restore(path: Path, slot: int) -> list[Melody]:
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    edges = {name: np.concatenate([[0], np.cumsum(arrays[f"{name}_lengths"])]) for name in _FIELDS}
    melodies = []
    for index, (bar_ticks, total, meter, mode) in enumerate(arrays["scalars"].tolist()):
        parts = {
            name: arrays[name][edges[name][index] : edges[name][index + 1]] for name in _FIELDS
        }
        events = Events(**parts, bar_ticks=bar_ticks, total_ticks=total, meter=meter, mode=mode)
        span = slice(edges["pitch"][index], edges["pitch"][index + 1])
        melodies.append(Melody(events, arrays["features"][span], slot))
    return melodies
