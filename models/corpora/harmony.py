"""The harmoniser's model: which chords follow which, and which notes they carry.

Learned from sheets whose chords were written by people, in C major and A minor.
Knows states, probabilities and the best path; knows no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.corpora.frames import Array, frame_ticks, normal_shift
from models.corpora.harmony_features import FEATURES, Features, melody_features
from models.corpora.regression import fit_softmax
from music.key import is_minor_like
from music.meter import Meter

KINDS = ("maj", "min", "7", "m7", "maj7", "dim", "m7b5")
STATES = 12 * len(KINDS)
_FOLD = {"6": "maj", "m6": "min", "dim7": "dim", "aug": "maj", "sus4": "maj"}
_PRIOR = 0.4  # transitions counted before any is seen, spread by how common chords are

States = npt.NDArray[np.int64]


def state_of(root: int, quality: str) -> int:
    """The number of a chord among the states: ``kind * 12 + root``."""
    return KINDS.index(_FOLD.get(quality, quality)) * 12 + root % 12


def chord_of(state: int) -> tuple[int, str]:
    """``chord_of(state_of(7, "7")) == (7, "7")``."""
    return state % 12, KINDS[state // 12]


@dataclass(frozen=True, slots=True)
class HarmonyModel:
    """Chord changes and chord guesses, by mode (0 major, 1 minor) where both differ.

    ``start`` (2, states) and ``follow`` (2, states, states) are log-probabilities,
    the latter given that the chord changes; ``guess`` (features, states) are the weights
    that name a frame's chord by its melody; ``change`` {(metre, frame in the bar):
    probability that a chord begins}.
    """

    start: Array
    follow: Array
    guess: Array
    change: dict[tuple[str, int], float]

    def change_at(self, meter: str, place: int) -> float:
        """How likely a new chord is at a frame of the bar (0.02 to 0.98)."""
        return self.change.get((meter, place), 0.55 if place == 0 else 0.2)


def true_states(row: dict[str, Any]) -> States:
    """The chord state of each frame, -1 where there is none, in the networks' key."""
    meter = Meter(row["meter"])
    size = frame_ticks(meter)
    states = np.full(row["bars"] * meter.bar_ticks // size, -1, dtype=np.int64)
    shift = normal_shift(row)
    for start, length, root, quality, _ in row["chords"]:
        first = -(-(start - size // 2) // size)
        last = -(-(start + length - size // 2) // size)
        states[max(0, first) : max(0, last)] = state_of(root + shift, quality)
    return states


def learn(rows: Iterable[dict[str, Any]], *, guesses: bool = True) -> HarmonyModel:
    """A model from rows with chords. Raises ValueError where there are none.

    Without ``guesses`` the weights for bare melodies are not learned and stay zero.
    """
    start = np.full((2, STATES), 0.05)
    follow = np.zeros((2, STATES, STATES))
    begun: dict[tuple[str, int], list[float]] = {}
    heard: list[Features] = []
    named: list[States] = []
    for row in rows:
        states = true_states(row)
        there = states >= 0
        if guesses:
            heard.append(melody_features(row)[there])
        named.append(states[there])
        _count(row, states, start, follow, begun)
    if not sum(len(part) for part in named):
        raise ValueError("no sheet with chords to learn a harmoniser from")
    labels = np.concatenate(named)
    return HarmonyModel(
        np.log(start / start.sum(axis=1, keepdims=True)),
        _log_follow(follow),
        fit_softmax(np.vstack(heard), labels, STATES) if guesses else np.zeros((FEATURES, STATES)),
        {key: min(0.98, max(0.02, hits / total)) for key, (hits, total) in begun.items()},
    )


def _count(
    row: dict[str, Any],
    states: States,
    start: Array,
    follow: Array,
    begun: dict[tuple[str, int], list[float]],
) -> None:
    """Add a sheet's chord changes to the tallies."""
    mode = int(is_minor_like(row["key"][1]))
    meter = Meter(row["meter"])
    per_bar = meter.bar_ticks // frame_ticks(meter)
    before = -1
    for index, state in enumerate(states):
        if state < 0:
            continue
        if before < 0:
            start[mode, state] += 1
        else:
            tally = begun.setdefault((row["meter"], index % per_bar), [1.0, 4.0])
            tally[0] += state != before
            tally[1] += 1
            if state != before:
                follow[mode, before, state] += 1
        before = int(state)


def _log_follow(counts: Array) -> Array:
    """Transitions smoothed by how common the next chord is, in either mode."""
    both = counts.sum(axis=0, keepdims=True)
    mixed = counts + 0.1 * both
    common = mixed.sum(axis=1, keepdims=True) + 0.05
    common = common / common.sum(axis=2, keepdims=True)
    rows = mixed + _PRIOR * 12 * common
    for state in range(STATES):
        rows[:, state, state] = 1e-9
    return np.asarray(np.log(rows / rows.sum(axis=2, keepdims=True)))


def best_paths(
    model: HarmonyModel, evidence: Sequence[Array], meter: Meter, mode: int
) -> list[States]:
    """The likeliest chord state of each frame of several sheets in one metre and mode.

    ``evidence`` has (frames, states) for each sheet. Viterbi, all sheets side by side.
    """
    lengths = [len(part) for part in evidence]
    longest, count = max(lengths), len(evidence)
    heard = np.zeros((longest, count, STATES), dtype=np.float32)
    for index, part in enumerate(evidence):
        heard[: len(part), index] = part
    per_bar = meter.bar_ticks // frame_ticks(meter)
    reach = np.ascontiguousarray(model.follow[mode].T, dtype=np.float32)
    score = model.start[mode].astype(np.float32) + heard[0]
    back = np.zeros((longest, count, STATES), dtype=np.int16)
    final = np.zeros(count, dtype=np.int64)
    own = np.arange(STATES, dtype=np.int16)
    ends = np.asarray(lengths)
    for frame in range(longest):
        if frame:
            moving = model.change_at(meter.name, frame % per_bar)
            table = score[:, None, :] + reach[None]
            came = table.argmax(axis=2)
            best = np.take_along_axis(table, came[:, :, None], axis=2)[:, :, 0] + np.log(moving)
            stay = score + np.log(1 - moving)
            back[frame] = np.where(stay >= best, own, came)
            score = (np.maximum(stay, best) + heard[frame]).astype(np.float32)
        over = ends == frame + 1
        final[over] = score[over].argmax(axis=1)
    return [_trace(back[:length, index], final[index]) for index, length in enumerate(lengths)]


def _trace(back: npt.NDArray[np.int16], last: int) -> States:
    path = np.zeros(len(back), dtype=np.int64)
    path[-1] = last
    for frame in range(len(back) - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    return path
