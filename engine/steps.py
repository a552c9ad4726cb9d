"""The steps that a composition goes through, as everybody who waits for it is told them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# In order. AGAIN: the engine died and the job begins anew.
QUEUED, STARTING, AGAIN = "queued", "starting", "again"
FORM, CHORDS, PHASE1, PHASE2 = "form", "chords", "phase1", "phase2"
CHOOSING, ARRANGING = "choosing", "arranging"
STAGES = (QUEUED, STARTING, FORM, CHORDS, PHASE1, PHASE2, CHOOSING, ARRANGING)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a job is. ``position`` is its place in the queue, 1 for the next, 0 once begun.

    ``genres`` are those whose melodies are written or fused just now.
    """

    stage: str
    position: int = 0
    genres: tuple[str, ...] = ()


OnStep = Callable[[Step], None]


def unheard(step: Step) -> None:
    """For those who don't want to be told."""
