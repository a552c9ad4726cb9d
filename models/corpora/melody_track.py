"""The melody finder: which line of a band has the tune, stretch by stretch.

Knows what tunes look like among accompaniments: one note at a time, in steps more than
leaps, of several note values, high but not highest at any price, and not the same bar
over and over. Tunes are passed around, so every few bars are judged by themselves and
the best way through all lines is taken. Drums must be gone already.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

from models.corpora.score import RawNote, joined, skyline

Line = tuple[str, int, Sequence[RawNote]]  # name, General MIDI program, notes

_NAMES = ("melody", "lead", "vocal", "voice", "theme", "solo", "right", "rh", "treble", "soprano")
_NOT_NAMES = ("bass", "pad", "chord", "rhythm", "left", "drum", "string", "choir", "harmony")
# General MIDI program ranges and how often a tune is given to them
_PROGRAM_WEIGHT = (
    (range(8), 0.2), (range(24, 32), 0.3), (range(32, 40), -2.5), (range(40, 44), 0.2),
    (range(44, 52), -0.3), (range(56, 80), 0.6), (range(80, 88), 0.8), (range(88, 96), -0.5),
    (range(96, 104), -0.3), (range(112, 128), -2.0),
)  # fmt: skip
_BARS_AT_ONCE = 4
_FEWEST = 3  # notes in a stretch that can be judged
_CHANGE = 1.2  # what it costs to pass the tune on
_SILENCE = 4.8  # a stretch without a better line than this has no tune
_LEAST_TUNE = 24  # notes; with fewer, lines are taken that look less like a tune


def find_melody(
    lines: Sequence[Line], *, bar: int = 48, to_the_end: bool = False
) -> tuple[RawNote, ...]:
    """The tune of a band's lines; bars are ``bar`` ticks long.

    Stretches where no line looks like a tune stay silent, unless hardly a tune is left.
    ``to_the_end`` lets who has the tune at last play its last notes, few as they are.
    """
    tops = [joined(skyline(notes)) for _, _, notes in lines]
    end = max((note.end for line in tops for note in line), default=0)
    if not end:
        return ()
    size = _BARS_AT_ONCE * bar
    count = -(-end // size)
    general = [_general(line, top) for line, top in zip(lines, tops, strict=True)]
    fitness = [
        [general[i] + _local(_within(top, k * size, size), size, bar) for k in range(count)]
        for i, top in enumerate(tops)
    ]
    for silence in (_SILENCE, -math.inf):
        way = _best_way(fitness, silence)
        if to_the_end and count > 1 and way[-1] < 0 and end - (count - 1) * size <= size // 2:
            way[-1] = way[-2]
        tune = _played(tops, way, size)
        if len(tune) >= _LEAST_TUNE:
            break
    return tune


def _general(line: Line, top: Sequence[RawNote]) -> float:
    """What speaks for a line wherever it plays."""
    name, program, notes = line
    if not top:
        return -math.inf
    alone = len(top) / len({(note.start, note.pitch) for note in notes})
    lowered = name.lower()
    score = 2.0 * alone
    score += 0.8 * any(word in lowered for word in _NAMES)
    score -= 1.2 * any(word in lowered for word in _NOT_NAMES)
    return score + sum(weight for programs, weight in _PROGRAM_WEIGHT if program in programs)


def _local(notes: Sequence[RawNote], size: int, bar: int) -> float:
    """How much a few bars of a line look like a tune."""
    if len(notes) < _FEWEST:
        return -math.inf
    pitches = [note.pitch for note in notes]
    leaps = [abs(b - a) for a, b in pairwise(pitches)]
    gaps = [b.start - a.start for a, b in pairwise(notes)]
    covered = sum(note.length for note in notes) / size
    steps = sum(0 < leap <= 4 for leap in leaps) / len(leaps)
    same = sum(leap == 0 for leap in leaps) / len(leaps)
    wide = sum(leap > 7 for leap in leaps) / len(leaps)
    fast = 12 * len(notes) / max(1, sum(note.length for note in notes))
    mean = sum(pitches) / len(pitches)
    shapes = Counter(tuple((n.start % bar, n.pitch) for n in notes if n.start // bar == at)
                     for at in {n.start // bar for n in notes})  # fmt: skip
    again = 1 - len(shapes) / sum(shapes.values())
    score = 1.5 * min(1.0, covered / 0.6) + 0.9 * min(2.0, _entropy(gaps))
    score += 0.5 * min(2.5, _entropy(p % 12 for p in pitches))
    score += 1.5 * steps - 3.0 * max(0.0, same - 0.3) - 2.0 * max(0.0, wide - 0.1)
    score -= 1.0 * max(0.0, fast - 2.5) + 2.0 * max(0.0, 0.25 - fast) * 4 + 1.2 * again
    score += 0.8 * sum(note.start % 6 == 0 for note in notes) / len(notes)  # not its echo
    return score - (abs(mean - 68) / 8 if mean < 68 else max(0.0, mean - 86) / 8)


def _entropy(values: Iterable[Hashable]) -> float:
    counts = Counter(values)
    total = sum(counts.values())
    return -sum(c / total * math.log2(c / total) for c in counts.values())


def _within(line: Sequence[RawNote], start: int, size: int) -> Sequence[RawNote]:
    first = bisect_left(line, start, key=lambda note: note.start)
    return line[first : bisect_left(line, start + size, key=lambda note: note.start)]


def _best_way(fitness: Sequence[Sequence[float]], silence: float) -> list[int]:
    """The line that has the tune in each stretch, -1 for none."""
    rows = [*fitness, [max(silence, -99.0)] * len(fitness[0])]
    score = [max(row[0], -99.0) for row in rows]
    back: list[list[int]] = []
    for at in range(1, len(rows[0])):
        best = max(range(len(rows)), key=score.__getitem__)
        came = [i if score[i] >= score[best] - _CHANGE else best for i in range(len(rows))]
        score = [
            (score[j] if j == i else score[j] - _CHANGE) + max(rows[i][at], -99.0)
            for i, j in enumerate(came)
        ]
        back.append(came)
    way = [max(range(len(rows)), key=score.__getitem__)]
    for came in reversed(back):
        way.append(came[way[-1]])
    return [-1 if i == len(fitness) else i for i in reversed(way)]


def _played(
    tops: Sequence[Sequence[RawNote]], way: Sequence[int], size: int
) -> tuple[RawNote, ...]:
    tune: list[RawNote] = []
    for at, index in enumerate(way):
        if index >= 0:
            tune.extend(_within(tops[index], at * size, size))
    return skyline(tune)
