"""The two phases with warm networks in this very process, and the ways to compare them with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.bench.products import Events
from engine.compose.drafting import SKETCHES, Clock, write_drafts
from engine.recipe import settle
from engine.request import CompositionRequest
from models import store
from models.benchmark.eager import EagerNetwork
from models.benchmark.textbook import Textbook
from models.networks import Networks
from models.sampler.frames import WrittenMelody
from models.shape import NetworkSize


class BarePhases:
    """Loads the networks of a folder (None: the shipped ones). Raises WeightsError."""

    candidates = SKETCHES

    def __init__(self, weights_dir: Path | None) -> None:
        folder = weights_dir or store.SHIPPED
        self.networks = _Counting(folder)
        stems = (store.file_name(store.PHASE1, self.networks.genres[0]), store.PHASE2)
        self._stored = [store.load_network(folder, stem) for stem in stems]
        first, second = (NetworkSize(**stored.card["size"]) for stored in self._stored)
        self.sizes = (first, second)

    def two_phase_ms(self, request: CompositionRequest, fused: int) -> float:
        """Both phases of a request with so many fused tunes: guides and copies included."""
        clock = Clock()
        self.networks.candidates = fused
        write_drafts(settle(request), self.networks, clock=clock)
        return 1000 * (clock.seconds["phase1"] + clock.seconds["phase2"])

    def count_events(self, request: CompositionRequest, fused: int) -> Events:
        """The events that both phases write for a request; it is run once, and so warm."""
        self.two_phase_ms(request, fused)
        return Events(self.networks.first, self.networks.second)

    def textbooks(self, *, conditions: int) -> list[Textbook]:
        """The stateless networks of both phases; the second asked under so many conditions."""
        first, second = self._stored
        return [
            Textbook(first.arrays, self.sizes[0]),
            Textbook(second.arrays, self.sizes[1], rows=conditions),
        ]

    def eager(self, *, rows: tuple[int, int]) -> list[EagerNetwork]:
        """The eager networks of both phases, with so many rows each."""
        return [
            EagerNetwork(stored.arrays, size, rows=count)
            for stored, size, count in zip(self._stored, self.sizes, rows, strict=True)
        ]


class _Counting(Networks):
    """Networks that remember how many events each melody of the last request had."""

    first: tuple[tuple[int, ...], ...]
    second: tuple[int, ...]

    def write_melodies(self, *args: Any, **kwargs: Any) -> dict[str, list[WrittenMelody]]:
        written = super().write_melodies(*args, **kwargs)
        self.first = tuple(
            tuple(len(melody.pitch) for melody in melodies) for melodies in written.values()
        )
        return written

    def fuse(self, *args: Any, **kwargs: Any) -> list[WrittenMelody]:
        written = super().fuse(*args, **kwargs)
        self.second = tuple(len(melody.pitch) for melody in written)
        return written
