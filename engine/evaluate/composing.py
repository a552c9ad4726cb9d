"""Composing the planned pieces, those that are not kept already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from engine.evaluate.keeping import KeptPieces
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.plan import Planned
from engine.request import CompositionRequest
from music.leadsheet import LeadSheet

Composer = Callable[[CompositionRequest], LeadSheet]
_AT_ONCE = 4


def compose_planned(
    plan: Sequence[Planned],
    composer: Composer,
    kept: KeptPieces,
    *,
    progress: Callable[[int, int], None] = lambda done, known: None,
) -> dict[str, list[EvaluatedPiece]]:
    """The pieces of each section. ``progress`` is told (pieces done, pieces planned).

    Several are composed at once, so that their melodies share the networks' lanes. What the
    composer raises comes through; the pieces made until then are kept.
    """
    pieces: dict[str, list[EvaluatedPiece]] = {}
    ahead: deque[tuple[Planned, LeadSheet | None, Future[LeadSheet] | None]] = deque()
    left = iter(plan)
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="evaluate") as threads:
        for number in range(1, len(plan) + 1):
            for planned in islice(left, _AT_ONCE - len(ahead)):
                sheet = kept.get(planned.request)
                job = threads.submit(composer, planned.request) if sheet is None else None
                ahead.append((planned, sheet, job))
            planned, sheet, job = ahead.popleft()
            if sheet is None:
                assert job is not None
                sheet = job.result()
                kept.put(planned.request, sheet)
            pieces.setdefault(planned.section, []).append(piece_of(planned.request, sheet))
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
