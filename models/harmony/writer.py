"""Writing a progression: chords drawn slot by slot under the blend, along a form."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.harmony.cells import ChordCells
from models.harmony.slots import slot_row
from models.vocabulary import CHORD_QUALITIES, CHORDS
from music.chord import QUALITIES

Ints = NDArray[np.int32]

GUIDANCE = 1.2
TOP_P = 0.97
HOLD_BARS = 2.0
# From where a cadence comes, in semitones over the tonic: dominant, leading-note chord, both
# subdominants, tritone substitute, the flat seventh.
CADENCE_ROOTS = (7, 11, 5, 2, 1, 10)
DOMINANT_ROOTS = (7, 11)
# How many semitones over its root a dominant leads: a fourth up, or a semitone down.
RESOLUTIONS = (5, 11)
# Added where the last chord is reached from the dominant; taken where a dominant of another
# degree doesn't resolve. Fitted to how often real tunes do so (docs/experiments.md).
CADENCE_PULL = 0.7
RESOLUTION_PULL = 1.2
_MAJORS = ("maj", "maj7", "7")
_ROOTS = np.array([-1, *((n - 1) // len(CHORD_QUALITIES) for n in range(1, CHORDS))])
# By mode class: C major, and A minor with both sevenths.
_SCALES = {1: {0, 2, 4, 5, 7, 9, 11}, 2: {9, 11, 0, 2, 4, 5, 7, 8}}


@dataclass(frozen=True, slots=True)
class ChordForm:
    """The frame of a progression: metre and mode classes, and for each bar where it returns.

    ``source_bar[bar]`` is the bar it repeats, or -1; ``tonic`` is the pitch class on
    which the piece ends (0 in major, 9 in minor). ``first_bar`` is 1 where a pickup bar, which
    has no chord, comes first.
    """

    bars: int
    per_bar: int
    meter: int
    mode: int
    source_bar: Sequence[int]
    tonic: int
    first_bar: int = 0

    @property
    def first_slot(self) -> int:
        """Where the first chord stands."""
        return self.first_bar * self.per_bar


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
    hold_bars: float = HOLD_BARS,
    given: Ints | None = None,
) -> Ints:
    """One progression, as ``write_progressions`` writes several."""
    (chords,) = write_progressions(
        cells,
        [form],
        genre_slots=genre_slots,
        blend=blend,
        temperature=temperature,
        rng=rng,
        colour=colour,
        restless=[restless],
        hold_bars=hold_bars,
        given=given,
    )
    return chords


def write_progressions(
    cells: ChordCells,
    forms: Sequence[ChordForm],
    *,
    genre_slots: Sequence[int],
    blend: NDArray[np.float32],
    temperature: float,
    rng: np.random.Generator,
    colour: float = 0.0,
    restless: Sequence[float] = (),
    hold_bars: float = HOLD_BARS,
    given: Ints | None = None,
) -> list[Ints]:
    """For each form chord classes [bars * per_bar]; ``blend`` is [bars, genres], sums of 1 a bar.

    The forms have the same bars, pickup, metre and mode, and are written side by side. Same
    guidance over genres as in the melody's second phase. A bar that returns repeats its source,
    no chord holds for more than ``hold_bars``, the first is the tonic and so is the last bar, which
    a chord of a cadence leads to, most often the dominant; a dominant of another degree goes mostly
    where it leads. ``colour`` is added to the logits of chords outside the scale, a form's
    ``restless`` taken from that of the chord that sounds. ``given`` [slots] are chords that
    stand already, 0 where none.
    """
    conditions = [0, *genre_slots]
    frame = forms[0]
    total = frame.bars * frame.per_bar
    lines = [np.zeros(total, np.int32) for _ in forms]
    state = cells.start(len(conditions) * len(forms))
    longest = max(1, round(hold_bars * frame.per_bar))
    tint = colour * outside_scale(frame.mode)
    for slot in range(total):
        seen = [
            slot_row(
                chords, slot, per_bar=frame.per_bar, bars=frame.bars,
                meter=frame.meter, mode=frame.mode, genre=0,
            )
            for chords in lines
        ]  # fmt: skip
        rows = [[*row[:-1], genre] for row in seen for genre in conditions]
        logs, state = cells.step(np.array(rows, np.int32), state)
        if slot < frame.first_slot:
            continue
        weights = blend[slot // frame.per_bar][:, None]
        for number, (form, chords) in enumerate(zip(forms, lines, strict=True)):
            if given is not None and given[slot]:
                chords[slot] = given[slot]
                continue
            settled = _settled(form, chords, slot)
            if settled:
                chords[slot] = settled
                continue
            mine = logs[number * len(conditions) : (number + 1) * len(conditions)]
            mixed = mine[0] + GUIDANCE * (weights * (mine[1:] - mine[0])).sum(axis=0) + tint
            if slot > frame.first_slot and restless:
                mixed[chords[slot - 1]] -= restless[number]
            chords[slot] = _draw(_ruled(mixed, form, chords, slot, longest) / temperature, rng)
    return lines


def _settled(form: ChordForm, chords: Ints, slot: int) -> int:
    """The chord that the form decides: a return's, the last bar's later ones; 0 where none."""
    last_bar = (form.bars - 1) * form.per_bar
    if slot > last_bar:
        return int(chords[slot - 1])
    source = form.source_bar[slot // form.per_bar]
    if source < 0 or slot == last_bar:
        return 0
    back = int(chords[source * form.per_bar + slot % form.per_bar])
    if slot == last_bar - 1 and not _from(form, DOMINANT_ROOTS)[back]:
        return 0
    return back


def _ruled(
    mixed: NDArray[np.float32], form: ChordForm, chords: Ints, slot: int, longest: int
) -> Any:
    """The logits with what may not sound blocked, and what leads somewhere drawn there."""
    last_bar = (form.bars - 1) * form.per_bar
    minor = form.tonic == 9
    mixed[0] = -np.inf
    if slot > form.first_slot and slot != last_bar and _held_long(chords[:slot], longest):
        mixed[chords[slot - 1]] = -np.inf
    if slot == form.first_slot:
        return np.where(_tonic_chords(form, ("min", "m7") if minor else _MAJORS), mixed, -np.inf)
    if slot == last_bar:
        closing = _tonic_chords(form, ("min",) if minor else ("maj", "maj7"))
        return np.where(closing, mixed, -np.inf)
    if slot == last_bar - 1:
        mixed = np.where(_from(form, CADENCE_ROOTS), mixed, -np.inf)
        mixed = mixed + CADENCE_PULL * _from(form, DOMINANT_ROOTS)
    leading = secondary_dominants(form.mode)
    if leading[chords[slot - 1]]:
        root = _ROOTS[chords[slot - 1]]
        led = np.isin((_ROOTS - root) % 12, (0, *RESOLUTIONS))
        mixed = mixed - RESOLUTION_PULL * ~led
    following = _following_root(form, chords, slot)
    if following >= 0:
        lost = leading & ~np.isin((following - _ROOTS) % 12, (0, *RESOLUTIONS))
        mixed = mixed - RESOLUTION_PULL * lost
    return mixed


def _following_root(form: ChordForm, chords: Ints, slot: int) -> int:
    """The root of the next slot's chord where the form decides it, else -1."""
    if slot + 1 >= len(chords):
        return -1
    if slot + 1 == (form.bars - 1) * form.per_bar:
        return form.tonic
    if form.source_bar[(slot + 1) // form.per_bar] < 0:
        return -1
    return int(_ROOTS[_settled(form, chords, slot + 1)])


def _from(form: ChordForm, steps: Sequence[int]) -> NDArray[np.bool_]:
    """[CHORDS]: chords on roots so many semitones over the tonic."""
    return np.isin(_ROOTS, [(form.tonic + step) % 12 for step in steps])


@functools.cache
def secondary_dominants(mode: int) -> NDArray[np.bool_]:
    """[CHORDS]: major chords, with a minor seventh or without, whose third is outside the scale."""
    scale = _SCALES[mode or 1]
    found = np.zeros(CHORDS, bool)
    for number in range(1, CHORDS):
        root, quality = divmod(number - 1, len(CHORD_QUALITIES))
        found[number] = CHORD_QUALITIES[quality] in ("maj", "7") and (root + 4) % 12 not in scale
    return found


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


def _held_long(past: Ints, longest: int) -> bool:
    """Whether the last chord has held for so many slots."""
    return len(past) >= longest and bool((past[-longest:] == past[-1]).all())


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
