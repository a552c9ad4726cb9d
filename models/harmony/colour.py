"""How colourful and how restless progressions are, fitted to a genre's real ones.

A network that samples from itself drifts to plainer chords that change more seldom than
those it learned. So each genre has a colour, a number added to the logits of chords with
tones outside the scale, and a restlessness, one taken from that of the chord that sounds.
Both are fitted once after training: what is written is as colourful as the real music, and
changes as often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.harmony.cells import ChordCells
from models.harmony.slots import Progression
from models.harmony.writer import ChordForm, outside_scale, write_progression
from models.vocabulary import METERS, MODES

Ints = NDArray[np.int32]

_RANGES = {"colour": (-2.0, 3.0), "restless": (-2.0, 3.0)}
_TURNS = 2
_ROUNDS = 5
_TRIALS = 16
_BARS = 16
# A A B A: returning phrases bring their chords back.
_SOURCES = [-1] * 4 + [0, 1, 2, 3] + [-1] * 4 + [0, 1, 2, 3]


def outside_share(lines: Sequence[tuple[Ints, int]]) -> float:
    """The share of slots with a chord outside the scale, over (chords, mode class) lines."""
    hits = total = 0
    for chords, mode in lines:
        known = chords[chords > 0]
        hits += int(outside_scale(mode)[known].sum())
        total += len(known)
    return hits / max(1, total)


def change_share(lines: Sequence[Ints]) -> float:
    """The share of slots whose chord is not the one before, over the lines."""
    changes = sum(int((line[1:] != line[:-1]).sum()) for line in lines)
    return changes / max(1, sum(len(line) - 1 for line in lines))


@dataclass(frozen=True, slots=True)
class Habit:
    """What is added to and taken from a genre's logits; 0 leaves the network as it is."""

    colour: float = 0.0
    restless: float = 0.0


def fit_habits(
    cells: ChordCells,
    real: Mapping[str, Sequence[Progression]],
    slots: Mapping[str, int],
    *,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Habit]:
    """Each genre's habit, by bisection, the two numbers in turn.

    Restlessness is fitted on progressions of two slots a bar, on one where there are none.
    """
    habits = {}
    for genre, progressions in real.items():
        outside = outside_share([(p.chords, p.mode) for p in progressions])
        halved = [p.chords for p in progressions if p.per_bar == 2]
        per_bar = 2 if halved else 1
        changes = change_share(halved or [p.chords for p in progressions])
        minor = sum(p.mode == 2 for p in progressions) / max(1, len(progressions))

        def written(habit: Habit) -> list[tuple[Ints, int]]:
            return _written(cells, slots[genre], habit, minor, per_bar, seed)  # noqa: B023

        habit = Habit()
        for _ in range(_TURNS):
            habit = _bisected(habit, "colour", lambda h: outside_share(written(h)), outside)
            habit = _bisected(
                habit,
                "restless",
                lambda h: change_share([c for c, _ in written(h)]),
                changes,
            )
        habits[genre] = habit
        say(
            f"{genre}: {outside:.2f} outside the scale, {changes:.2f} changes a slot; "
            f"colour {habit.colour:+.2f}, restless {habit.restless:+.2f}"
        )
    return habits


def _bisected(habit: Habit, name: str, share: Callable[[Habit], float], target: float) -> Habit:
    low, high = _RANGES[name]
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if share(replace(habit, **{name: middle})) < target else (low, middle)
        )
    return replace(habit, **{name: round((low + high) / 2, 3)})


def _written(
    cells: ChordCells, slot: int, habit: Habit, minor: float, per_bar: int, seed: int
) -> list[tuple[Ints, int]]:
    rng = np.random.default_rng(seed)
    lines = []
    for trial in range(_TRIALS):
        mode = 2 if (trial + 0.5) / _TRIALS < minor else 1
        form = ChordForm(
            bars=_BARS,
            per_bar=per_bar,
            meter=METERS.index("4/4" if per_bar == 2 else "3/4"),
            mode=mode,
            source_bar=_SOURCES,
            tonic=9 if MODES[mode] == "minor" else 0,
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
        )
        lines.append((chords, mode))
    return lines
