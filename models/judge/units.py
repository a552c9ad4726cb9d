"""Notes, felt beats and bars as the independent judge sorts them, worked out once for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.listening import PLACE_COUNT, Listened

Ints = NDArray[np.intp]

WIDEST = 12
# Motion down by a fourth and more, a third, a tone, a semitone; none; and up.
_STEP_BOUNDS = np.array([-4, -2, -1, 0, 1, 2, 3, 5])
STEP_COUNT = len(_STEP_BOUNDS) + 1
_LEVEL = 4
# Lengths in ticks up to: a third of a quarter, 3/4 of one, 1, 3/2, 2, more.
_LENGTH_BOUNDS = np.array([4, 9, 13, 20, 28])
LENGTH_COUNT = len(_LENGTH_BOUNDS) + 1
PLAIN_COUNT = 2  # the class of a quarter, which stands before a tune's first note
SIZE_BOUNDS = np.array([1, 2, 3, 4, 5, 7, 9, 12, 16])
RANGE_BOUNDS = np.array([1, 3, 5, 8, 11, 14])

# Onsets in a beat as bits, one for each place: on it, 1/4, 1/3, 1/2, 2/3, 3/4.
PATTERN_COUNT = 1 << PLACE_COUNT
_COMMON_PATTERNS = (0b1, 0b1001, 0b111001, 0b101011, 0b10101, 0b10001, 0b100001, 0b1000, 0b101001,
                    0b1011, 0b111011)  # fmt: skip
RHYTHM_COUNT = len(_COMMON_PATTERNS) + 1
_RHYTHM = np.full(PATTERN_COUNT, RHYTHM_COUNT - 1)
_RHYTHM[list(_COMMON_PATTERNS)] = np.arange(len(_COMMON_PATTERNS))
_BEATS = 64  # more than a bar has


@dataclass(frozen=True, slots=True)
class Units:
    """Classes of notes [n], of beats in which a note begins [b], and sizes of bars [bars].

    ``step`` and ``next_step`` are in semitones, 0 at a tune's ends; ``motion`` is the class of
    ``step``; ``place`` is 0 at a bar line, then 1 to 6 in the beat; ``range`` is in semitones.
    """

    heard: Listened
    step: Ints
    next_step: Ints
    motion: Ints
    before_motion: Ints
    length: Ints
    place: Ints
    beat_bar: Ints
    pattern: Ints
    rhythm: Ints
    before_rhythm: Ints
    notes: Ints
    range: Ints
    chords: Ints

    @classmethod
    def of(cls, heard: Listened) -> Units:
        """Everything that the statistics read."""
        motion = np.digitize(heard.step, _STEP_BOUNDS)
        beat, inverse = np.unique(heard.bar * _BEATS + heard.beat, return_inverse=True)
        pattern = np.zeros(len(beat), np.intp)
        np.bitwise_or.at(pattern, inverse, 1 << heard.place)
        first = np.zeros(len(beat), bool)
        first[inverse[heard.fresh]] = True
        rhythm = _RHYTHM[pattern]
        notes = np.bincount(heard.bar, minlength=heard.bars)
        return cls(
            heard=heard,
            step=heard.step,
            next_step=np.where(np.append(heard.fresh[1:], True), 0, np.append(heard.step[1:], 0))
            if len(heard.step)
            else heard.step,
            motion=motion,
            before_motion=before(motion, heard.fresh, _LEVEL),
            length=np.searchsorted(_LENGTH_BOUNDS, heard.ticks),
            place=np.where(heard.strong, 0, heard.place + 1),
            beat_bar=beat // _BEATS,
            pattern=pattern,
            rhythm=rhythm,
            before_rhythm=before(rhythm, first, RHYTHM_COUNT - 1),
            notes=notes,
            range=_ranges(heard, notes),
            chords=np.bincount(heard.chord_bar, minlength=heard.bars),
        )


def before(values: Ints, fresh: NDArray[np.bool_], blank: int) -> Ints:
    """Each value's predecessor in its own tune, ``blank`` at the beginning."""
    shifted = np.concatenate([[blank], values[:-1]]) if len(values) else values
    return np.where(fresh, blank, shifted)


def _ranges(heard: Listened, notes: Ints) -> Ints:
    highest = np.zeros(heard.bars, np.intp)
    lowest = np.full(heard.bars, 127)
    np.maximum.at(highest, heard.bar, heard.pitch)
    np.minimum.at(lowest, heard.bar, heard.pitch)
    return np.where(notes > 0, highest - lowest, 0)
