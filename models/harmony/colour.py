"""How colourful a progression is: the share of chords with tones outside the scale.

A network that samples from itself drifts to plainer chords than it was trained on. So each
genre has a colour, a number added to the logits of chords outside the scale, fitted once
after training so that the genre's progressions are as colourful as its real ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.harmony.cells import ChordCells
from models.harmony.slots import Progression
from models.harmony.writer import ChordForm, outside_scale, write_progression
from models.vocabulary import METERS, MODES

Ints = NDArray[np.int32]

_LEAST, _MOST = -2.0, 3.0
_ROUNDS = 6
_TRIALS = 24
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


def fit_colours(
    cells: ChordCells,
    real: Mapping[str, Sequence[Progression]],
    slots: Mapping[str, int],
    *,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, float]:
    """Each genre's colour, by bisection: written progressions as outside as the real ones."""
    colours = {}
    for genre, progressions in real.items():
        target = outside_share([(p.chords, p.mode) for p in progressions])
        minor = sum(p.mode == 2 for p in progressions) / max(1, len(progressions))
        low, high = _LEAST, _MOST
        for _ in range(_ROUNDS):
            middle = (low + high) / 2
            share = outside_share(_written(cells, slots[genre], middle, minor, seed))
            low, high = (middle, high) if share < target else (low, middle)
        colours[genre] = round((low + high) / 2, 3)
        say(f"{genre}: {target:.2f} of the chords outside the scale, colour {colours[genre]:+.2f}")
    return colours


def _written(
    cells: ChordCells, slot: int, colour: float, minor: float, seed: int
) -> list[tuple[Ints, int]]:
    rng = np.random.default_rng(seed)
    lines = []
    for trial in range(_TRIALS):
        mode = 2 if (trial + 0.5) / _TRIALS < minor else 1
        form = ChordForm(
            bars=_BARS,
            per_bar=2,
            meter=METERS.index("4/4"),
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
            colour=colour,
        )
        lines.append((chords, mode))
    return lines
