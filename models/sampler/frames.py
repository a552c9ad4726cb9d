"""What the sampler is to write, as plain arrays; no TensorFlow here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.features import Guide

Ints = NDArray[np.int32]

LONGEST_BARS = 129  # the longest piece with a pickup bar before it


@dataclass(frozen=True, slots=True)
class FormPlan:
    """One melody's frame in ticks, in C major or A minor.

    meter, mode: classes; tonic: pitch class; chords: classes per half-beat slot;
    border, hold, own_shift, phrase_bar, fresh, tilt (None: none): [bars] (see ``song.Plan``);
    close: where the last note starts; approach: from where notes lie near enough to step to it.
    ``upbeat`` ticks of the first bar are a pickup, and as many are left free at the end, or
    ``spare``, if that is more.
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
    fresh: Ints
    approach: int
    close: int
    upbeat: int = 0
    tilt: Ints | None = None
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Lean:
    """What is added to the logits of some pitches and lengths; 0 leaves the network as it is.

    rest: of silence; repeat: of the last pitch again; step: of a semitone or two from it;
    chord: of the chord's notes on beats, most of all strong ones; linger: of lasting a felt beat
    or longer on a note outside the chord; colour: of pitches outside the scale; leap: of a
    fourth and more from the last pitch; haste: of lasting half as long; echo: of lasting as long
    as what began at this place of the bar one, two or four bars ago; off_beat: of ending on no
    eighth; again: of the pitches that began at this place two or four bars ago; wander: of
    pitches that the last few notes left out.
    """

    rest: float = 0.0
    repeat: float = 0.0
    step: float = 0.0
    chord: float = 0.0
    linger: float = 0.0
    colour: float = 0.0
    leap: float = 0.0
    haste: float = 0.0
    echo: float = 0.0
    off_beat: float = 0.0
    again: float = 0.0
    wander: float = 0.0


@dataclass(frozen=True, slots=True)
class Voice:
    """How a melody is sung: range in pitch classes numbers, how boldly drawn, its leanings."""

    low: int
    high: int
    temperature: float
    top_p: float
    guidance: float = 0.0
    lean: Lean = Lean()


@dataclass(frozen=True, slots=True)
class Commission:
    """A melody to be written: all that its notes depend on.

    ``uniforms`` [events, 2] are its random numbers, as many as it may have events; phase 2
    has a guide, the genre slots of its conditions (0 first) and their weights, [bars, C].
    """

    form: FormPlan
    voice: Voice
    uniforms: NDArray[np.float32]
    guide: Guide | None = None
    genres: tuple[int, ...] = (0,)
    blend: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class WrittenMelody:
    """Events of one melody: pitch class numbers, ticks, onset ticks, each [n].

    ``scores`` [n, conditions] are log-likelihoods of each event: in phase 2 without a
    genre and then under each asked genre, in phase 1 under the genre's own network.
    """

    pitch: Ints
    ticks: Ints
    start: Ints
    scores: NDArray[np.float32]

    def as_guide(self) -> Guide:
        return Guide(self.start, self.pitch, self.ticks)
