"""Where a tune breathes: how often a genre's phrases end on a held note, and where it starts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.compose.form import Form
from engine.request import CompositionRequest
from music.meter import Meter
from music.units import to_ticks

# The chance that a section's last half bar is one held note.
BREATHS: dict[str, float] = {
    "jazz": 0.17,
    "classical": 0.26,
    "blues": 0.2,
    "celtic": 0.17,
    "folk": 0.23,
    "hymn": 0.33,
    "ragtime": 0.2,
    "vintage pop": 0.29,
    "mazurka": 0.23,
    "game": 0.13,
    "renaissance": 0.29,
}
_DEFAULT = 0.25


def breath_share(weights: Mapping[str, float]) -> float:
    """The weighted chance that a section of this blend ends on a held note; 0 to 1."""
    return sum(share * BREATHS.get(name, _DEFAULT) for name, share in weights.items())


def breathing_letters(form: Form, request: CompositionRequest) -> set[str]:
    """The letters of the form whose sections end on a held note, the same in both phases."""
    rng = np.random.default_rng([request.seed, 1])
    share = breath_share(request.weights)
    letters = sorted({section.label[0] for section in form.sections})
    return {letter for letter in letters if rng.random() < share}


def held_from_ticks(meter: Meter) -> int:
    """Where in a section's last bar the held note starts: its last strong beat.

    A bar of three quarters has but one; there it is the second quarter.
    """
    return to_ticks(1.0 if meter.name == "3/4" else meter.strong_beats[-1])
