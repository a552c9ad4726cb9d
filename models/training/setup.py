"""What every stage of training is given, and what the stages have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.baselines import TrigramModel, uniform_bits
from models.corpora.sources import SOURCES
from models.damage import Damager
from models.dataset import Melody, MelodyBatches
from models.shape import NetworkSize
from models.training.data import GenreData


@dataclass(frozen=True, slots=True)
class Setup:
    """Where training reads and writes, and how long each stage may take.

    ``slots`` numbers the genres from 1; the numbers are part of the fusion network.
    ``size`` is that of phase 1; phase 2 is the same with a guide and without a memory.
    With ``go_on`` the shared network starts from the one in ``weights_dir``.
    """

    cache_dir: Path
    runs_dir: Path
    weights_dir: Path
    slots: Mapping[str, int]
    seed: int = 1
    epochs: Mapping[str, int] = field(default_factory=lambda: default_epochs())
    events_per_epoch: int = 500_000
    size: NetworkSize = field(default_factory=lambda: NetworkSize(recall=32))
    go_on: bool = False
    say: Callable[[str], None] = print

    @property
    def guided(self) -> NetworkSize:
        return replace(self.size, guided=True, recall=0)


def default_epochs() -> dict[str, int]:
    """Epochs of each stage's usual run."""
    return {"chords": 30, "shared": 30, "phase1": 3, "phase2": 20}


def together(data: Mapping[str, GenreData], split: str) -> list[Melody]:
    """The melodies of all genres."""
    return [melody for genre in data.values() for melody in genre.melodies[split]]


def evenly(melodies: Sequence[Melody], most: int) -> list[Melody]:
    """At most ``most`` melodies, evenly spread."""
    step = max(1, len(melodies) // most)
    return list(melodies[::step])[:most]


def held_out(data: Mapping[str, GenreData], more: Sequence[Melody] = ()) -> MelodyBatches:
    """Some validation melodies of every genre, and ``more``."""
    own = [m for d in data.values() for m in evenly(d.melodies["valid"], 40)]
    return validation([*own, *more])


def validation(melodies: Sequence[Melody], damager: Damager | None = None) -> MelodyBatches:
    """Melodies whole and in order, nothing withheld."""
    return MelodyBatches(melodies, seed=7, withhold=False, damager=damager)


def figures_of(bits: float, train: Sequence[Melody], valid: Sequence[Melody]) -> dict[str, float]:
    """Validation ``bits`` per event beside uniform guessing and a 3-gram on the same works."""
    trigram = TrigramModel()
    trigram.learn(m.events for m in train)
    return {
        "valid_bits": bits,
        "trigram_bits": trigram.bits(m.events for m in valid),
        "uniform_bits": uniform_bits(),
    }


def sources_of_genre(genre: str) -> list[dict[str, str]]:
    """What a genre was learnt from: source, licence, attribution and address."""
    return [
        {
            "source": source.folder,
            "licence": source.licence,
            "attribution": source.attribution,
            "url": source.url,
        }
        for source in SOURCES
        if source.genre == genre
    ]


def card_of(
    setup: Setup, stage: str, curve: Sequence[Mapping[str, float]], **more: Any
) -> dict[str, Any]:
    """What is told of a network beside its weights."""
    return {
        "kind": stage,
        "date": date.today().isoformat(),
        "seed": setup.seed,
        "settings": {
            "epochs": setup.epochs[stage],
            "events_per_epoch": setup.events_per_epoch,
        },
        "curve": list(curve),
        **more,
    }
