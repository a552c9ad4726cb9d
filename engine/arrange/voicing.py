"""Voicings: which pitches a chord player puts down, led from one chord to the next.

Knows kinds of voicing, registers and what rubs against the melody. Doesn't know
rhythm or patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

from engine.arrange.fretboard import can_be_held
from music.chord import Chord
from music.key import Key
from music.leadsheet import Note

MAX_SPAN = 16  # a tenth: what one hand holds
_RUBS = {1: 8.0, -1: 8.0, 13: 5.0, -13: 5.0, 2: 0.7, 0: 0.4}

# kind: quality: choices of semitones over the root, the best first. "" is every other quality.
_TRIADS: dict[str, tuple[tuple[int, ...], ...]] = {
    "maj": ((0, 4, 7),), "min": ((0, 3, 7),), "7": ((0, 4, 10), (4, 7, 10), (0, 4, 7)),
    "maj7": ((0, 4, 7), (4, 7, 11)), "m7": ((0, 3, 10), (3, 7, 10), (0, 3, 7)),
    "6": ((0, 4, 7), (0, 4, 9)), "m6": ((0, 3, 7), (0, 3, 9)), "dim": ((0, 3, 6),),
    "m7b5": ((0, 3, 6), (3, 6, 10)), "dim7": ((0, 3, 9), (0, 3, 6)), "aug": ((0, 4, 8),),
    "sus4": ((0, 5, 7),),
}  # fmt: skip
_KINDS: dict[str, dict[str, tuple[tuple[int, ...], ...]]] = {
    "triad": _TRIADS,
    "rootless": {
        "maj": ((4, 9, 2), (4, 7, 9), (4, 7, 0)), "min": ((3, 7, 10), (3, 10, 2), (0, 3, 7)),
        "7": ((4, 10, 2), (4, 9, 10), (4, 7, 10)), "maj7": ((4, 11, 2), (4, 7, 11), (4, 9, 2)),
        "m7": ((3, 10, 2), (3, 7, 10)), "6": ((4, 9, 2), (4, 7, 9)), "m6": ((3, 9, 2), (3, 7, 9)),
        "dim": ((3, 6, 9), (0, 3, 6)), "m7b5": ((3, 6, 10),), "dim7": ((0, 3, 6, 9), (3, 6, 9)),
        "aug": ((4, 8, 0),), "sus4": ((5, 7, 10), (5, 10, 2), (0, 5, 7)),
    },
    "dominant": {
        **_TRIADS,
        "maj": ((4, 7, 10), (0, 4, 10), (0, 4, 7)), "7": ((4, 7, 10), (0, 4, 10), (4, 9, 10)),
        "min": ((3, 7, 10), (0, 3, 7)), "m7": ((3, 7, 10), (0, 3, 10)),
    },
    "sixth": {
        **_TRIADS,
        "maj": ((0, 4, 7), (4, 7, 9)), "7": ((4, 7, 10), (0, 4, 10)), "6": ((4, 7, 9), (0, 4, 9)),
        "m6": ((3, 7, 9), (0, 3, 9)), "maj7": ((4, 7, 9), (4, 7, 11)), "m7": ((3, 7, 10),),
    },
    "open": {
        **_TRIADS,
        "maj": ((0, 7, 12), (0, 7), (0, 4, 7)), "min": ((0, 7, 12), (0, 7), (0, 3, 7)),
        "7": ((0, 7, 12), (0, 4, 7)), "m7": ((0, 7, 12), (0, 3, 7)), "maj7": ((0, 7, 12),),
        "6": ((0, 7, 12),), "m6": ((0, 7, 12),),
    },
    "guitar": {
        **_TRIADS,
        "maj": ((0, 4, 7, 12),), "min": ((0, 3, 7, 12),), "7": ((0, 4, 7, 10), (4, 7, 10, 12)),
        "m7": ((0, 3, 7, 10),), "maj7": ((0, 4, 7, 12), (0, 4, 7, 11)), "6": ((0, 4, 7, 12),),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Register:
    """Where a chord player's hands are: lowest and highest pitch, both playable.

    ``tuning`` holds the open strings of a fretted instrument, none for keys.
    """

    low: int
    high: int
    tuning: tuple[int, ...] = ()


@cache
def _candidates(
    kind: str, quality: str, root: int, dominant: bool, register: Register
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """(voicing, rank of its choice) for every stacking that can be played in the register."""
    stacked = _stackings(kind, quality, root, dominant, register.low, register.high)
    if not register.tuning:
        return tuple(stacked.items())
    for pitches, rank in list(stacked.items()):
        for place in range(1, len(pitches) - 1):  # wider shapes suit strings better
            wide = sorted((*pitches[:place], *pitches[place + 1 :], pitches[place] - 12))
            if wide[0] >= register.low and wide[-1] - wide[0] <= MAX_SPAN:
                stacked.setdefault(tuple(wide), rank)
    held = {p: rank for p, rank in stacked.items() if can_be_held(p, register.tuning)}
    for size in (3, 2):
        if not held:
            held = {part: rank for p, rank in stacked.items() for part in combinations(p, size)
                    if can_be_held(part, register.tuning)}  # fmt: skip
    return tuple(held.items())


def _stackings(
    kind: str, quality: str, root: int, dominant: bool, low: int, high: int
) -> dict[tuple[int, ...], int]:
    """Every close stacking within the pitches, with the rank of its choice."""
    if dominant and quality == "maj" and kind == "rootless":
        quality = "7"
    found: dict[tuple[int, ...], int] = {}
    for rank, steps in enumerate(_KINDS[kind][quality]):
        classes = [(root + step) % 12 for step in steps]
        for turn in range(len(classes)):
            order = classes[turn:] + classes[:turn]
            for bottom in range(low + (order[0] - low) % 12, high + 1, 12):
                pitches = [bottom]
                for pitch_class in order[1:]:
                    step = (pitch_class - pitches[-1]) % 12 or 12
                    pitches.append(pitches[-1] + step)
                if pitches[-1] <= high and pitches[-1] - pitches[0] <= MAX_SPAN:
                    found.setdefault(tuple(pitches), rank)
    return found


def voice_chord(
    chord: Chord,
    *,
    key: Key,
    kind: str,
    register: Register,
    before: tuple[int, ...],
    melody: tuple[Note, ...],
) -> tuple[int, ...]:
    """The voicing that moves least from ``before`` and leaves the melody free.

    Ascending pitches within the register, spanning a tenth at most; on strings a shape that
    a hand can hold. Prefers to
    stay under the melody and away from its minor seconds.
    """
    dominant = (chord.root - key.pitch_class) % 12 == 7
    options = _candidates(kind, chord.quality, chord.root, dominant, register)
    if not options:
        return (register.low + (chord.root - register.low) % 12,)
    floor = min((note.pitch for note in melody), default=127)
    middle = min((register.low + register.high) / 2, floor - 8)
    return min(
        options,
        key=lambda option: (
            option[1] * 1.2
            + _movement(before, option[0])
            + abs(sum(option[0]) / len(option[0]) - middle) * 0.25
            + max(0, option[0][-1] - floor + 1) * 1.5
            + _rub(option[0], melody)
            + (4.0 if option[0][0] < 52 and option[0][1] - option[0][0] < 3 else 0.0),
            option[0],
        ),
    )[0]


def _movement(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    if not before:
        return 0.0
    return sum(min(abs(pitch - old) for old in before) for pitch in after) / len(after)


def _rub(voicing: tuple[int, ...], melody: tuple[Note, ...]) -> float:
    """How much a voicing grinds against the long notes of the melody."""
    return sum(
        _RUBS.get(note.pitch - pitch, 0.0) * min(1.0, note.length_beats)
        for note in melody
        for pitch in voicing
    )
