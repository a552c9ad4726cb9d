"""Works for the judges to learn from and to be measured on.

Training works are dealt into two halves by a fixed hash: the search judge learns from one
half and the independent judge from the other, so that they share no work. Works held out by
the corpus teach neither. A genre without held-out works lends a tenth of its training
works, by the same rule as the networks do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.corpora.store import load
from music.leadsheet import LeadSheet

MOST_WORKS = 4000  # no genre has many more
MOST_SLICES = 8
FEWEST_NOTES = 12
FOLDS = 3


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its lead sheets, and whether it is held out; ``source`` names its corpus."""

    name: str
    genre: str
    source: str
    split: str
    sheets: tuple[LeadSheet, ...]

    @property
    def held_out(self) -> bool:
        return self.split != "train"

    @property
    def half(self) -> int:
        """0 or 1, the same in every run."""
        return _digest(self.name)[1] % 2

    @property
    def fold(self) -> int:
        """0 to 2, independent of the half."""
        return _digest(self.name)[2] % FOLDS


def read_works(cache_dir: Path, genre: str, *, most: int = MOST_WORKS) -> list[Work]:
    """The works of a genre in the order of their hashes, of training works at most ``most``.

    Raises MissingCorpus or CorpusError as the corpus does.
    """
    pieces: dict[str, list[LeadSheet]] = {}
    about: dict[str, tuple[str, str]] = {}
    for piece in load(cache_dir, genre):
        if piece.split == "drop" or len(piece.sheet.melody) < FEWEST_NOTES:
            continue
        name = piece.cluster or piece.piece_id
        about.setdefault(name, (piece.source, piece.split))
        if about[name] == (piece.source, piece.split):
            pieces.setdefault(name, []).append(piece.sheet)
    lends = all(split == "train" for _, split in about.values())
    works = []
    taught = 0
    for name in sorted(pieces, key=_digest):
        source, split = about[name]
        if lends and _digest(name)[0] < 26:
            split = "valid"
        if split == "train":
            taught += 1
            if taught > most:
                continue
        works.append(Work(name, genre, source, split, tuple(pieces[name][:MOST_SLICES])))
    return works


def teaching(works: Sequence[Work], half: int, *, without: str | None = None) -> list[Work]:
    """The training works of a half, without those of one source."""
    return [w for w in works if not w.held_out and w.half == half and w.source != without]


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
