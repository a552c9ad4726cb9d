"""How much more often each genre takes a turn than the genres do on average.

Knows smoothing and nothing of music: codes come from a viewpoint. A table is learnt from
the codes of training works: for every code and genre the logarithm of p(symbol | what
came before, genre) over the mean of the genres. Probabilities of longer contexts lean on
those of shorter ones with the strength of a few sightings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.judge.heads import softmax
from models.judge.listening import Listened
from models.judge.phrases import HARMONIC, MELODIC, Viewpoint

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]

_LEANING = 8.0  # sightings that a shorter context counts as
_BOUND = 3.0  # no single turn says more than this, in nats
# A bar with few turns is listened to with as much reserve.
_RESERVE = 1.0


def learn_table(viewpoint: Viewpoint, codes: Sequence[Ints]) -> Floats:
    """[codes, genres] of log ratios within ±3, from each genre's codes."""
    likely = np.stack([_probabilities(viewpoint, seen) for seen in codes], axis=1)
    ratio = np.log(likely) - np.log(likely.mean(axis=1, keepdims=True))
    return np.asarray(np.clip(ratio, -_BOUND, _BOUND), np.float32)


def _probabilities(viewpoint: Viewpoint, codes: Ints) -> NDArray[np.float64]:
    seen = np.bincount(codes, minlength=viewpoint.size).astype(np.float64)
    symbols = viewpoint.digits[-1]
    alone = seen.reshape(-1, symbols).sum(axis=0)
    likely = ((alone + 0.5) / (alone.sum() + 0.5 * symbols))[None, :]
    for first in reversed(range(len(viewpoint.digits) - 1)):
        contexts = int(np.prod(viewpoint.digits[first:-1]))
        counts = seen.reshape(-1, contexts, symbols).sum(axis=0)
        shorter = np.tile(likely, (viewpoint.digits[first], 1))
        total = counts.sum(axis=1, keepdims=True)
        likely = (counts + _LEANING * shorter) / (total + _LEANING)
    return np.asarray(likely.reshape(-1), np.float64)


@dataclass(frozen=True, slots=True)
class TurnCounter:
    """Figures of bars: for each viewpoint and genre the mean log ratio of the bar's turns.

    Beside them stands what the bar alone would be taken for, by melody and with its chords:
    shares of the genres, as if the viewpoints were independent.
    """

    tables: Mapping[str, Floats]
    genres: int

    def __call__(self, listened: Listened) -> Floats:
        """[bars, 2 + (viewpoints + 2) * genres], what needs chords last.

        The first columns are 1 and the share of notes with chords.
        """
        melodic = self._means(MELODIC, listened)
        harmonic = self._means(HARMONIC, listened)
        melody = np.sum(melodic, axis=0)
        return np.concatenate(
            [
                np.ones((listened.bars, 1), np.float32),
                chorded(listened)[:, None],
                *melodic,
                softmax(melody),
                *harmonic,
                softmax(melody + np.sum(harmonic, axis=0)),
            ],
            axis=1,
        )

    def _means(self, viewpoints: Sequence[Viewpoint], listened: Listened) -> list[Floats]:
        """[bars, genres] for each viewpoint."""
        means = []
        for viewpoint in viewpoints:
            turns = viewpoint.turns(listened)
            table = self.tables[viewpoint.name]
            means.append(bar_means(turns.bar, table[turns.code], listened.bars))
        return means


def chorded(listened: Listened) -> Floats:
    """[bars] the share of notes that have a chord under them, 0 in empty bars."""
    has = (listened.family > 0).astype(np.float32)[:, None]
    counts = np.bincount(listened.bar, minlength=listened.bars)
    return np.asarray(bar_sums(listened.bar, has, listened.bars)[:, 0] / np.maximum(counts, 1))


def bar_means(bar: Ints, values: Floats, bars: int) -> Floats:
    """[bars, columns] means of the values of each bar, those of short bars nearer to 0."""
    counts = np.bincount(bar, minlength=bars)[:, None]
    return np.asarray(bar_sums(bar, values, bars) / (counts + _RESERVE), np.float32)


def bar_sums(bar: Ints, values: Floats, bars: int) -> Floats:
    """[bars, columns] sums; ``bar`` need not be sorted."""
    sums = np.zeros((bars, values.shape[1]), np.float32)
    if not len(bar):
        return sums
    order = np.argsort(bar, kind="stable")
    sorted_bar = bar[order]
    starts = np.flatnonzero(np.append(True, np.diff(sorted_bar) > 0))
    sums[sorted_bar[starts]] = np.add.reduceat(values[order], starts, axis=0)
    return sums
