"""From the built corpus to training melodies, with the features kept on disk."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import vocabulary
from models.corpora.split import held_back
from models.corpora.store import genre_file, load, normalised
from models.dataset import Melody
from models.events import Events, events_of
from models.harmony import slots
from models.harmony.slots import Progression
from models.vocabulary import LONGEST_BAR_TICKS
from music.errors import MusicError
from music.leadsheet import LeadSheet

Ints = NDArray[np.int32]

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
    stem = hashlib.sha256(
        genre_file(cache_dir, genre).read_bytes() + bytes([vocabulary.VERSION, slots.VERSION])
    ).hexdigest()[:16]
    folder = cache_dir / "features" / f"{genre.replace(' ', '_')}-{stem}"
    if not (folder / f"{SPLITS[-1]}.npz").exists():
        say(f"{genre}: computing features")
        sheets = _sheets(cache_dir, genre)
        for split in SPLITS:
            melodies = [Melody.of(events, slot) for events in _readable(sheets[split])]
            chords = [Progression.of(sheet) for sheet in sheets[split] if sheet.chords]
            _store(folder / f"{split}.npz", melodies, chords)
    stored = {split: _restore(folder / f"{split}.npz", slot) for split in SPLITS}
    return GenreData(
        genre,
        melodies={split: parts[0] for split, parts in stored.items()},
        progressions={split: parts[1] for split, parts in stored.items()},
    )


def _sheets(cache_dir: Path, genre: str) -> dict[str, list[LeadSheet]]:
    """A genre's normalised lead sheets by split; a genre with no validation pieces gets some."""
    pieces = list(load(cache_dir, genre))
    spared = {}
    if all(piece.split != "valid" for piece in pieces):
        spared = held_back({p.cluster or p.piece_id for p in pieces if p.split == "train"})
    sheets: dict[str, list[LeadSheet]] = {split: [] for split in SPLITS}
    for piece in pieces:
        split = piece.split
        if split == "train" and spared.get(piece.cluster or piece.piece_id) == "valid":
            split = "valid"
        # A melody may leave MIDI's range when it is moved.
        with contextlib.suppress(MusicError):
            sheets.get(split, []).append(normalised(piece.sheet))
    return sheets


def _readable(sheets: Sequence[LeadSheet]) -> Iterator[Events]:
    for sheet in sheets:
        if sheet.meter.bar_ticks > LONGEST_BAR_TICKS:
            continue
        events = events_of(sheet)
        if len(events) >= _FEWEST_EVENTS:
            yield events


def _store(path: Path, melodies: Sequence[Melody], chords: Sequence[Progression]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    for name in _FIELDS:
        lines = [getattr(m.events, name) for m in melodies]
        arrays[name] = _joined(lines)
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
    arrays["progressions"] = _joined([p.chords for p in chords])
    arrays["progression_scalars"] = np.array(
        [(len(p.chords), p.per_bar, p.meter, p.mode) for p in chords], np.int32
    ).reshape(-1, 4)
    temporary = path.with_suffix(".part.npz")
    np.savez(temporary, **arrays)
    temporary.replace(path)


def _joined(lines: Sequence[Ints]) -> Ints:
    return np.concatenate(lines) if lines else np.zeros(0, np.int32)


def _restore(path: Path, slot: int) -> tuple[list[Melody], list[Progression]]:
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
    progressions = []
    first = 0
    for length, per_bar, meter, mode in arrays["progression_scalars"].tolist():
        line = arrays["progressions"][first : first + length]
        progressions.append(Progression(line, per_bar, meter, mode))
        first += length
    return melodies, progressions
