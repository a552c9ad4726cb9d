"""The steps of a composition in words."""

from __future__ import annotations

from bot.conversation.language import say
from engine import steps
from engine.steps import Step

_WORDS: dict[str, str] = {
    steps.STARTING: "warming up the networks",
    steps.AGAIN: "the engine stumbled; starting this piece again",
    steps.FORM: "planning the form",
    steps.CHORDS: "writing chords",
    steps.PHASE1: "phase 1: {genres}",
    steps.PHASE2: "phase 2: fusing {genres}",
    steps.CHOOSING: "choosing the best of the fused tunes",
    steps.ARRANGING: "arranging the band",
}


def step_sentence(step: Step) -> str:
    """``phase 1: jazz, classical``; a place in the queue as ``number 3 in the queue``."""
    if step.stage == steps.QUEUED:
        return (
            say("number {position} in the queue", position=step.position)
            if step.position > 1
            else say("next in the queue")
        )
    return say(_WORDS[step.stage], genres=", ".join(step.genres))
