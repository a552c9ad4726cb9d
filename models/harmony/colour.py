"""How colourful and how restless progressions are, fitted to a genre's real ones.

A network that samples from itself drifts to plainer chords that change more seldom than
those it learned. So each genre has a colour, a number added to the logits of chords with
tones outside the scale, and a restlessness, one taken from that of the chord that sounds.
Both are fitted once after training, in the metres and modes that the genre's works have: what
is written is as colourful as the real music, and changes as often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.harmony.cells import ChordCells
from models.harmony.slots import Progression
from models.harmony.writer import ChordForm, outside_scale, write_progression
from models.vocabulary import MODES

Ints = NDArray[np.int32]

_RANGES = {"colour": (-2.0, 3.0), "restless": (-2.0, 3.0)}
_HELD_SHARE, _HOLDS = 0.75, (2, 4)
_TURNS = 2
_ROUNDS = 6
_TRIALS = 24
_BARS = 16
# A B A C: returning phrases bring their chords back.
_SOURCES = [-1] * 8 + [0, 1, 2, 3] + [-1] * 4


def outside_share(lines: Sequence[tuple[Ints, int]]) -> float:
    """The share of slots with a chord outside the scale, over (chords, mode class) lines."""
    hits = total = 0
    for chords, mode in lines:
        known = chords[chords > 0]
        hits += int(outside_scale(mode)[known].sum())
        total += len(known)
    return hits / max(1, total)


def changes_per_bar(lines: Sequence[tuple[Ints, int]]) -> float:
    """How often the known chord changes in a bar, over (chords, slots a bar) lines."""
    changes = bars = 0.0
    for chords, per_bar in lines:
        known = (chords[1:] > 0) & (chords[:-1] > 0)
        changes += int((known & (chords[1:] != chords[:-1])).sum())
        bars += int((chords > 0).sum()) / per_bar
    return changes / max(1.0, bars)


@dataclass(frozen=True, slots=True)
class Habit:
    """What is added to and taken from a genre's logits; 0 leaves the network as it is.

    ``hold_bars`` is for how many bars one chord may sound.
    """

    colour: float = 0.0
    restless: float = 0.0
    hold_bars: float = 2.0


def fit_habits(
    cells: ChordCells,
    real: Mapping[str, Sequence[Progression]],
    slots: Mapping[str, int],
    *,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Habit]:
    """Each genre's habit, by bisection, the two numbers in turn."""
    habits = {}
    for genre, progressions in real.items():
        outside, changes = _figures(progressions)
        frames = _frames(progressions)

        def written(habit: Habit) -> tuple[float, float]:
            return _figures(_written(cells, slots[genre], habit, frames, seed))  # noqa: B023 - called in this turn

        habit = Habit(hold_bars=_usual_hold(progressions))
        for _ in range(_TURNS):
            habit = _bisected(habit, "colour", lambda h: written(h)[0], outside)
            habit = _bisected(habit, "restless", lambda h: written(h)[1], changes)
        habits[genre] = habit
        say(
            f"{genre}: {outside:.2f} outside the scale, {changes:.2f} changes a bar; "
            f"colour {habit.colour:+.2f}, restless {habit.restless:+.2f}; "
            f"a chord holds for {habit.hold_bars:g} bars at most"
        )
    return habits


def _usual_hold(progressions: Sequence[Progression]) -> float:
    """In how many whole bars three quarters of the time is spent on chords that last so long."""
    lengths = []
    for p in progressions:
        edges = np.flatnonzero(np.diff(p.chords, prepend=-1, append=-1))
        known = p.chords[edges[:-1]] > 0
        lengths += (np.diff(edges)[known] / p.per_bar).tolist()
    held = np.sort(np.array(lengths or [0.0]))
    at = np.searchsorted(np.cumsum(held), _HELD_SHARE * held.sum())
    return float(np.clip(np.ceil(held[min(at, len(held) - 1)]), *_HOLDS))


def _figures(lines: Sequence[Progression]) -> tuple[float, float]:
    """(share of slots with a chord outside the scale, changes a bar)."""
    return (
        outside_share([(p.chords, p.mode) for p in lines]),
        changes_per_bar([(p.chords, p.per_bar) for p in lines]),
    )


def _frames(real: Sequence[Progression]) -> list[Progression]:
    """As many real progressions as there are trials, with the metres and modes of all."""
    ordered = sorted(real, key=lambda p: (p.meter, p.mode))
    places = (np.arange(_TRIALS) + 0.5) / _TRIALS * len(ordered)
    return [ordered[int(place)] for place in places] if ordered else []


def _bisected(habit: Habit, name: str, share: Callable[[Habit], float], target: float) -> Habit:
    low, high = _RANGES[name]
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if share(replace(habit, **{name: middle})) < target else (low, middle)
        )
    return replace(habit, **{name: round((low + high) / 2, 3)})


def _written(
    cells: ChordCells, slot: int, habit: Habit, frames: Sequence[Progression], seed: int
) -> list[Progression]:
    rng = np.random.default_rng(seed)
    lines = []
    for frame in frames:
        form = ChordForm(
            bars=_BARS,
            per_bar=frame.per_bar,
            meter=frame.meter,
            mode=frame.mode,
            source_bar=_SOURCES,
            tonic=9 if MODES[frame.mode] == "minor" else 0,
        )
        chords = write_progression(
            cells,
            form,
            genre_slots=[slot],
            blend=np.ones((_BARS, 1), np.float32),
            temperature=1.0,
            rng=rng,
            colour=habit.colour,
            restless=habit.restless,
            hold_bars=habit.hold_bars,
        )
        lines.append(replace(frame, chords=chords))
    return lines
