"""Where a tune breathes and where it ends: how often a genre's phrases close on a held note,
and on which beat of its bar that note and the last one start."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from engine.compose.form import Form
from engine.request import CompositionRequest
from music.meter import Meter
from music.units import to_ticks

# The chance that a section's last half bar is one held note.
BREATHS: dict[str, float] = {
    "jazz": 0.0,
    "classical": 0.17,
    "blues": 0.0,
    "celtic": 0.3,
    "folk": 0.25,
    "hymn": 0.55,
    "ragtime": 0.25,
    "vintage pop": 0.4,
    "mazurka": 0.35,
    "game": 0.15,
    "renaissance": 0.5,
}
_DEFAULT = 0.25
# The chance that the last note fills its whole bar, in duple metres and in 3/4; else it starts
# in the bar's middle. Counted on the last bars of training works.
WHOLE_LAST_BARS: dict[str, tuple[float, float]] = {
    "jazz": (0.6, 0.75),
    "classical": (0.73, 0.7),
    "blues": (0.5, 0.75),
    "celtic": (0.1, 0.8),
    "folk": (0.22, 0.65),
    "hymn": (0.5, 0.95),
    "ragtime": (0.5, 0.5),
    "vintage pop": (0.88, 0.97),
    "mazurka": (0.3, 0.2),
    "game": (0.6, 0.6),
    "renaissance": (0.98, 0.68),
}
_DEFAULT_WHOLE = (0.6, 0.7)
_FILLS = math.inf
# How many felt beats the last note lasts, if the bar has as many left; one of four, equally likely.
# Rounded from the last notes of training works, but a beat at least; some fill their bar.
LAST_BEATS: dict[str, tuple[float, float, float, float]] = {
    "jazz": (1, 1, 2, _FILLS),
    "classical": (1, 1, 2, _FILLS),
    "blues": (1, 1, 2, _FILLS),
    "celtic": (1, 1, _FILLS, _FILLS),
    "folk": (1, 1, 2, _FILLS),
    "hymn": (2, 2, _FILLS, _FILLS),
    "ragtime": (1, 1, 1, _FILLS),
    "vintage pop": (2, 2, 3, _FILLS),
    "mazurka": (1, 2, _FILLS, _FILLS),
    "game": (1, _FILLS, _FILLS, _FILLS),
    "renaissance": (_FILLS, _FILLS, _FILLS, _FILLS),
}
_DEFAULT_LAST = (1.0, 2.0, _FILLS, _FILLS)


def breath_share(weights: Mapping[str, float]) -> float:
    """The weighted chance that a section of this blend ends on a held note; 0 to 1."""
    return sum(share * BREATHS.get(name, _DEFAULT) for name, share in weights.items())


def breathing_letters(form: Form, request: CompositionRequest, more: float = 0.0) -> set[str]:
    """The letters of the form whose sections end on a held note, the same in both phases.

    ``more`` is added to the chance of each.
    """
    rng = np.random.default_rng([request.seed, 1])
    share = breath_share(request.weights) + more
    letters = sorted({section.label[0] for section in form.sections})
    return {letter for letter in letters if rng.random() < share}


def held_from_ticks(meter: Meter) -> int:
    """Where in a section's last bar the held note starts: its last strong beat.

    A bar of three quarters has but one; there it is the second quarter.
    """
    return to_ticks(1.0 if meter.name == "3/4" else meter.strong_beats[-1])


def closing_span(
    form: Form, request: CompositionRequest, rng: np.random.Generator
) -> tuple[int, int]:
    """The ticks on which the last note starts and ends, in the last bar.

    It starts on the bar's first beat or in its middle; a bar that is shortened by a long pickup
    has no middle.
    """
    meter = request.meter
    row = int(meter.name == "3/4")
    shares = request.weights.items()
    whole = sum(share * WHOLE_LAST_BARS.get(name, _DEFAULT_WHOLE)[row] for name, share in shares)
    middle = 0 if rng.random() < whole / sum(request.weights.values()) else held_from_ticks(meter)
    pulse = to_ticks(meter.pulse_beats)
    left = meter.bar_ticks - form.upbeat
    if form.upbeat and middle + pulse > left:
        middle = 0
    names, weights = list(request.weights), np.array(list(request.weights.values()))
    genre = names[int(rng.choice(len(names), p=weights / weights.sum()))]
    beats = float(rng.choice(LAST_BEATS.get(genre, _DEFAULT_LAST)))
    start = (form.bars - 1) * meter.bar_ticks
    return start + middle, start + round(min(middle + beats * pulse, left))
