"""What the sampler is to write, as plain arrays; no TensorFlow here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

LONGEST_BARS = 128


@dataclass(frozen=True, slots=True)
class FormPlan:
    """One melody's frame in ticks, in C major or A minor.

    meter, mode: classes; tonic: pitch class; chords: classes per half-beat slot;
    border, hold, own_shift, phrase_bar: [bars] (see ``song.Plan``); close: where the
    last note starts.
    """

    bar_ticks: int
    bars: int
    meter: int
    mode: int
    tonic: int
    chords: Ints
    border: Ints
    hold: Ints
    own_shift: Ints
    phrase_bar: Ints
    close: int


@dataclass(frozen=True, slots=True)
class Voice:
    """How a melody is sung: range in pitch classes numbers, and how boldly it is drawn."""

    low: int
    high: int
    temperature: float
    top_p: float
    guidance: float = 0.0
