"""Figures of one melody over its chords; none of them knows where it came from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from music.leadsheet import LeadSheet, Note

_NEAR = 1e-3


def pitch_class_entropy(sheet: LeadSheet) -> float:
    """``-sum p log2 p`` over the twelve pitch classes by length; 0 to 3.58 bits.

    Wu & Yang, *The Jazz Transformer on the Front Line*, ISMIR 2020.
    """
    lengths: Counter[int] = Counter()
    for note in sheet.melody:
        lengths[note.pitch % 12] += round(note.length_beats * 12)
    total = lengths.total()
    return -sum(n / total * math.log2(n / total) for n in lengths.values()) if total else 0.0


def in_scale_share(sheet: LeadSheet) -> float:
    """Notes on the key's seven degrees over all notes; 0 to 1."""
    scale = set(sheet.key.scale)
    return _share([note.pitch % 12 in scale for note in sheet.melody])


def chord_tone_share(sheet: LeadSheet) -> float:
    """Strong-beat notes that belong to the chord over all strong-beat notes; 0 to 1."""
    hits = []
    for note in sheet.melody:
        place = note.start_beats % sheet.meter.bar_beats
        chord = sheet.chord_at(note.start_beats)
        if chord is not None and any(abs(place - s) < _NEAR for s in sheet.meter.strong_beats):
            hits.append(note.pitch % 12 in chord.pitch_classes)
    return _share(hits)


def repeated_rhythm_share(sheet: LeadSheet) -> float:
    """Bars whose onsets occurred in an earlier bar over all bars but the first; 0 to 1.

    A pickup's bar is not among them.
    """
    rhythms = [tuple(round(n.start_beats * 12) % 10**6 for n in bar) for bar in _bars(sheet)]
    base = round(sheet.meter.bar_beats * 12)
    places = [tuple(onset - index * base for onset in bar) for index, bar in enumerate(rhythms)]
    places = places[sheet.first_bar :]
    return _share([bar in places[:index] for index, bar in enumerate(places)][1:])


def longest_loop_bars(sheet: LeadSheet) -> int:
    """The most bars in a row that are the same notes as the bar before them; 0 and up."""
    bars = [
        tuple((n.pitch, round((n.start_beats - index * sheet.meter.bar_beats) * 12)) for n in bar)
        for index, bar in enumerate(_bars(sheet))
    ]
    longest = now = 0
    for before, bar in pairwise(bars):
        now = now + 1 if bar and bar == before else 0
        longest = max(longest, now)
    return longest


def longest_repeated_pitch(sheet: LeadSheet) -> int:
    """The most notes in a row on one pitch."""
    longest = now = 0
    last = -1
    for note in sheet.melody:
        now = now + 1 if note.pitch == last else 1
        last, longest = note.pitch, max(longest, now)
    return longest


def narrowest_stretch_beats(sheet: LeadSheet) -> float:
    """The longest time, in quarters, that the tune stays on the same two pitches."""
    longest = 0.0
    first = 0
    for last, note in enumerate(sheet.melody):
        while len({n.pitch for n in sheet.melody[first : last + 1]}) > 2:
            first += 1
        longest = max(longest, note.end_beats - sheet.melody[first].start_beats)
    return longest


def rest_share(sheet: LeadSheet) -> float:
    """Beats without a note over all beats, from a pickup on; 0 to 1."""
    beats = sheet.length_beats - sheet.opening_beats
    return 1 - sum(note.length_beats for note in sheet.melody) / beats


def longest_silence_beats(sheet: LeadSheet) -> float:
    """The longest time, in quarters, without a note; before the first and after the last too.

    What a pickup leaves empty of its bar is no silence.
    """
    edges = [sheet.opening_beats, *(e for n in sheet.melody for e in (n.start_beats, n.end_beats))]
    edges.append(sheet.length_beats)
    return max(begin - end for end, begin in zip(edges[::2], edges[1::2], strict=True))


def range_semitones(sheet: LeadSheet) -> int:
    """Highest minus lowest pitch."""
    pitches = [note.pitch for note in sheet.melody]
    return max(pitches) - min(pitches) if pitches else 0


def ends_on_tonic(sheet: LeadSheet) -> bool:
    """Whether the last note is the key's tonic."""
    return bool(sheet.melody) and sheet.melody[-1].pitch % 12 == sheet.key.pitch_class


def describe(sheet: LeadSheet) -> dict[str, float]:
    """Every figure of this page by name, for a composition's ``.json``."""
    return {
        "notes": len(sheet.melody),
        "pitch_class_entropy_bits": round(pitch_class_entropy(sheet), 3),
        "in_scale_share": round(in_scale_share(sheet), 3),
        "chord_tone_share": round(chord_tone_share(sheet), 3),
        "repeated_rhythm_share": round(repeated_rhythm_share(sheet), 3),
        "longest_loop_bars": longest_loop_bars(sheet),
        "longest_repeated_pitch": longest_repeated_pitch(sheet),
        "narrowest_stretch_beats": round(narrowest_stretch_beats(sheet), 3),
        "rest_share": round(rest_share(sheet), 3),
        "range_semitones": range_semitones(sheet),
        "ends_on_tonic": float(ends_on_tonic(sheet)),
    }


def _bars(sheet: LeadSheet) -> list[list[Note]]:
    bars: list[list[Note]] = [[] for _ in range(sheet.bars)]
    for note in sheet.melody:
        index = int((note.start_beats + _NEAR) // sheet.meter.bar_beats)
        bars[min(index, sheet.bars - 1)].append(note)
    return bars


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
