"""What the melody networks see before each event, as class numbers.

Beside the recurrent past these are the copy features: the event one, two, four and
eight bars ago at this place of the bar, and the event that followed the longest
match of the present ending in the piece's own past, once exact and once as
interval and duration. The sampler computes the same numbers in its graph; a test
holds the two together. Class 0 always means none or withheld.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.events import Events
from models.vocabulary import (
    CHORD_SLOT_TICKS,
    CHORDS,
    DURATIONS,
    LONGEST_BAR_TICKS,
    METERS,
    MODES,
    PITCHES,
    REST,
)

Ints = NDArray[np.int32]

BARS_AGO = (1, 2, 4, 8)
MATCH_LENGTHS = (1, 2, 3, 5, 8)  # a match class is how many of these it reaches
LONGEST_MATCH = 8
BARS_LEFT = 9
PHRASE_BARS = 8
GUIDE_WAIT = 49

# A copy source gives a pitch (class + 1, 0 none) and a duration (0 none).
OWN_SOURCES = (*(f"ago{bars}" for bars in BARS_AGO), "match", "shape")

# (feature, classes) in the order of the columns.
PLAIN_FEATURES: tuple[tuple[str, int], ...] = (
    ("pitch", PITCHES + 1),
    ("ticks", DURATIONS),
    ("position", LONGEST_BAR_TICKS),
    ("meter", len(METERS)),
    ("mode", len(MODES)),
    ("phrase_bar", PHRASE_BARS + 1),
    ("bars_left", BARS_LEFT),
    ("chord", CHORDS),
    ("next_chord", CHORDS),
)
SOURCE_FEATURES: tuple[tuple[str, int], ...] = tuple(
    (f"{source}_{part}", size)
    for source in OWN_SOURCES
    for part, size in (("pitch", PITCHES + 1), ("ticks", DURATIONS))
)
MATCH_FEATURES: tuple[tuple[str, int], ...] = tuple(
    (f"{source}_length", len(MATCH_LENGTHS) + 1) for source in ("match", "shape")
)
OWN_FEATURES = PLAIN_FEATURES + SOURCE_FEATURES + MATCH_FEATURES
GUIDE_FEATURES: tuple[tuple[str, int], ...] = (
    ("guide_pitch", PITCHES + 1),
    ("guide_ticks", DURATIONS),
    ("guide_sounding", PITCHES + 1),
    ("guide_wait", GUIDE_WAIT),
)


@dataclass(frozen=True, slots=True)
class Guide:
    """A melody to follow: onset tick, pitch class number and duration of its events, sorted."""

    start: Ints
    pitch: Ints
    ticks: Ints


def own_features(events: Events) -> Ints:
    """[n, len(OWN_FEATURES)] classes seen before each of the n events."""
    n = len(events)
    columns: dict[str, Ints] = {name: np.zeros(n, np.int32) for name, _ in OWN_FEATURES}
    bar = events.start // events.bar_ticks
    columns["pitch"][1:] = events.pitch[:-1] + 1
    columns["ticks"][1:] = events.ticks[:-1]
    columns["position"][:] = events.start % events.bar_ticks
    columns["meter"][:] = events.meter
    columns["mode"][:] = events.mode
    columns["phrase_bar"][:] = bar % PHRASE_BARS + 1
    bars = -(-events.total_ticks // events.bar_ticks)
    columns["bars_left"][:] = np.clip(bars - bar, 1, BARS_LEFT - 1)
    if len(events.chords):
        slot = np.minimum(events.start // CHORD_SLOT_TICKS, len(events.chords) - 1)
        columns["chord"][:] = events.chords[slot]
        columns["next_chord"][:] = next_chords(events.chords)[slot]
    _fill_bars_ago(events, columns)
    _fill_matches(events, columns)
    return np.stack([columns[name] for name, _ in OWN_FEATURES], axis=1)


def next_chords(chords: Ints) -> Ints:
    """For every slot the chord that comes after the present one (the present one at the end)."""
    following = chords.copy()
    for slot in range(len(chords) - 2, -1, -1):
        following[slot] = (
            following[slot + 1] if chords[slot + 1] == chords[slot] else chords[slot + 1]
        )
    return following


def _fill_bars_ago(events: Events, columns: dict[str, Ints]) -> None:
    by_start = {int(start): index for index, start in enumerate(events.start)}
    for bars in BARS_AGO:
        back = bars * events.bar_ticks
        for index, start in enumerate(events.start):
            source = by_start.get(int(start) - back)
            if source is not None:
                columns[f"ago{bars}_pitch"][index] = events.pitch[source] + 1
                columns[f"ago{bars}_ticks"][index] = events.ticks[source]


def _fill_matches(events: Events, columns: dict[str, Ints]) -> None:
    """Longest suffix matches: length[j] = (event[j] == last) * (length_before[j-1] + 1)."""
    n = len(events)
    pitch, ticks = events.pitch, events.ticks
    interval = np.zeros(n, np.int32)
    interval[1:] = pitch[1:] - pitch[:-1]
    # A step to or from a rest has no interval and matches no other.
    broken = pitch == REST
    broken[1:] |= pitch[:-1] == REST
    broken[:1] = True
    exact = np.zeros(n, np.int32)
    shape = np.zeros(n, np.int32)
    for now in range(1, n):
        last = now - 1
        before = slice(0, last)
        same_ticks = ticks[before] == ticks[last]
        moved = np.concatenate(([0], exact[: max(last - 1, 0)])) if last else exact[:0]
        exact[before] = np.where(same_ticks & (pitch[before] == pitch[last]), moved + 1, 0)
        moved = np.concatenate(([0], shape[: max(last - 1, 0)])) if last else shape[:0]
        same = same_ticks & (interval[before] == interval[last]) & ~broken[before]
        shape[before] = np.where(same & ~broken[last], moved + 1, 0)
        found = best_match(exact[:last])
        if found is not None:
            columns["match_pitch"][now] = pitch[found + 1] + 1
            columns["match_ticks"][now] = ticks[found + 1]
            columns["match_length"][now] = match_class(int(exact[found]))
        found = best_match(shape[:last])
        if found is not None:
            target = pitch[last] + interval[found + 1]
            if not broken[found + 1] and 1 <= target < PITCHES:
                columns["shape_pitch"][now] = target + 1
            columns["shape_ticks"][now] = ticks[found + 1]
            columns["shape_length"][now] = match_class(int(shape[found]))


def best_match(lengths: Ints) -> int | None:
    """Where the longest match ends, the latest of equals; None where nothing matches."""
    if not len(lengths) or not lengths.max():
        return None
    capped = np.minimum(lengths, LONGEST_MATCH)
    return int(len(capped) - 1 - np.argmax(capped[::-1]))


def match_class(length: int) -> int:
    """How many of MATCH_LENGTHS a match reaches."""
    return sum(length >= step for step in MATCH_LENGTHS)


def guide_features(events: Events, guide: Guide) -> Ints:
    """[n, len(GUIDE_FEATURES)]: what the guide does at the start of each event."""
    return guide_at(events.start, guide)


def guide_at(ticks: Ints, guide: Guide) -> Ints:
    """[n, len(GUIDE_FEATURES)]: what the guide does at each of n ticks.

    The guide's event that starts here (pitch + 1, ticks), the pitch that sounds in it
    now (+ 1), and ticks until its next onset (at most 48; 0 where it has ended).
    """
    out = np.zeros((len(ticks), len(GUIDE_FEATURES)), np.int32)
    if not len(guide.start):
        return out
    index = np.searchsorted(guide.start, ticks, side="right") - 1
    held = np.maximum(index, 0)
    here = (index >= 0) & (guide.start[held] == ticks)
    out[:, 0] = np.where(here, guide.pitch[held] + 1, 0)
    out[:, 1] = np.where(here, guide.ticks[held], 0)
    sounds = (index >= 0) & (ticks < guide.start[held] + guide.ticks[held])
    out[:, 2] = np.where(sounds, guide.pitch[held] + 1, 0)
    after = np.minimum(index + 1, len(guide.start) - 1)
    wait = guide.start[after] - ticks
    out[:, 3] = np.where(index + 1 < len(guide.start), np.clip(wait, 1, GUIDE_WAIT - 1), 0)
    return out
