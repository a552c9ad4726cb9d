"""The shape of a melody network: its sizes, its input columns and its copy sources.

Shared by the trainable graph and the sampler; knows neither of them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from models.features import GUIDE_FEATURES, OWN_FEATURES, OWN_SOURCES

CHORD_COLUMNS = ("chord", "next_chord")
GENRE_SLOTS = 64  # room for genres added later; slot 0 is "no genre"


@dataclass(frozen=True, slots=True)
class NetworkSize:
    """The shape of a melody network; ``guided`` makes it phase 2.

    ``recall`` is the width of its memory's keys (models/recall.py), 0 for none; the sampler
    knows it for networks without a genre input only.
    """

    units: int = 192
    layers: int = 2
    width: int = 128
    head: int = 128
    dropout: float = 0.2
    guided: bool = False
    recall: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each feature's column and its classes lie in the one input table."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]

    @property
    def offsets(self) -> tuple[int, ...]:
        """First table row of each feature."""
        starts, total = [], 0
        for size in self.sizes:
            starts.append(total)
            total += size
        return tuple(starts)

    @property
    def rows(self) -> int:
        return sum(self.sizes)

    def index(self, name: str) -> int:
        return self.names.index(name)


def columns_of(size: NetworkSize) -> Columns:
    """The input columns of a network of this size, in order."""
    features = list(OWN_FEATURES)
    if size.guided:
        features += [*GUIDE_FEATURES, ("genre", GENRE_SLOTS)]
    return Columns(tuple(n for n, _ in features), tuple(s for _, s in features))


def sources_of(size: NetworkSize) -> tuple[str, ...]:
    """The copy sources of a network: (source)_pitch and (source)_ticks are columns."""
    return (*OWN_SOURCES, "guide") if size.guided else OWN_SOURCES


def genre_offset(size: NetworkSize) -> int:
    """The table row of genre slot 0 in a guided network; slot n lies n rows further."""
    columns = columns_of(size)
    return columns.offsets[columns.index("genre")]
