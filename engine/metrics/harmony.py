"""What a tune's chords are: how usual they are and how fast they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.metrics.grid import Floats
from models.vocabulary import CHORDS, chord_number
from music.leadsheet import LeadSheet

# The rarest chords that together fill this share of a genre's time are its rare ones.
RARE_TIME = 0.1
_DOMINANTS = ("maj", "7")


@dataclass(frozen=True, slots=True)
class UsualChords:
    """Which chords a genre (or a blend of genres) uses all the time, in major and in minor.

    ``usual`` is [2, CHORDS]: major and minor, chord classes over the tonic.
    """

    usual: NDArray[np.bool_]


def chord_times(sheet: LeadSheet) -> Floats:
    """[2, CHORDS] beats by mode (0 major, 1 minor) and chord class, moved to C or A minor."""
    times = np.zeros((2, CHORDS))
    shift = -sheet.key.shift_from_normal
    for span in sheet.chords:
        number = chord_number(span.chord.transposed(shift))
        times[int(sheet.key.is_minor), number] += span.length_beats
    return times


def usual_chords(times: Mapping[str, Floats], weights: Mapping[str, float]) -> UsualChords:
    """The usual chords of a blend: those of the genres' mixed distributions, by mode.

    ``times`` are a genre's summed ``chord_times``. A chord is usual unless it belongs to the
    rarest that fill a tenth of the time together.
    """
    mixed = np.zeros((2, CHORDS))
    for genre, weight in weights.items():
        totals = times[genre].sum(axis=1, keepdims=True)
        mixed += weight * times[genre] / np.maximum(totals, 1e-9)
    usual = np.zeros((2, CHORDS), bool)
    for mode in range(2):
        order = np.argsort(mixed[mode], kind="stable")
        rare = np.cumsum(mixed[mode][order]) <= RARE_TIME * mixed[mode].sum()
        usual[mode, order[~rare]] = True
    return UsualChords(usual)


def rare_chord_share(sheet: LeadSheet, usual: UsualChords) -> float:
    """Time on chords that are rare in the genre over all time with chords; 0 to 1."""
    times = chord_times(sheet)
    total = float(times.sum())
    return float(times[~usual.usual].sum()) / total if total else 0.0


def chord_changes_per_bar(sheet: LeadSheet) -> float:
    """Changes of the chord over all full bars; 0 and up."""
    chords = [span.chord for span in sheet.chords]
    changes = sum(a != b for a, b in pairwise(chords))
    return changes / (sheet.bars - sheet.first_bar)


def unresolved_dominants(sheet: LeadSheet) -> int:
    """Dominants of degrees other than the tonic that don't go where they lead; 0 and up.

    Such a dominant is a major chord, with a minor seventh or without, whose third is outside
    the scale: it leads to the chord a fourth above, or a semitone below in its place. The
    last chord of all leads nowhere and is not asked.
    """
    return sum(not resolved for resolved in _resolutions(sheet))


def closes_from_dominant(sheet: LeadSheet) -> bool:
    """Whether the last change of root is from the dominant, or its leading-note chord, home."""
    roots = [span.chord.root for span in sheet.chords]
    tonic = sheet.key.pitch_class
    if not roots or roots[-1] != tonic:
        return False
    before = next((root for root in reversed(roots) if root != tonic), None)
    return before is not None and (before - tonic) % 12 in (7, 11)


def _resolutions(sheet: LeadSheet) -> Iterator[bool]:
    scale = set(sheet.key.scale)
    if sheet.key.is_minor:
        scale |= {(sheet.key.pitch_class + step) % 12 for step in (9, 11)}
    chords = [span.chord for span in sheet.chords]
    for chord, after in pairwise(chords):
        if chord == after or chord.quality not in _DOMINANTS:
            continue
        if after.root == chord.root:  # the same dominant, coloured; the last of them is asked
            continue
        if (chord.root + 4) % 12 in scale:
            continue
        yield (after.root - chord.root) % 12 in (5, 11)
