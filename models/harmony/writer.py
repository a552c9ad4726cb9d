"""Writing a progression: chords drawn slot by slot under the blend, along a form."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.harmony.cells import ChordCells
from models.harmony.slots import slot_row
from models.vocabulary import CHORD_QUALITIES, CHORDS
from music.chord import QUALITIES

Ints = NDArray[np.int32]

GUIDANCE = 1.2
TOP_P = 0.97
LONGEST_HOLD_BARS = 2
# From where a cadence comes, in semitones over the tonic: dominant, leading-note chord, both
# subdominants, tritone substitute, the flat seventh.
CADENCE_ROOTS = (7, 11, 5, 2, 1, 10)
_ROOTS = np.array([-1, *((n - 1) // len(CHORD_QUALITIES) for n in range(1, CHORDS))])
# By mode class: C major, and A minor with both sevenths.
_SCALES = {1: {0, 2, 4, 5, 7, 9, 11}, 2: {9, 11, 0, 2, 4, 5, 7, 8}}


@dataclass(frozen=True, slots=True)
class ChordForm:
    """The frame of a progression: metre and mode classes, and for each bar where it returns.

    ``source_bar[bar]`` is the bar it repeats, or -1; ``tonic`` is the pitch class on
    which the piece ends (0 in major, 9 in minor).
    """

    bars: int
    per_bar: int
    meter: int
    mode: int
    source_bar: Sequence[int]
    tonic: int


def write_progression(
    cells: ChordCells,
    form: ChordForm,
    *,
    genre_slots: Sequence[int],
    blend: NDArray[np.float32],
    temperature: float,
    rng: np.random.Generator,
    colour: float = 0.0,
    restless: float = 0.0,
    given: Ints | None = None,
) -> Ints:
    """Chord classes [bars * per_bar]; ``blend`` is [bars, genres] and sums to 1 per bar.

    Same guidance over genres as in the melody's second phase. A bar that returns
    repeats its source, no chord holds over two bars, the first is the tonic and so is
    the last bar, which a chord of a cadence leads to. ``colour`` is added to the logits of
    chords outside the scale, ``restless`` taken from that of the chord that sounds.
    ``given`` [slots] are chords that stand already, 0 where none.
    """
    conditions = [0, *genre_slots]
    total = form.bars * form.per_bar
    chords = np.zeros(total, np.int32)
    state = cells.start(len(conditions))
    last_bar = (form.bars - 1) * form.per_bar
    is_minor = form.tonic == 9
    tint = colour * outside_scale(form.mode)
    opening = _tonic_chords(form, ("min", "m7") if is_minor else ("maj", "maj7", "7"))
    closing = _tonic_chords(form, ("min",) if is_minor else ("maj", "maj7"))
    leading = np.isin(_ROOTS, [(form.tonic + step) % 12 for step in CADENCE_ROOTS])
    for slot in range(total):
        bar = slot // form.per_bar
        rows = [
            slot_row(
                chords, slot, per_bar=form.per_bar, bars=form.bars,
                meter=form.meter, mode=form.mode, genre=genre,
            )
            for genre in conditions
        ]  # fmt: skip
        logs, state = cells.step(np.array(rows, np.int32), state)
        if given is not None and given[slot]:
            chords[slot] = given[slot]
            continue
        source = form.source_bar[bar]
        if source >= 0 and bar < form.bars - 1:
            chords[slot] = chords[source * form.per_bar + slot % form.per_bar]
            continue
        mixed = logs[0] + GUIDANCE * (blend[bar][:, None] * (logs[1:] - logs[0])).sum(axis=0)
        mixed += tint
        mixed[0] = -np.inf
        if slot:
            mixed[chords[slot - 1]] -= restless
        if slot != last_bar and _held_long(chords[:slot], form.per_bar):
            mixed[chords[slot - 1]] = -np.inf
        if slot == 0:
            mixed = np.where(opening, mixed, -np.inf)
        elif slot == last_bar - 1:
            mixed = np.where(leading, mixed, -np.inf)
        elif slot == last_bar:
            mixed = np.where(closing, mixed, -np.inf)
        elif slot > last_bar:
            chords[slot] = chords[slot - 1]
            continue
        chords[slot] = _draw(mixed / temperature, rng)
    return chords


@functools.cache
def outside_scale(mode: int) -> NDArray[np.bool_]:
    """[CHORDS]: chords with a tone outside the scale of a mode class (0: as major)."""
    scale = _SCALES[mode or 1]
    outside = np.zeros(CHORDS, bool)
    for number in range(1, CHORDS):
        root, quality = divmod(number - 1, len(CHORD_QUALITIES))
        steps = QUALITIES[CHORD_QUALITIES[quality]][0]
        outside[number] = not {(root + step) % 12 for step in steps} <= scale
    return outside


def _held_long(past: Ints, per_bar: int) -> bool:
    """Whether the last chord has held for as long as one may."""
    slots = LONGEST_HOLD_BARS * per_bar
    return len(past) >= slots and bool((past[-slots:] == past[-1]).all())


def _tonic_chords(form: ChordForm, qualities: Sequence[str]) -> NDArray[np.bool_]:
    """The chords on the tonic with these qualities."""
    allowed = np.zeros(CHORDS, bool)
    for name in qualities:
        allowed[1 + form.tonic * len(CHORD_QUALITIES) + CHORD_QUALITIES.index(name)] = True
    return allowed


def _draw(logits: NDArray[np.float32], rng: np.random.Generator) -> int:
    p = np.exp(logits - logits.max())
    p /= p.sum()
    order = np.argsort(-p, kind="stable")
    kept = order[: int(np.searchsorted(np.cumsum(p[order]), TOP_P)) + 1]
    return int(rng.choice(kept, p=p[kept] / p[kept].sum()))
