"""Sketches: the forms and progressions of a request, several, so that there is a choice.

Melodies are written on every sketch side by side; choosing among them chooses the
form and the chords as well. Knows nothing of melodies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.compose.adventure import Adventure
from engine.compose.base import base_chords, base_form
from engine.compose.blend import Floats
from engine.compose.breath import closing_span
from engine.compose.form import Form, plan_form
from engine.compose.frame import Ints, chord_form, chord_spans
from engine.compose.upbeats import draw_upbeats
from engine.request import CompositionRequest
from music.leadsheet import ChordSpan, LeadSheet

if TYPE_CHECKING:
    from models.networks import Networks


@dataclass(frozen=True, slots=True)
class Sketch:
    """A form with its progression, as chord classes a slot and as spans, and its end.

    ``close`` are the ticks on which the last note starts and ends.
    """

    form: Form
    chords: Ints
    spans: tuple[ChordSpan, ...]
    close: tuple[int, int]


def plan_forms(
    request: CompositionRequest,
    base: LeadSheet | None,
    count: int,
    rng: np.random.Generator,
    examples: Mapping[str, str] | None = None,
) -> list[Form]:
    """``count`` forms drawn for a request; over somebody's tune nothing comes back by itself.

    ``examples`` are the phrases of a real tune by genre.

    All have a pickup or none has, so that they have the same bars.
    """
    forms = [plan_form(request.bars, request.weights, rng, examples) for _ in range(count)]
    if base is not None:
        forms = [base_form(form) for form in forms]
    upbeats = draw_upbeats(request, base, count)
    return [form.with_upbeat(ticks) for form, ticks in zip(forms, upbeats, strict=True)]


def sketches_on(
    forms: Sequence[Form],
    request: CompositionRequest,
    base: LeadSheet | None,
    networks: Networks,
    *,
    genres: Sequence[str],
    blend: Floats,
    bold: Adventure,
    rng: np.random.Generator,
    restless: float = 0.0,
) -> list[Sketch]:
    """A progression for each form, more ``restless`` than is usual. Raises UntrainedGenre."""
    lines = networks.write_chords(
        [chord_form(form, request) for form in forms],
        genres=genres,
        blend=blend,
        temperature=bold.chords,
        rng=rng,
        colour=bold.colour,
        restless=restless,
        given=None if base is None else base_chords(base, forms[0].bars),
    )
    return [
        Sketch(form, chords, chord_spans(chords, request), closing_span(form, request, rng))
        for form, chords in zip(forms, lines, strict=True)
    ]
