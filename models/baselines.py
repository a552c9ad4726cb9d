"""Baselines that every network must beat, in the same units: bits per event.

Uniform guessing, and an interpolated 3-gram of events (pitch, then duration given
pitch) with Witten-Bell smoothing (Witten & Bell 1991): each order's estimate is mixed
with the shorter one by ``n / (n + t)``, n the context's count and t its distinct
followers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from models.events import Events
from models.vocabulary import LONGEST_TICKS, PITCHES


def uniform_bits() -> float:
    """Bits per event of guessing every pitch class and duration evenly."""
    return math.log2(PITCHES) + math.log2(LONGEST_TICKS)


class _WittenBell:
    def __init__(self, classes: int) -> None:
        self.classes = classes
        self.counts: dict[Hashable, Counter[int]] = defaultdict(Counter)

    def learn(self, contexts: list[Hashable], value: int) -> None:
        for context in contexts:
            self.counts[context][value] += 1

    def probability(self, contexts: list[Hashable], value: int) -> float:
        """``contexts`` from the shortest to the longest."""
        p = 1.0 / self.classes
        for context in contexts:
            counter = self.counts.get(context)
            if counter is None:
                break
            n, distinct = counter.total(), len(counter)
            p = (counter[value] + distinct * p) / (n + distinct)
        return p


class TrigramModel:
    """A 3-gram of events: learns from melodies, then measures others."""

    def __init__(self) -> None:
        self._pitch = _WittenBell(PITCHES)
        self._ticks = _WittenBell(LONGEST_TICKS)

    def learn(self, melodies: Iterable[Events]) -> None:
        """Count the events of ``melodies``."""
        for events in melodies:
            for pitch_contexts, pitch, ticks_contexts, ticks in _steps(events):
                self._pitch.learn(pitch_contexts, pitch)
                self._ticks.learn(ticks_contexts, ticks)

    def bits(self, melodies: Iterable[Events]) -> float:
        """Mean bits per event over all events of ``melodies``."""
        total, count = 0.0, 0
        for events in melodies:
            for pitch_contexts, pitch, ticks_contexts, ticks in _steps(events):
                p = self._pitch.probability(pitch_contexts, pitch)
                q = self._ticks.probability(ticks_contexts, ticks)
                total -= math.log2(p) + math.log2(q)
                count += 1
        return total / max(count, 1)


def _steps(
    events: Events,
) -> Iterable[tuple[list[Hashable], int, list[Hashable], int]]:
    past: list[tuple[int, int]] = [(-1, -1), (-1, -1)]
    for pitch, ticks in zip(events.pitch.tolist(), events.ticks.tolist(), strict=True):
        one, two = past[-1], (past[-2], past[-1])
        yield (
            [("", 0), ("1", one), ("2", two)],
            pitch,
            [("", 0), ("p", pitch), ("1", one, pitch), ("2", two, pitch)],
            ticks,
        )
        past = [past[-1], (pitch, ticks)]
