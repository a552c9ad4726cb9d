"""The table of figures that evaluation compares with real music, one row each.

A figure that needs to know the training works or a genre's usual chords stands beside the
table: ``novelty`` in models/turns.py, ``rare_chord_share`` in harmony.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.metrics import harmony, phrases, pitches, rhythm, structure
from engine.metrics import melody as tune
from engine.metrics.grid import Floats
from music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of one tune. ``grain`` is the least difference that means anything."""

    name: str
    figure: Callable[[LeadSheet], float]
    grain: float
    group: str


METRICS: tuple[Metric, ...] = (
    Metric("entropy, 1 bar", partial(pitches.windowed_entropy, bars=1), 0.05, "pitch"),
    Metric("entropy, 4 bars", partial(pitches.windowed_entropy, bars=4), 0.05, "pitch"),
    Metric("in scale", tune.in_scale_share, 0.02, "pitch"),
    Metric("range", tune.range_semitones, 1.0, "pitch"),
    Metric("steps", pitches.step_share, 0.02, "pitch"),
    Metric("leaps", pitches.leap_share, 0.02, "pitch"),
    Metric("same pitch", pitches.repeated_pitch_share, 0.02, "pitch"),
    Metric("notes a beat", rhythm.notes_per_beat, 0.05, "rhythm"),
    Metric("length entropy", rhythm.length_entropy, 0.05, "rhythm"),
    Metric("grooving", rhythm.grooving_similarity, 0.01, "rhythm"),
    Metric("off-beat", rhythm.off_beat_share, 0.02, "rhythm"),
    Metric("syncopation", rhythm.syncopation_share, 0.02, "rhythm"),
    Metric("rests", rhythm.long_rest_share, 0.02, "rhythm"),
    Metric("rhythm repeated", tune.repeated_rhythm_share, 0.03, "structure"),
    Metric("bars repeated", structure.repeated_content_share, 0.03, "structure"),
    Metric("structure, 1 bar", partial(structure.structure_indicator, bars=1), 0.03, "structure"),
    Metric("structure, 2 bars", partial(structure.structure_indicator, bars=2), 0.03, "structure"),
    Metric("structure, 4 bars", partial(structure.structure_indicator, bars=4), 0.03, "structure"),
    Metric("structure, 8 bars", partial(structure.structure_indicator, bars=8), 0.03, "structure"),
    Metric("phrase ends stable", phrases.stable_end_share, 0.05, "phrases"),
    Metric("phrase end length", phrases.end_length_ratio, 0.05, "phrases"),
    Metric("chord tones", tune.chord_tone_share, 0.02, "harmony"),
    Metric("chord changes", harmony.chord_changes_per_bar, 0.05, "harmony"),
)

METRIC_NAMES: tuple[str, ...] = tuple(metric.name for metric in METRICS)


def measure(sheet: LeadSheet) -> Floats:
    """[metrics] figures of a tune in the order of METRICS."""
    return np.array([float(metric.figure(sheet)) for metric in METRICS])
