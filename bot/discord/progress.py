"""How far a piece is: a share from 0 to 1 that never goes back, and a bar of it."""

from __future__ import annotations

from bot.desk.events import Composed, Event, Finished, Moved
from engine import steps

_CELLS = 16
# The share of the whole that is done when a stage begins.
_BEGINS: dict[str, float] = {
    steps.QUEUED: 0.0, steps.STARTING: 0.02, steps.AGAIN: 0.02, steps.FORM: 0.06,
    steps.CHORDS: 0.1, steps.PHASE1: 0.15, steps.PHASE2: 0.4, steps.CHOOSING: 0.62,
    steps.ARRANGING: 0.68,
}  # fmt: skip
_RENDERING, _SOUND, _DONE = 0.75, 0.8, 1.0


def share_of(event: Event) -> float:
    """How much is done when this has happened."""
    if isinstance(event, Finished):
        return _DONE
    if isinstance(event, Composed):
        return _SOUND
    if isinstance(event, Moved) and event.step is not None:
        return _BEGINS.get(event.step.stage, 0.0)
    if isinstance(event, Moved) and event.rendering is not None:
        return _RENDERING + (_DONE - _RENDERING) * event.share
    return 0.0


def bar(share: float) -> str:
    """``▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱ 50%``."""
    full = round(max(0.0, min(1.0, share)) * _CELLS)
    return "▰" * full + "▱" * (_CELLS - full) + f" {share:.0%}"
