"""What an example asks of the writing: how far it lies from its genre's usual tune.

Choosing alone can only take the nearest of what was written. So what is written leans to
the example already: towards as many steps, rests, chromatic notes and changes of chord, in as
wide a range, as varied in its returns. Knows figures, and which control each moves.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, field, replace

import numpy as np

from engine.compose.adventure import Adventure
from engine.compose.examples import FIGURES, Example
from engine.compose.frame import COMPASS, MIDDLE_NOTE
from models.sampler.frames import Lean

_NAMES = [metric.name for metric in FIGURES]
# A leaning, the share that it moves, by how much of the difference of their logits, at most.
_LEANS = {
    "rest": ("rests", 1.0, 1.2),
    "repeat": ("same pitch", 0.9, 1.2),
    "step": ("steps", 0.5, 0.8),
    "leap": ("leaps", 0.7, 1.0),
    "chord": ("chord tones", 0.9, 1.2),
    "echo": ("rhythm repeated", 0.5, 1.2),
    "off_beat": ("off-beat", 0.6, 1.2),
    "again": ("bars repeated", 0.3, 0.8),
}
_COLOUR, _MOST_COLOUR = 0.7, 1.5
_HASTE, _MOST_HASTE = 1.0, 1.0
_WANDER, _MOST_WANDER = 2.0, 0.6
_RESTLESS, _MOST_RESTLESS = 1.6, 2.5
# What the rules of a progression and the forms add to a genre's changes of chord.
_TOO_RESTLESS = 0.2
_MORE_LEAPS, _WIDE_LEAPS = 0.1, 0.2
_FRESH, _MOST_FRESH = 0.3, 0.5
_SPAN_SLACK = 3
_BREATH, _MOST_BREATH = 0.25, 0.4
# What range a tune has by itself, and how much of what it lacks contrasting sections climb.
_UNMOVED, _CLIMB, _MOST_CLIMB = 13, 0.9, 9.0
_MIDDLE_SPREAD = 1.5
_NARROWEST = 12  # holds every pitch class
_LEAST = 0.01  # shares nearer to 0 or 1 count as this


@dataclass(frozen=True, slots=True)
class Lead:
    """What the example adds to a voice's leanings and to a progression's restlessness.

    ``fresh`` is added to the chance that returning bars are written anew; ``span`` is the
    widest range in semitones, None as wide as may be; ``climb``, by how many semitones contrasting
    sections lie higher; ``breath`` is added to the chance that a section ends on a held note.
    """

    lean: Lean = field(default_factory=Lean)
    restless: float = 0.0
    fresh: float = 0.0
    span: int | None = None
    climb: float = 0.0
    breath: float = 0.0

    def on(self, bold: Adventure) -> Adventure:
        """The same boldness with as many returns as the example has."""
        fresh = min(0.8, max(0.0, bold.fresh_return + self.fresh))
        return replace(bold, fresh_return=fresh)

    def compass(self, rng: np.random.Generator) -> tuple[int, int]:
        """(lowest, highest) note of a voice: as wide as the example, somewhere in the middle."""
        low, high = COMPASS
        if self.span is None or self.span >= high - low:
            return COMPASS
        middle = rng.normal(MIDDLE_NOTE, _MIDDLE_SPREAD)
        lowest = min(max(round(middle - self.span / 2), low), high - self.span)
        return lowest, lowest + self.span


def lead_of(example: Example | None, slots: int) -> Lead:
    """What to add so that what is written is like the example; nothing without one.

    ``slots`` are the beats of a bar on which its chord may change.
    """
    if example is None:
        return Lead()
    moves = {
        part: _bounded(gain * _logit_move(example, figure), most)
        for part, (figure, gain, most) in _LEANS.items()
    }
    moves["colour"] = _bounded(-_COLOUR * _logit_move(example, "in scale"), _MOST_COLOUR)
    notes, usual = _of(example, "notes a beat")
    moves["haste"] = _bounded(_HASTE * math.log2(max(notes, 0.1) / max(usual, 0.1)), _MOST_HASTE)
    variety, plain = _of(example, "entropy, 4 bars")
    wander = _WANDER * math.log2(max(variety, 0.5) / max(plain, 0.5))
    moves["wander"] = _bounded(wander, _MOST_WANDER)
    changes, before = (_logit(value / slots) for value in _of(example, "chord changes"))
    wide = _units(example, "range")
    moves["leap"] += _MORE_LEAPS + _WIDE_LEAPS * wide
    returns = np.mean([_units(example, name) for name in ("bars repeated", "structure, 4 bars")])
    return Lead(
        lean=Lean(**moves),
        restless=_bounded(_RESTLESS * (changes - before), _MOST_RESTLESS) - _TOO_RESTLESS,
        fresh=_bounded(-_FRESH * float(returns), _MOST_FRESH),
        span=max(_NARROWEST, round(_of(example, "range")[0]) + _SPAN_SLACK) if wide < 0 else None,
        breath=_bounded(_BREATH * _units(example, "phrase ends stable"), _MOST_BREATH),
        climb=min(max(_CLIMB * (_of(example, "range")[0] - _UNMOVED), 0.0), _MOST_CLIMB),
    )


def together(one: Lean, other: Lean) -> Lean:
    """Both leanings at once."""
    return Lean(*(a + b for a, b in zip(astuple(one), astuple(other), strict=True)))


def _of(example: Example, name: str) -> tuple[float, float]:
    """(the example's figure, the usual one)."""
    column = _NAMES.index(name)
    return float(example.values[column]), float(example.usual[column])


def _units(example: Example, name: str) -> float:
    value, usual = _of(example, name)
    return (value - usual) / float(example.units[_NAMES.index(name)])


def _logit_move(example: Example, name: str) -> float:
    value, usual = _of(example, name)
    return _logit(value) - _logit(usual)


def _logit(share: float) -> float:
    inside = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))


def _bounded(value: float, most: float) -> float:
    return min(max(value, -most), most)
