"""What the search judge counts: short turns of melody, rhythm and harmony.

A viewpoint is a symbol and the symbols it follows, as numbers for every note or chord of
what was listened to. How likely a turn is in a genre is learnt elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.listening import DEGREE_COUNT, FAMILY_COUNT, NO_CHORD, PLACE_COUNT, Listened

Ints = NDArray[np.intp]

# Lengths in ticks, each up to its bound: 1/4, 1/3, 1/2, 2/3, 3/4, 1, 3/2, 2, 3 quarters, more.
LENGTH_BOUNDS = np.array([3, 4, 6, 8, 9, 13, 20, 28, 40])
LENGTH_COUNT = len(LENGTH_BOUNDS) + 1
CHORD_LENGTH_BOUNDS = np.array([6, 12, 24, 36, 48, 96])
CHORD_LENGTH_COUNT = len(CHORD_LENGTH_BOUNDS) + 1
WIDEST_STEP = 12
STEP_COUNT = 2 * WIDEST_STEP + 2
NARROW_STEP = 7
NARROW_COUNT = 2 * NARROW_STEP + 2
_FIRST_STEP = 0
# Down by a fourth and more, a third, a tone, a semitone; none; and up.
_MOTION_BOUNDS = np.array([-4, -2, -1, 0, 1, 2, 3, 5])
_MOTION_COUNT = len(_MOTION_BOUNDS) + 1
_COARSE = np.array([0, 0, 1, 1, 1, 2, 3, 4, 5, 5])  # of the classes of lengths
_COARSE_COUNT = 6
CHORD_COUNT = DEGREE_COUNT * FAMILY_COUNT
OVER_COUNT = 13


@dataclass(frozen=True, slots=True)
class Turns:
    """One viewpoint of n notes or chords: the bar each stands in, and its code below ``size``.

    The code's last digit is the symbol, the digits before it what came before.
    """

    bar: Ints
    code: Ints


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """``digits`` are the counts of each digit of a code, oldest first, the symbol last."""

    name: str
    digits: tuple[int, ...]
    read: Callable[[Listened], tuple[Ints, list[Ints]]]

    @property
    def size(self) -> int:
        return int(np.prod(self.digits))

    def turns(self, listened: Listened) -> Turns:
        """The codes of everything that this viewpoint sees."""
        bar, columns = self.read(listened)
        code = np.zeros(len(bar), np.intp)
        for count, column in zip(self.digits, columns, strict=True):
            code = code * count + column
        return Turns(bar, code)


def length_class(ticks: Ints) -> Ints:
    """0 to 9: the class of a note's length."""
    return np.searchsorted(LENGTH_BOUNDS, ticks)


def _step_class(listened: Listened, widest: int) -> Ints:
    classes = np.clip(listened.step, -widest, widest) + widest + 1
    return np.where(listened.fresh, _FIRST_STEP, classes)


def _before(values: Ints, fresh: NDArray[np.bool_], blank: int = 0) -> Ints:
    """Each value's predecessor in its own tune, ``blank`` at the beginning."""
    shifted = np.concatenate([[blank], values[:-1]]) if len(values) else values
    return np.where(fresh, blank, shifted)


def _steps(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = _step_class(heard, WIDEST_STEP)
    one = _before(now, heard.fresh)
    return heard.bar, [_before(one, heard.fresh), one, now]


def _lengths(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = length_class(heard.ticks)
    return heard.bar, [_before(now, heard.fresh), _place(heard), now]


def _rhythm(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = length_class(heard.ticks)
    one = _before(now, heard.fresh)
    two = _before(one, heard.fresh)
    return heard.bar, [_before(two, heard.fresh), two, one, now]


def _degrees(heard: Listened) -> tuple[Ints, list[Ints]]:
    one = _before(heard.degree, heard.fresh)
    return heard.bar, [_before(one, heard.fresh), one, heard.degree]


def _moves(heard: Listened) -> tuple[Ints, list[Ints]]:
    step, length = _step_class(heard, NARROW_STEP), length_class(heard.ticks)
    joint = step * LENGTH_COUNT + length
    return heard.bar, [_before(joint, heard.fresh), joint]


def _over_chords(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = np.where(heard.family == NO_CHORD, 0, heard.over_root + 1)
    return heard.bar, [
        heard.family,
        _before(now, heard.fresh),
        (_place(heard) > 0).astype(np.intp),
        now,
    ]


def _placed_degrees(heard: Listened) -> tuple[Ints, list[Ints]]:
    return heard.bar, [_place(heard), length_class(heard.ticks), heard.degree]


def _chord_changes(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = heard.chord_degree * FAMILY_COUNT + heard.chord_family
    return heard.chord_bar, [_before(now, heard.chord_fresh), now]


def _chord_lengths(heard: Listened) -> tuple[Ints, list[Ints]]:
    length = np.searchsorted(CHORD_LENGTH_BOUNDS, heard.chord_ticks)
    return heard.chord_bar, [heard.chord_family, length]


def _motions(heard: Listened) -> Ints:
    """Steps in nine classes, of which 4 is none."""
    return np.where(heard.fresh, 4, np.digitize(heard.step, _MOTION_BOUNDS))


def _contours(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = _motions(heard)
    one = _before(now, heard.fresh, 4)
    two = _before(one, heard.fresh, 4)
    return heard.bar, [_before(two, heard.fresh, 4), two, one, now]


def _timed_degrees(heard: Listened) -> tuple[Ints, list[Ints]]:
    length = _coarse_length(heard)
    before = [_before(values, heard.fresh) for values in (heard.degree, length)]
    return heard.bar, [*before, length, heard.degree]


def _long_rhythm(heard: Listened) -> tuple[Ints, list[Ints]]:
    now = _coarse_length(heard)
    one = _before(now, heard.fresh)
    two = _before(one, heard.fresh)
    return heard.bar, [_before(two, heard.fresh), two, one, _place(heard), now]


def _motion_over_chords(heard: Listened) -> tuple[Ints, list[Ints]]:
    over = np.where(heard.family == NO_CHORD, 0, heard.over_root + 1)
    return heard.bar, [heard.family, over, _motions(heard)]


def _root_motions(heard: Listened) -> tuple[Ints, list[Ints]]:
    motion = np.diff(heard.chord_root, prepend=heard.chord_root[:1]) % 12
    motion = np.where(heard.chord_fresh, 12, motion)
    return heard.chord_bar, [
        _before(heard.chord_family, heard.chord_fresh),
        _before(motion, heard.chord_fresh, 12),
        motion * FAMILY_COUNT + heard.chord_family,
    ]


def _chord_times(heard: Listened) -> tuple[Ints, list[Ints]]:
    length = np.searchsorted(CHORD_LENGTH_BOUNDS, heard.chord_ticks)
    return heard.chord_bar, [_before(length, heard.chord_fresh), heard.chord_degree, length]


def _coarse_length(heard: Listened) -> Ints:
    return _COARSE[length_class(heard.ticks)]


def _place(heard: Listened) -> Ints:
    """0 at a bar line, then 1 to 6 in the beat."""
    return np.where(heard.strong, 0, heard.place + 1)


_PLACES = PLACE_COUNT + 1
_JOINT = NARROW_COUNT * LENGTH_COUNT
MELODIC: tuple[Viewpoint, ...] = (
    Viewpoint("steps", (STEP_COUNT, STEP_COUNT, STEP_COUNT), _steps),
    Viewpoint("lengths", (LENGTH_COUNT, _PLACES, LENGTH_COUNT), _lengths),
    Viewpoint("rhythm", (LENGTH_COUNT,) * 4, _rhythm),
    Viewpoint("degrees", (DEGREE_COUNT,) * 3, _degrees),
    Viewpoint("moves", (_JOINT, _JOINT), _moves),
    Viewpoint("placed degrees", (_PLACES, LENGTH_COUNT, DEGREE_COUNT), _placed_degrees),
    Viewpoint("contours", (_MOTION_COUNT,) * 4, _contours),
    Viewpoint(
        "timed degrees", (DEGREE_COUNT, _COARSE_COUNT, _COARSE_COUNT, DEGREE_COUNT), _timed_degrees
    ),
    Viewpoint("long rhythm", (*(_COARSE_COUNT,) * 3, _PLACES, _COARSE_COUNT), _long_rhythm),
)
HARMONIC: tuple[Viewpoint, ...] = (
    Viewpoint("over chords", (FAMILY_COUNT, OVER_COUNT, 2, OVER_COUNT), _over_chords),
    Viewpoint("chord changes", (CHORD_COUNT, CHORD_COUNT), _chord_changes),
    Viewpoint("chord lengths", (FAMILY_COUNT, CHORD_LENGTH_COUNT), _chord_lengths),
    Viewpoint("motion over chords", (FAMILY_COUNT, OVER_COUNT, _MOTION_COUNT), _motion_over_chords),
    Viewpoint("root motions", (FAMILY_COUNT, 13, 13 * FAMILY_COUNT), _root_motions),
    Viewpoint("chord times", (CHORD_LENGTH_COUNT, DEGREE_COUNT, CHORD_LENGTH_COUNT), _chord_times),
)
VIEWPOINTS = MELODIC + HARMONIC


def harmonic_figures(genres: int) -> int:
    """How many figures of a bar need chords: a viewpoint's and all viewpoints' guess, by genre."""
    return (len(HARMONIC) + 1) * genres
