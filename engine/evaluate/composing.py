"""Composing the planned pieces, those that are not kept already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.evaluate.keeping import KeptPieces
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.plan import Planned
from engine.request import CompositionRequest
from music.leadsheet import LeadSheet

Composer = Callable[[CompositionRequest], LeadSheet]


def compose_planned(
    plan: Sequence[Planned],
    composer: Composer,
    kept: KeptPieces,
    *,
    progress: Callable[[int, int], None] = lambda done, known: None,
) -> dict[str, list[EvaluatedPiece]]:
    """The pieces of each section. ``progress`` is told (pieces done, pieces planned).

    What the composer raises comes through; the pieces made until then are kept.
    """
    pieces: dict[str, list[EvaluatedPiece]] = {}
    for number, planned in enumerate(plan, start=1):
        request = planned.request
        sheet = kept.get(request)
        if sheet is None:
            sheet = composer(request)
            kept.put(request, sheet)
        pieces.setdefault(planned.section, []).append(piece_of(request, sheet))
        progress(number, len(plan))
    return pieces


def piece_of(request: CompositionRequest, sheet: LeadSheet) -> EvaluatedPiece:
    """The piece that a request gave."""
    return EvaluatedPiece(
        sheet=sheet,
        weights=dict(request.weights),
        seed=request.seed,
        temperature=request.temperature,
        name=f"{said(request.weights)}, seed {request.seed}",
    )


def said(weights: Mapping[str, float]) -> str:
    """``jazz 70 · classical 30``; a single genre by its name alone."""
    if len(weights) == 1:
        return next(iter(weights))
    order = sorted(weights, key=lambda genre: (-weights[genre], genre))
    return " · ".join(f"{genre} {round(100 * weights[genre])}" for genre in order)
