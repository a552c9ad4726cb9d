"""How good the harmoniser is: its chords against people's, on pieces it never saw.

Knows the measures (agreement by root and by chord tones, frame by frame) and two
plain baselines. Doesn't choose settings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.corpora.frames import Array, frame_ticks, melody_frames
from models.corpora.harmonise import melody_evidence, voice_evidence
from models.corpora.harmony import HarmonyModel, States, best_paths, chord_of, state_of, true_states
from music.chord import QUALITIES
from music.key import is_minor_like
from music.meter import Meter

Namer = Callable[[dict[str, Any]], States]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares of frames, 0 to 1: same root; and of chord tones in common."""

    sheets: int
    frames: int
    root: float
    tones: float


def agreement(rows: Sequence[dict[str, Any]], name_chords: Namer) -> Agreement:
    """How far ``name_chords`` (frame states in C or A minor) agrees with the rows' chords."""
    same = shared = total = 0.0
    sheets = 0
    for row in rows:
        truth = true_states(row)
        guess = name_chords(row)
        sheets += 1
        for mine, theirs in zip(guess, truth, strict=True):
            if theirs < 0 or mine < 0:
                continue
            total += 1
            same += mine % 12 == theirs % 12
            a, b = _tones(int(mine)), _tones(int(theirs))
            shared += len(a & b) / max(len(a), len(b))
    return Agreement(sheets, int(total), same / max(1.0, total), shared / max(1.0, total))


def by_melody(model: HarmonyModel) -> Namer:
    """The harmoniser, from the melody alone."""
    return lambda row: _path(model, row, melody_evidence(row, model))


def by_voices(model: HarmonyModel) -> Namer:
    """The chord finder, from everything that sounds; rows need their ``frames``."""
    return lambda row: _path(model, row, voice_evidence(row))


def _path(model: HarmonyModel, row: dict[str, Any], evidence: Array) -> States:
    mode = int(is_minor_like(row["key"][1]))
    return best_paths(model, [evidence], Meter(row["meter"]), mode)[0]


def tonic_throughout(row: dict[str, Any]) -> States:
    """The first baseline: the tonic in every frame."""
    tonic = state_of(9, "min") if is_minor_like(row["key"][1]) else state_of(0, "maj")
    return np.full(len(true_states(row)), tonic, dtype=np.int64)


def three_chords(row: dict[str, Any]) -> States:
    """The second baseline: in each bar the one of I, IV and V that holds most melody."""
    minor = is_minor_like(row["key"][1])
    choices = [state_of(9, "min"), state_of(2, "min"), state_of(4, "7")] if minor else [
        state_of(0, "maj"), state_of(5, "maj"), state_of(7, "7")]  # fmt: skip
    weights = melody_frames(row)
    meter = Meter(row["meter"])
    per_bar = meter.bar_ticks // frame_ticks(meter)
    states = np.zeros(len(weights), dtype=np.int64)
    for begin in range(0, len(weights), per_bar):
        bar = weights[begin : begin + per_bar].sum(axis=0)
        states[begin : begin + per_bar] = max(
            choices, key=lambda state: sum(bar[pc] for pc in _tones(state))
        )
    return states


def _tones(state: int) -> set[int]:
    root, quality = chord_of(state)
    return {(root + step) % 12 for step in QUALITIES[quality][0]}
