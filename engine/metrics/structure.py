"""How much of a tune comes back, and over what lengths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.metrics.grid import Floats, bar_contents, grid_of, of_latest
from music.leadsheet import LeadSheet

PHRASE_BARS = 4
# From this likeness, on the average of its bars, a phrase is an earlier one again.
_SAME_PHRASE = 0.6
# Below this likeness a stretch is no return; a return's fitness counts what lies above it.
_THRESHOLD = 0.5


def structure_indicator(sheet: LeadSheet, bars: int) -> float:
    """How well the best stretch of ``bars`` bars explains the tune by its returns; 0 to 1.

    The fitness of Müller, Jiang & Grosche (*A Robust Fitness Measure for Capturing
    Repetitions*, IEEE TASLP 21, 2013), maximal over stretches of one length, as Wu & Yang
    (ISMIR 2020, section 4.3) take it from the fitness scape plot. Here in its cheap form:
    stretches are whole bars, returns lie on diagonals of the self-similarity matrix, and a
    stretch's returns are chosen greedily, best first, without overlap.

    With r returns of likeness s (the share of time in which both sound the same pitch, 0.5
    mapped to 0 and 1 to 1) in a tune of N bars: score = mean s, coverage = r L / (N - L),
    fitness = their harmonic mean. The stretch itself doesn't count as its own return. 0
    where the tune is shorter than two such stretches.
    """
    first = sheet.first_bar  # a pickup's bar is none of the tune's N
    likeness = bar_likeness(sheet)[first:, first:]
    count = len(likeness) - bars + 1
    if count <= bars:
        return 0.0
    paths = sum(likeness[k : k + count, k : k + count] for k in range(bars)) / bars
    gain = np.clip((np.asarray(paths) - _THRESHOLD) / (1 - _THRESHOLD), 0, 1)
    best_first = np.argsort(-gain, axis=1, kind="stable").tolist()
    rows = zip(gain.tolist(), best_first, strict=True)
    return max(_fitness(row, order, first, bars) for first, (row, order) in enumerate(rows))


def phrase_letters(sheet: LeadSheet) -> str:
    """The tune's form in phrases of four full bars, as people say it: ``ABAC``.

    A phrase has the letter of the earlier one that it is most like, if their bars sound the same
    pitch for 0.6 of the time on the average; else a new one. What is left of a last phrase counts
    for none.
    """
    likeness = bar_likeness(sheet)[sheet.first_bar :, sheet.first_bar :]
    firsts = range(0, len(likeness) - PHRASE_BARS + 1, PHRASE_BARS)
    letters = ""
    for first in firsts:
        alike = [
            float(np.trace(likeness[first : first + PHRASE_BARS, at : at + PHRASE_BARS]))
            for at in firsts[: first // PHRASE_BARS]
        ]
        best = int(np.argmax(alike)) if alike else 0
        if alike and alike[best] >= _SAME_PHRASE * PHRASE_BARS:
            letters += letters[best]
        else:
            letters += chr(ord("A") + len(set(letters)))
    return letters


@of_latest
def bar_likeness(sheet: LeadSheet) -> Floats:
    """[bars, bars] shares of time in which two bars sound the same pitch; silence too is equal."""
    grid = grid_of(sheet)
    ends = grid.start + grid.length
    borders = np.stack([grid.start, ends], axis=1).ravel()
    steps = np.diff(np.concatenate([[0], borders, [grid.bars * grid.bar_ticks]]))
    sounding = np.append(np.stack([np.zeros_like(grid.pitch), grid.pitch], axis=1).ravel(), 0)
    line = np.repeat(sounding, np.maximum(steps, 0))[: grid.bars * grid.bar_ticks]
    pictures = line.reshape(grid.bars, grid.bar_ticks)
    return np.asarray((pictures[:, None, :] == pictures[None, :, :]).mean(axis=2))


def repeated_content_share(sheet: LeadSheet) -> float:
    """Bars whose onsets and pitches occurred in an earlier bar, over all but the first; 0 to 1.

    A pickup's bar is not among them.
    """
    bars = bar_contents(grid_of(sheet))[sheet.first_bar :]
    return _share([bool(bar) and bar in bars[:index] for index, bar in enumerate(bars)][1:])


def _fitness(gain: Sequence[float], best_first: Sequence[int], first: int, bars: int) -> float:
    """Of one stretch, from its gain at every bar and the bars in the order of that."""
    stretch = (1 << bars) - 1  # a bit for each bar
    taken = stretch << first
    gains = []
    for place in best_first:
        if gain[place] <= 0:
            break
        if not taken & stretch << place:
            taken |= stretch << place
            gains.append(gain[place])
    if not gains:
        return 0.0
    score = sum(gains) / len(gains)
    coverage = len(gains) * bars / (len(gain) - 1)
    return 2 * score * coverage / (score + coverage)


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
