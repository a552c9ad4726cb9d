"""How different the seeds of one request are, and how far pieces are from the training works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluate.measured import Measured
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import Reference
from engine.metrics.originality import quotes_a_work
from models.originality import SHORTEST_RUN, Work
from models.turns import shared_turns

_LISTED = 5


@dataclass(frozen=True, slots=True)
class Diversity:
    """Pieces of one request beside each other.

    ``shared`` is the mean share of six-note turns that two pieces have in common,
    ``real_shared`` that of two held-out works of the same genres.
    """

    asked: Mapping[str, float]
    pieces: int
    different: int
    shared: float
    real_shared: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """A piece's longest run of notes shared with a training work."""

    piece: str
    notes: int
    work: Work


@dataclass(frozen=True, slots=True)
class Originality:
    """Longest runs shared with training works. Shorter than eight notes counts as seven.

    ``over_limit`` counts pieces with over thirteen notes; ``nearest`` are the longest runs.
    """

    pieces: int
    median: float
    percentile_95: float
    longest: int
    over_limit: int
    nearest: tuple[Nearest, ...]


def diversity(pieces: Sequence[EvaluatedPiece], reference: Reference) -> Diversity:
    """How different pieces of one request are; all must ask for the same weights."""
    asked = dict(pieces[0].weights)
    melodies = {
        tuple((n.pitch, n.start_beats, n.length_beats) for n in piece.sheet.melody)
        for piece in pieces
    }
    real = sum(weight * reference.of(genre).shared_turns for genre, weight in asked.items())
    return Diversity(
        asked=asked,
        pieces=len(pieces),
        different=len(melodies),
        shared=shared_turns([piece.sheet for piece in pieces]),
        real_shared=float(real),
    )


def originality(pieces: Sequence[EvaluatedPiece], measured: Measured) -> Originality:
    """The runs of all pieces; ``measured`` has a row for each."""
    runs = measured.runs
    notes = np.array([max(SHORTEST_RUN - 1, run.notes) for run in runs])
    order = np.argsort(-notes, kind="stable")[:_LISTED]
    return Originality(
        pieces=len(pieces),
        median=float(np.median(notes)),
        percentile_95=float(np.percentile(notes, 95)),
        longest=int(notes.max()),
        over_limit=sum(quotes_a_work(run) for run in runs),
        nearest=tuple(
            Nearest(pieces[i].name, runs[i].notes, work)
            for i in order
            if (work := runs[i].work) is not None
        ),
    )
