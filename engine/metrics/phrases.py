"""How phrases end, every four full bars, and how a tune closes."""

from __future__ import annotations

import numpy as np

from engine.metrics.grid import Grid, grid_of
from music.chord import Chord
from music.leadsheet import LeadSheet
from music.units import to_beats

PHRASE_BARS = 4
# Roots over the tonic, in semitones, from which a closing chord is reached: the dominant,
# the leading-note chord, both subdominants, the tritone substitute.
_CADENCE_ROOTS = (7, 11, 5, 2, 1, 10)


def stable_end_share(sheet: LeadSheet) -> float:
    """Phrases that end stably over all phrases of four bars; 0 to 1.

    A phrase ends on the longest note that starts in its last bar (of equals the last). It is
    stable where it is a note of the chord sounding there (without chords: of the tonic
    triad) and lasts at least as long as the tune's mean note.
    """
    grid = grid_of(sheet)
    ends = [end for end in _ends(grid) if end >= 0]
    if not ends:
        return 0.0
    mean = grid.length.mean()
    stable = [
        bool(grid.length[end] >= mean)
        and int(grid.pitch[end]) % 12 in _rest_points(sheet, int(grid.start[end]))
        for end in ends
    ]
    return float(np.mean(stable))


def end_length_ratio(sheet: LeadSheet) -> float:
    """Mean length of the notes that end phrases over the mean of all notes; 0 and up."""
    grid = grid_of(sheet)
    ends = [end for end in _ends(grid) if end >= 0]
    return float(grid.length[ends].mean() / grid.length.mean()) if ends else 0.0


def closes(sheet: LeadSheet) -> bool:
    """Whether a tune ends as one: a stable chord tone, long enough, after a cadence.

    The last note is a note of the tonic triad and of the last chord, and lasts a felt beat or
    longer; the last chord stands on the tonic and is reached from another chord on the
    dominant, a subdominant or one that stands for them. Without chords only the note counts.
    """
    if not sheet.melody:
        return False
    last = sheet.melody[-1]
    tonic = sheet.key.pitch_class
    triad = _tonic_triad(sheet)
    if last.pitch % 12 not in triad or last.length_beats < sheet.meter.pulse_beats - 1e-3:
        return False
    if not sheet.chords:
        return True
    final = sheet.chords[-1].chord
    before = next((s.chord for s in reversed(sheet.chords) if s.chord.root != final.root), None)
    return (
        final.root == tonic
        and last.pitch % 12 in final.pitch_classes
        and before is not None
        and (before.root - tonic) % 12 in _CADENCE_ROOTS
    )


def _ends(grid: Grid) -> list[int]:
    """Index of the note that ends each whole phrase, -1 where its last bar has none."""
    found = []
    for last_bar in range(grid.first_bar + PHRASE_BARS - 1, grid.bars, PHRASE_BARS):
        notes = np.flatnonzero(grid.bar == last_bar)
        if not len(notes):
            found.append(-1)
            continue
        lengths = grid.length[notes]
        found.append(int(notes[len(notes) - 1 - int(np.argmax(lengths[::-1]))]))
    return found


def _rest_points(sheet: LeadSheet, tick: int) -> tuple[int, ...]:
    chord: Chord | None = sheet.chord_at(to_beats(tick))
    return chord.pitch_classes if chord is not None else _tonic_triad(sheet)


def _tonic_triad(sheet: LeadSheet) -> tuple[int, ...]:
    scale = sheet.key.scale
    return scale[0], scale[2], scale[4]
