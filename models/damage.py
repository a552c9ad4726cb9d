"""Damaged copies of real melodies: the guides from which phase 2 learns to restore.

Nobody has fused pieces to learn from. So the fusion network is shown a real piece's
damaged self as the guide, and the piece as what it should have become: stretches are
replaced by other melodies on the same metre (phase-1 melodies of any genre), notes
are moved, joined, split or dropped. What survives teaches it to follow a guide, what
was damaged teaches it to stay in its genre.

When a section returns in a composition, its earlier fused self is the guide. So in part
of the guides whole phrases are what the piece itself had some bars before: from these
the network learns how freely each genre brings its music back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.events import Events
from models.features import Guide
from models.vocabulary import PITCHES, REST

Ints = NDArray[np.int32]

NO_GUIDE = 0.1
STRETCH_BARS = (1, 2, 2, 4)
REPLACED_SHARE = (0.15, 0.85)  # of the bars, drawn evenly for each melody
MOVED, DROPPED, JOINED = 0.08, 0.04, 0.04  # chance per surviving note, at full damage
RETURNS = 0.45
RETURN_BARS = (4, 8, 12, 16)  # how far back a phrase may have been heard
NEAREST_RETURN = 0.7  # the chance of the distance at which the piece is most like itself
PHRASE_BARS = 4


@dataclass(frozen=True, slots=True)
class Damager:
    """Makes guides. ``pool`` holds, per bar length in ticks, melodies to splice in.

    ``absent`` is the chance of an empty guide.
    """

    pool: Mapping[int, Sequence[Events]] = field(default_factory=dict)
    absent: float = NO_GUIDE

    def guide(self, events: Events, rng: np.random.Generator) -> Guide:
        """A damaged copy of ``events``, or an empty guide now and then."""
        if rng.random() < self.absent:
            none = np.zeros(0, np.int32)
            return Guide(none, none, none)
        bars = -(-events.total_ticks // events.bar_ticks)
        replaced = self._replaced_bars(bars, rng)
        keep = ~replaced[np.minimum(events.start // events.bar_ticks, bars - 1)]
        start, pitch, ticks = events.start[keep], events.pitch[keep], events.ticks[keep]
        start, pitch, ticks = _perturbed(start, pitch, ticks, rng)
        spliced = self._spliced(events, replaced, rng)
        if spliced is not None:
            start = np.concatenate([start, spliced.start])
            pitch = np.concatenate([pitch, spliced.pitch])
            ticks = np.concatenate([ticks, spliced.ticks])
            order = np.argsort(start, kind="stable")
            start, pitch, ticks = start[order], pitch[order], ticks[order]
        if rng.random() < RETURNS:
            return _with_returns(events, Guide(start, pitch, ticks), bars, rng)
        return Guide(start, pitch, ticks)

    def _replaced_bars(self, bars: int, rng: np.random.Generator) -> NDArray[np.bool_]:
        replaced = np.zeros(bars, bool)
        low, high = REPLACED_SHARE
        wanted = (low + (high - low) * rng.random()) * bars
        while replaced.sum() < wanted:
            stretch = int(rng.choice(STRETCH_BARS))
            first = int(rng.integers(0, max(1, bars)))
            replaced[first - first % stretch : first - first % stretch + stretch] = True
        return replaced

    def _spliced(
        self, events: Events, replaced: NDArray[np.bool_], rng: np.random.Generator
    ) -> Guide | None:
        choice = self.pool.get(events.bar_ticks, ())
        if not choice:
            return None
        starts, pitches, lengths = [], [], []
        edges = np.flatnonzero(np.diff(np.concatenate([[0], replaced.astype(int), [0]])))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            other = choice[int(rng.integers(len(choice)))]
            other_bars = max(1, other.total_ticks // other.bar_ticks)
            begin = int(rng.integers(0, max(1, other_bars - (last - first) + 1)))
            bar = other.start // other.bar_ticks - begin
            inside = (bar >= 0) & (bar < last - first)
            starts.append(other.start[inside] + (first - begin) * events.bar_ticks)
            pitches.append(other.pitch[inside])
            lengths.append(other.ticks[inside])
        if not starts:
            return None
        return Guide(np.concatenate(starts), np.concatenate(pitches), np.concatenate(lengths))


def _with_returns(events: Events, guide: Guide, bars: int, rng: np.random.Generator) -> Guide:
    """The guide with some phrases replaced by what the piece itself had some bars before."""
    distances = [back for back in RETURN_BARS if back < bars]
    if not distances:
        return guide
    likeness = [_likeness(events, back) for back in distances]
    back = distances[int(np.argmax(likeness))]
    if rng.random() >= NEAREST_RETURN:
        back = int(rng.choice(distances))
    returning = np.zeros(bars, bool)
    for first in range(back, bars, PHRASE_BARS):
        returning[first : first + PHRASE_BARS] = rng.random() < 0.6
    kept = ~returning[np.minimum(guide.start // events.bar_ticks, bars - 1)]
    again = events.start + back * events.bar_ticks
    bar = again // events.bar_ticks
    mine = (bar < bars) & returning[np.minimum(bar, bars - 1)]
    start = np.concatenate([guide.start[kept], again[mine]]).astype(np.int32)
    order = np.argsort(start, kind="stable")
    return Guide(
        start[order],
        np.concatenate([guide.pitch[kept], events.pitch[mine]])[order],
        np.concatenate([guide.ticks[kept], events.ticks[mine]])[order],
    )


def _likeness(events: Events, back: int) -> float:
    """The share of events from bar ``back`` on whose onset and pitch also stood there before."""
    known = set(zip(events.start.tolist(), events.pitch.tolist(), strict=True))
    shift = back * events.bar_ticks
    later = [pair for pair in known if pair[0] >= shift]
    return sum((start - shift, pitch) in known for start, pitch in later) / max(1, len(later))


def _perturbed(
    start: Ints, pitch: Ints, ticks: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Notes moved by a step or third, dropped, or joined to the one before."""
    n = len(start)
    if not n:
        return start, pitch, ticks
    damage = rng.random() * 2
    moved = (rng.random(n) < MOVED * damage) & (pitch != REST)
    steps = rng.choice([-4, -3, -2, -1, 1, 2, 3, 4], size=n)
    pitch = np.where(moved, np.clip(pitch + steps, 1, PITCHES - 1), pitch).astype(np.int32)
    joined = rng.random(n) < JOINED * damage
    joined[0] = False
    ticks = ticks.copy()
    before = np.flatnonzero(joined) - 1
    touching = start[before] + ticks[before] == start[before + 1]
    ticks[before[touching]] += ticks[before[touching] + 1]
    ticks = np.minimum(ticks, 96).astype(np.int32)
    keep = ~joined & (rng.random(n) >= DROPPED * damage)
    return start[keep], pitch[keep], ticks[keep]
