"""Which pieces an evaluation composes: sections of requests, each seeded.

The same request may stand in several sections and is composed once. Metre and mode are
those of a held-out work of the heaviest genre, drawn by the seed, so that composed and
real music are alike in what the composer was not asked to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluate.reference import REFERENCE_BARS, EvaluationError, Reference
from engine.request import CompositionRequest
from models.judge.pairs import LEVELS, PAIRS, TRIPLES
from music.genres import GENRE_NAMES, find_genre
from music.key import Key
from music.meter import Meter

TEMPERATURES: tuple[float, ...] = (0.5, 0.75, 1.0, 1.2, 1.5)
# The request whose seeds are compared with each other.
ONE_REQUEST: Mapping[str, float] = {"jazz": 0.7, "classical": 0.3}


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many pieces: of each pure genre, seeds of each blend, of each temperature, of one
    request."""

    pure: int = 48
    blend: int = 8
    adventure: int = 8
    seeds: int = 100


QUICK = Amounts(pure=3, blend=1, adventure=1, seeds=8)


@dataclass(frozen=True, slots=True)
class Planned:
    """A request and the section it is composed for."""

    section: str
    request: CompositionRequest


def plan_pieces(
    sections: Sequence[str],
    amounts: Amounts,
    reference: Reference,
    *,
    genres: Sequence[str] = GENRE_NAMES,
) -> list[Planned]:
    """Every request of the sections, in order. Raises EvaluationError for an unknown section."""
    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise EvaluationError(f"no section {unknown[0]!r}; known: {', '.join(SECTIONS)}")
    return [
        Planned(name, request)
        for name in sections
        for request in SECTIONS[name](amounts, reference, [g for g in genres if g in GENRE_NAMES])
    ]


def _pure(amounts: Amounts, reference: Reference, genres: Sequence[str]) -> Iterator[_Request]:
    for genre in genres:
        for seed in range(amounts.pure):
            yield request_for({genre: 1.0}, seed, reference)


def _blends(amounts: Amounts, reference: Reference, genres: Sequence[str]) -> Iterator[_Request]:
    """Pairs at every level; the pure ends come first in the list of their genre."""
    for one, other in PAIRS:
        if one not in genres or other not in genres:
            continue
        for level in LEVELS:
            weights = {n: w for n, w in ((one, level), (other, 1 - level)) if w > 0}
            for seed in range(amounts.blend):
                yield request_for(weights, seed, reference)


def _triples(amounts: Amounts, reference: Reference, genres: Sequence[str]) -> Iterator[_Request]:
    for names in TRIPLES:
        if not set(names) <= set(genres):
            continue
        for turn in range(3):
            shares = np.roll((0.5, 0.3, 0.2), turn).tolist()
            weights = dict(zip(names, shares, strict=True))
            for seed in range(max(1, amounts.blend // 2)):
                yield request_for(weights, seed, reference)


def _adventure(amounts: Amounts, reference: Reference, genres: Sequence[str]) -> Iterator[_Request]:
    for genre in genres:
        for temperature in TEMPERATURES:
            for seed in range(amounts.adventure):
                yield request_for({genre: 1.0}, seed, reference, temperature=temperature)


def _seeds(amounts: Amounts, reference: Reference, genres: Sequence[str]) -> Iterator[_Request]:
    if set(ONE_REQUEST) <= set(genres):
        for seed in range(amounts.seeds):
            yield CompositionRequest(weights=dict(ONE_REQUEST), seed=seed)


_Request = CompositionRequest
SECTIONS: dict[str, Callable[[Amounts, Reference, Sequence[str]], Iterator[_Request]]] = {
    "pure": _pure,
    "blends": _blends,
    "triples": _triples,
    "adventure": _adventure,
    "seeds": _seeds,
}


def request_for(
    weights: Mapping[str, float], seed: int, reference: Reference, *, temperature: float = 1.0
) -> CompositionRequest:
    """A sixteen-bar request in C major or A minor, its metre and mode drawn by the seed."""
    heaviest = max(sorted(weights), key=lambda genre: weights[genre])
    meter, mode = find_genre(heaviest).meter, find_genre(heaviest).mode
    if heaviest in reference.genres:
        real = reference.of(heaviest)
        row = int(np.random.default_rng([seed, 16]).integers(len(real)))
        meter, mode = real.meters[row], "minor" if real.minor[row] else "major"
    return CompositionRequest(
        weights=dict(weights),
        temperature=temperature,
        bars=REFERENCE_BARS,
        tempo_bpm=find_genre(heaviest).tempo_bpm,
        key=Key("A", "minor") if mode == "minor" else Key("C"),
        meter=Meter(meter),
        seed=seed,
    )
