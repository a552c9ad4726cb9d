"""Composing: a request and warm networks become a fused tune.

All that may be is drafted, one candidate is kept and moved to the key that was asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.compose import modes
from engine.compose.choose import judge_candidates
from engine.compose.composition import FusedTune
from engine.compose.drafting import Clock, sheet_of, write_drafts
from engine.metrics.melody import describe
from engine.metrics.originality import originality_facts, quotes_a_work
from engine.request import CompositionRequest
from engine.steps import CHOOSING, OnStep, Step, unheard
from music.leadsheet import LeadSheet

if TYPE_CHECKING:
    from models.networks import Networks

# How often all is written where everything quotes.
_ATTEMPTS = 4


def compose_tune(
    request: CompositionRequest, networks: Networks, *, on_step: OnStep = unheard
) -> FusedTune:
    """Write a fused tune. Raises UntrainedGenre for a genre without weights.

    Where every candidate quotes a training work all is written again, a few times.
    """
    clock = Clock()
    for attempt in range(_ATTEMPTS):
        drafts = write_drafts(request, networks, clock=clock, on_step=on_step, attempt=attempt)
        on_step(Step(CHOOSING))
        with clock.stage("choose"):
            verdicts = judge_candidates(
                drafts.candidates,
                asked=drafts.asked,
                judge=networks.judge,
                originality=networks.originality,
                example=drafts.example,
                path=drafts.blend,
            )
        if not drafts.melodies or not all(quotes_a_work(verdict.run) for verdict in verdicts):
            break
    number = min(range(len(verdicts)), key=lambda index: verdicts[index].cost)
    best, verdict = drafts.candidates[number], verdicts[number]
    entered = number % len(drafts.sketches)
    sketch = drafts.sketches[entered]
    return FusedTune(
        request=request,
        sheet=_in_key(best.sheet, request),
        melodies={
            genre: _in_key(sheet_of(written[entered], sketch, request, genre), request)
            for genre, written in drafts.melodies.items()
        },
        provenance=best.provenance,
        metrics=describe(best.sheet),
        originality=originality_facts(verdict.run),
        form=sketch.form.letters,
        timings=clock.seconds,
        model_version=networks.version,
    )


def _in_key(sheet: LeadSheet, request: CompositionRequest) -> LeadSheet:
    """The sheet moved from its written key to the key and mode of the request."""
    altered = modes.altered_degrees(request.key)
    moved = replace(
        sheet,
        melody=tuple(
            replace(note, pitch=modes.alter_pitch(note.pitch, altered)) for note in sheet.melody
        ),
        chords=modes.alter_chords(sheet.chords, altered),
    )
    return moved.transposed(request.key.shift_from_normal, request.key)
