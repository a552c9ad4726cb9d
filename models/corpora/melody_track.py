"""The melody finder: which line of a band is the tune.

Knows what tunes look like among accompaniments: high but not highest at any price,
mostly one note at a time, varied, present, and often on a lead instrument or named
so. Drums must be gone already.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from models.corpora.score import RawNote, skyline

_NAMES = ("melody", "lead", "vocal", "voice", "theme", "solo", "right", "rh", "treble", "soprano")
_NOT_NAMES = ("bass", "pad", "chord", "rhythm", "left", "drum", "string", "choir", "harmony")
# General MIDI program ranges and how often a tune is given to them
_PROGRAM_WEIGHT = (
    (range(8), 0.2), (range(24, 32), 0.3), (range(32, 40), -2.5), (range(40, 44), 0.2),
    (range(44, 52), -0.6), (range(56, 80), 0.6), (range(80, 88), 1.0), (range(88, 96), -0.8),
    (range(96, 104), -0.6), (range(112, 128), -2.0),
)  # fmt: skip


def find_melody(lines: Sequence[tuple[str, int, Sequence[RawNote]]]) -> tuple[RawNote, ...]:
    """The tune of a band's lines, given as (name, General MIDI program, notes).

    Where the best line rests for two bars or longer, the next best one fills in, if
    it is almost as good: tunes are passed around.
    """
    end = max((note.end for _, _, notes in lines for note in notes), default=0)
    scored = sorted(
        ((_fitness(name, program, notes, end), index) for index, (name, program, notes)
         in enumerate(lines)), reverse=True,
    )  # fmt: skip
    if not scored:
        return ()
    best_score, best = scored[0]
    tune = list(skyline(lines[best][2]))
    for score, index in scored[1:3]:
        if score > best_score - 1.2:
            tune = _filled(tune, skyline(lines[index][2]))
    return tuple(tune)


def _fitness(name: str, program: int, notes: Sequence[RawNote], end: int) -> float:
    if not notes or end <= 0:
        return -math.inf
    line = skyline(notes)
    covered = sum(note.length for note in line) / end
    pitches = [note.pitch for note in line]
    mean = sum(pitches) / len(pitches)
    alone = len(line) / len(notes)
    counts = Counter(note.pitch % 12 for note in line)
    entropy = -sum(c / len(line) * math.log2(c / len(line)) for c in counts.values())
    leaps = [abs(b - a) for a, b in pairwise(pitches)]
    smooth = sum(leap <= 4 for leap in leaps) / len(leaps) if leaps else 0.0
    repeated = sum(leap == 0 for leap in leaps) / len(leaps) if leaps else 1.0
    score = 2.0 * min(1.0, covered / 0.6) + 2.5 * alone + 0.8 * min(entropy, 3.0)
    score += 1.0 * smooth - 3.0 * max(0.0, repeated - 0.3)
    score += 0.8 * sum(note.start % 6 == 0 for note in line) / len(line)  # not its echo
    score -= abs(mean - 70) / 10 if mean < 70 else max(0.0, mean - 84) / 12
    lowered = name.lower()
    score += 1.5 * any(word in lowered for word in _NAMES)
    score -= 1.5 * any(word in lowered for word in _NOT_NAMES)
    score += sum(weight for programs, weight in _PROGRAM_WEIGHT if program in programs)
    return score - (2.0 if len(line) < 16 else 0.0)


def _filled(tune: list[RawNote], other: Sequence[RawNote], gap: int = 96) -> list[RawNote]:
    spaces: list[tuple[int, int]] = []
    now = 0
    for note in tune:
        if note.start - now >= gap:
            spaces.append((now, note.start))
        now = note.end
    spaces.append((now, 1 << 40))
    extra = [
        note
        for note in other
        if any(begin <= note.start and note.end <= stop for begin, stop in spaces)
    ]
    return sorted([*tune, *extra], key=lambda n: n.start)
