"""Which of the fused candidates is kept: blend first, then what a listener trips over.

A score is a sum of faults, lower is better; each row says how much a fault costs and
from where it counts. The figures are those of engine/metrics.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.metrics import melody
from music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class _Fault:
    """``cost`` for every unit that a figure lies outside low to high."""

    figure: Callable[[LeadSheet], float]
    low: float
    high: float
    cost: float


_FAULTS = (
    _Fault(melody.chord_tone_share, 0.58, 1.0, 1.5),
    _Fault(melody.in_scale_share, 0.8, 1.0, 1.0),
    _Fault(melody.repeated_rhythm_share, 0.25, 0.85, 0.8),
    _Fault(melody.longest_loop_bars, 0, 1, 0.4),
    _Fault(melody.longest_repeated_pitch, 0, 4, 0.08),
    _Fault(melody.narrowest_stretch_beats, 0, 6, 0.08),
    _Fault(melody.rest_share, 0.0, 0.12, 2.0),
    _Fault(melody.range_semitones, 9, 22, 0.05),
    _Fault(melody.pitch_class_entropy, 1.9, 3.0, 0.5),
)
_BLEND_COST = 3.0
_SURPRISE_COST = 0.1


def faults(
    sheet: LeadSheet, *, asked: Mapping[str, float], heard: Mapping[str, float], mean_bits: float
) -> float:
    """The cost of a candidate: half the L1 distance of the blend, and every fault's excess.

    ``mean_bits`` is how surprising its events are to the blended network, per event.
    """
    names = set(asked) | set(heard)
    distance = sum(abs(asked.get(n, 0.0) - heard.get(n, 0.0)) for n in names) / 2
    total = _BLEND_COST * distance + _SURPRISE_COST * mean_bits
    for fault in _FAULTS:
        value = fault.figure(sheet)
        total += fault.cost * (max(0.0, fault.low - value) + max(0.0, value - fault.high))
    return total
