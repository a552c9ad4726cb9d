"""What the independent judge counts: plain statistics of each bar, made by hand.

Pitches and rhythms as profiles, motion, shape of the bar, harmony. Nothing here looks
further than from one note to the next but two, and nothing is learnt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.listening import (
    DEGREE_COUNT,
    FAMILY_COUNT,
    LONGEST_TICKS,
    NO_CHORD,
    PLACE_COUNT,
    Listened,
)
from models.judge.turns import bar_sums, chorded
from music.units import TICKS_PER_BEAT

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

_WIDEST = 12
_RATIO_BOUNDS = np.array([0.3, 0.45, 0.6, 0.8, 1.1, 1.6, 2.2, 3.2])
_LENGTH_BOUNDS = np.array([3, 4, 6, 8, 9, 13, 20, 28, 40])
_CHORD_BOUNDS = np.array([6, 12, 24, 36, 48, 96])
_TICKS_IN_RESERVE = 4.0


@dataclass(frozen=True, slots=True)
class Profile:
    """A histogram of ``classes`` over notes or chords, each with its weight.

    ``reserve`` is weight that belongs to no class, so that bars with little in them say less.
    """

    name: str
    classes: int
    read: Callable[[Listened], tuple[Ints, Floats]]
    of_chords: bool = False
    reserve: float = 0.5


def _even(classes: Ints) -> tuple[Ints, Floats]:
    return classes, np.ones(len(classes), np.float32)


def _timed(heard: Listened, classes: Ints) -> tuple[Ints, Floats]:
    return classes, np.asarray(np.minimum(heard.ticks, 48), np.float32)


def _clipped_step(heard: Listened) -> Ints:
    return np.where(heard.fresh, 0, np.clip(heard.step, -_WIDEST, _WIDEST)) + _WIDEST


def _two_steps(heard: Listened) -> Ints:
    before = np.concatenate([[0], heard.step[:-1]]) if len(heard.step) else heard.step
    second = np.concatenate([[True], heard.fresh[:-1]]) if len(heard.fresh) else heard.fresh
    span = np.where(heard.fresh | second, 0, heard.step + before)
    return np.clip(span, -_WIDEST, _WIDEST) + _WIDEST


def _turning(heard: Listened) -> Ints:
    """Pairs of motions, each down wide, down, level, up, up wide."""
    motion = np.digitize(heard.step, [-2, 0, 1, 3])
    before = np.concatenate([[2], motion[:-1]]) if len(motion) else motion
    return np.where(heard.fresh, 2, before) * 5 + motion


def _ratio(heard: Listened) -> Ints:
    before = np.concatenate([heard.ticks[:1], heard.ticks[:-1]])
    ratio = np.where(heard.fresh, 1.0, heard.ticks / np.maximum(before, 1))
    return np.searchsorted(_RATIO_BOUNDS, ratio)


def _syncopation(heard: Listened) -> Ints:
    """On the beat or not, and whether the note sounds on through a beat's start."""
    off = heard.place > 0
    through = off & (heard.ticks > TICKS_PER_BEAT // 2 + 2)
    return off.astype(np.intp) + through.astype(np.intp)


def _dissonance(heard: Listened) -> Ints:
    """Semitones over the chord's root by major or minor third, 0 without a chord."""
    minor = np.isin(heard.family, [2, 5, 6]).astype(np.intp)
    return np.where(heard.family == NO_CHORD, 0, 1 + minor * 12 + heard.over_root)


def _root_motion(heard: Listened) -> Ints:
    motion = np.diff(heard.chord_root, prepend=heard.chord_root[:1]) % 12
    return np.where(heard.chord_fresh, 12, motion)


PROFILES: tuple[Profile, ...] = (
    Profile(
        "degrees by time", DEGREE_COUNT, lambda h: _timed(h, h.degree), reserve=_TICKS_IN_RESERVE
    ),
    Profile("degrees on the beat", DEGREE_COUNT, lambda h: (h.degree, _on_beat(h))),
    Profile("steps", 2 * _WIDEST + 1, lambda h: _even(_clipped_step(h))),
    Profile("over two steps", 2 * _WIDEST + 1, lambda h: _even(_two_steps(h))),
    Profile("turning", 25, lambda h: _even(_turning(h))),
    Profile("lengths", 10, lambda h: _even(np.searchsorted(_LENGTH_BOUNDS, h.ticks))),
    Profile(
        "lengths by time",
        10,
        lambda h: _timed(h, np.searchsorted(_LENGTH_BOUNDS, h.ticks)),
        reserve=_TICKS_IN_RESERVE,
    ),
    Profile("ratios", len(_RATIO_BOUNDS) + 1, lambda h: _even(_ratio(h))),
    Profile("places", PLACE_COUNT, lambda h: _even(h.place)),
    Profile("syncopation", 3, lambda h: _even(_syncopation(h))),
    Profile("over the root", 25, lambda h: _timed(h, _dissonance(h)), reserve=_TICKS_IN_RESERVE),
    Profile("chord degrees", DEGREE_COUNT, lambda h: _even(h.chord_degree), of_chords=True),
    Profile("chord families", FAMILY_COUNT, lambda h: _even(h.chord_family), of_chords=True),
    Profile("root motion", 13, lambda h: _even(_root_motion(h)), of_chords=True),
    Profile(
        "chord lengths",
        len(_CHORD_BOUNDS) + 1,
        lambda h: _even(np.searchsorted(_CHORD_BOUNDS, h.chord_ticks)),
        of_chords=True,
    ),
)
# Profiles that need chords come last, after the shape of the bar.
_HARMONIC = ("over the root", "chord degrees", "chord families", "root motion", "chord lengths")


def _on_beat(heard: Listened) -> Floats:
    return np.asarray(np.where(heard.place == 0, 1, 0), np.float32)


def count_statistics(listened: Listened) -> Floats:
    """[bars, figures]; the first columns are 1 and the share of notes with chords."""
    bars = listened.bars
    melodic = [p for p in PROFILES if p.name not in _HARMONIC]
    harmonic = [p for p in PROFILES if p.name in _HARMONIC]
    return np.concatenate(
        [
            np.ones((bars, 1), np.float32),
            chorded(listened)[:, None],
            *(_profile(p, listened) for p in melodic),
            _shape(listened),
            *(_profile(p, listened) for p in harmonic),
        ],
        axis=1,
    ).astype(np.float32)


def harmonic_figures() -> int:
    """How many of the last figures need chords."""
    return sum(p.classes for p in PROFILES if p.name in _HARMONIC)


def _profile(profile: Profile, heard: Listened) -> Floats:
    classes, weights = profile.read(heard)
    bar = heard.chord_bar if profile.of_chords else heard.bar
    size = heard.bars * profile.classes
    counts = np.bincount(bar * profile.classes + classes, weights=weights, minlength=size)
    table = counts.reshape(heard.bars, profile.classes)
    total = table.sum(axis=1, keepdims=True) + profile.reserve
    return np.asarray(table / total, np.float32)


def _shape(heard: Listened) -> Floats:
    """Size and sense of the steps, repeated notes, leaps and rests in a bar."""
    notes = np.bincount(heard.bar, minlength=heard.bars)
    step = np.where(heard.fresh, 0, heard.step)
    values = np.stack(
        [
            np.abs(step) / 4,
            step / 4,
            heard.rest_ticks / LONGEST_TICKS,
            heard.rest_ticks > 0,
            step == 0,
            np.abs(step) > 4,
        ],
        axis=1,
    ).astype(np.float32)
    sums = bar_sums(heard.bar, values, heard.bars) / (notes[:, None] + 1)
    return np.concatenate([sums, (notes == 0)[:, None]], axis=1).astype(np.float32)
