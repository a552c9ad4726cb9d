"""How the judges hear a lead sheet: music without the marks of the book it stood in.

Knows what is made equal before anything is counted: the tonic and the mode, the
register, the finest rhythms, articulation, the felt beat. Knows no genre.

Onsets move to the nearest quarter or third of a quarter; a note lasts until the next
one unless a rest of a quarter follows; pitches are steps from the tonic, in which the
seven degrees of major and of minor are the same degrees; an eighth of a compound beat
stands where a triplet eighth does; of metre only the bar line, the beat and the place in
the beat are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from music.leadsheet import LeadSheet
from music.units import TICKS_PER_BEAT

Ints = NDArray[np.intp]

LONGEST_TICKS = 96
NO_CHORD = 0
# Families of chord qualities; 0 is left for no chord.
FAMILIES = {
    "maj": 1, "6": 1, "sus4": 1, "aug": 1, "min": 2, "m6": 2, "7": 3, "maj7": 4, "m7": 5,
    "dim": 6, "dim7": 6, "m7b5": 6,
}  # fmt: skip
FAMILY_COUNT = 7

# Places in a quarter: on it, 1/4, 1/3, 1/2, 2/3, 3/4.
PLACE_COUNT = 6
_SNAP = np.array([0, 0, 3, 3, 4, 6, 6, 6, 8, 9, 9, 12])
_PLACE = np.array([0, 0, 1, 1, 2, 3, 3, 3, 4, 5, 5, 5])
_COMPOUND_PLACE = np.array([0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5])

# Semitones over the tonic as degrees: 0 to 6 the scale, 7 to 11 what lies between (the
# other third, sixth and seventh among it), 12 and 13 the raised sixth and seventh of minor.
_DEGREES = np.array(
    [
        [0, 7, 1, 8, 2, 3, 9, 4, 10, 5, 11, 6],
        [0, 7, 1, 2, 8, 3, 9, 4, 5, 12, 6, 13],
    ]
)
DEGREE_COUNT = 14


@dataclass(frozen=True, slots=True)
class Listened:
    """Tunes laid end to end, as arrays: [n] for notes, [m] for chords.

    ``bar`` and ``chord_bar`` count through all tunes, ``first_bars`` says where each tune
    begins, ``bars`` how many there are in all. ``fresh`` marks a tune's first note or chord.
    ``place`` is 0 to 5 in the felt beat, ``beat`` that beat's number in its bar, ``strong`` marks
    bar lines, ``ticks`` is the time to the next onset, ``rest_ticks`` the silence within it.
    ``step`` is the interval from the note before, 0 for a tune's first. ``root`` and
    ``over_root`` are 0 to 11, ``family`` is 0 where there is no chord.
    """

    first_bars: Ints
    bars: int
    bar: Ints
    fresh: NDArray[np.bool_]
    place: Ints
    beat: Ints
    strong: NDArray[np.bool_]
    ticks: Ints
    rest_ticks: Ints
    pitch: Ints
    step: Ints
    degree: Ints
    over_root: Ints
    family: Ints
    chord_bar: Ints
    chord_fresh: NDArray[np.bool_]
    chord_degree: Ints
    chord_root: Ints
    chord_family: Ints
    chord_ticks: Ints


def listen(sheets: Sequence[LeadSheet]) -> Listened:
    """Hear sheets together. Sheets may be empty of notes or of chords."""
    tunes = _Tunes(sheets)
    notes = _notes(sheets, tunes)
    chords = _chords(sheets, tunes)
    span = np.searchsorted(chords.start, notes.start, side="right") - 1
    under = np.maximum(span, 0)
    if len(chords.start):
        sounds = (span >= 0) & (chords.end[under] > notes.start)
        family = np.where(sounds, chords.family[under], NO_CHORD)
        over_root = np.where(sounds, (notes.pitch - chords.root[under]) % 12, 0)
    else:
        family = over_root = np.zeros(len(notes.start), np.intp)
    place, beat, strong = _places(notes, tunes)
    fresh = _changes(notes.tune)
    return Listened(
        first_bars=tunes.first_bar,
        bars=int(tunes.bars.sum()),
        bar=tunes.bar_of(notes.start, notes.tune),
        fresh=fresh,
        place=place,
        beat=beat,
        strong=strong,
        ticks=notes.ticks,
        rest_ticks=notes.rest,
        pitch=notes.pitch,
        step=np.where(fresh, 0, np.diff(notes.pitch, prepend=notes.pitch[:1])),
        degree=_DEGREES[tunes.minor[notes.tune], (notes.pitch - tunes.tonic[notes.tune]) % 12],
        over_root=over_root,
        family=family,
        chord_bar=tunes.bar_of(chords.start, chords.tune),
        chord_fresh=_changes(chords.tune),
        chord_degree=_DEGREES[
            tunes.minor[chords.tune], (chords.root - tunes.tonic[chords.tune]) % 12
        ],
        chord_root=chords.root,
        chord_family=chords.family,
        chord_ticks=chords.end - chords.start,
    )


class _Tunes:
    """What is known of each tune; times of all tunes run on one clock of ticks."""

    def __init__(self, sheets: Sequence[LeadSheet]) -> None:
        self.bars = np.array([s.bars for s in sheets], np.intp)
        self.bar_ticks = np.array([s.meter.bar_ticks for s in sheets], np.intp)
        self.compound = np.array([s.meter.is_compound for s in sheets], bool)
        self.tonic = np.array([s.key.pitch_class for s in sheets], np.intp)
        self.minor = np.array([s.key.is_minor for s in sheets], np.intp)
        self.first_bar = np.concatenate([[0], np.cumsum(self.bars)[:-1]]).astype(np.intp)
        ticks = self.bars * self.bar_ticks
        self.end = np.cumsum(ticks)
        self.first_tick = self.end - ticks

    def bar_of(self, start: Ints, tune: Ints) -> Ints:
        inside = (start - self.first_tick[tune]) // self.bar_ticks[tune]
        return np.asarray(self.first_bar[tune] + np.minimum(inside, self.bars[tune] - 1), np.intp)


@dataclass(frozen=True, slots=True)
class _Notes:
    tune: Ints
    start: Ints
    ticks: Ints
    rest: Ints
    pitch: Ints


@dataclass(frozen=True, slots=True)
class _Chords:
    tune: Ints
    start: Ints
    end: Ints
    root: Ints
    family: Ints


def _notes(sheets: Sequence[LeadSheet], tunes: _Tunes) -> _Notes:
    counts = [len(sheet.melody) for sheet in sheets]
    tune = np.repeat(np.arange(len(sheets)), counts)
    pitch = np.array([note.pitch for s in sheets for note in s.melody], np.intp)
    beats = np.array([note.start_beats for s in sheets for note in s.melody], float)
    length = np.array([note.length_beats for s in sheets for note in s.melody], float)
    start = _snapped(beats) + tunes.first_tick[tune]
    end = _snapped(beats + length) + tunes.first_tick[tune]
    keep = np.concatenate([np.diff(start) > 0, np.ones(min(1, len(start)), bool)])
    tune, pitch, start, end = tune[keep], pitch[keep], start[keep], end[keep]
    after = np.append(start[1:], end[-1:])
    last = np.append(np.diff(tune) > 0, np.ones(min(1, len(tune)), bool))
    ticks = np.clip(np.where(last, end - start, after - start), 3, LONGEST_TICKS)
    gap = np.where(last, 0, after - end)
    return _Notes(tune, start, ticks, np.where(gap >= TICKS_PER_BEAT, gap, 0), pitch)


def _chords(sheets: Sequence[LeadSheet], tunes: _Tunes) -> _Chords:
    tune = np.repeat(np.arange(len(sheets)), [len(sheet.chords) for sheet in sheets])
    spans = [span for sheet in sheets for span in sheet.chords]
    offset = tunes.first_tick[tune]
    start = np.rint(np.array([s.start_beats for s in spans], float) * TICKS_PER_BEAT)
    end = np.rint(np.array([s.end_beats for s in spans], float) * TICKS_PER_BEAT)
    root = np.array([s.chord.root for s in spans], np.intp)
    family = np.array([FAMILIES[s.chord.quality] for s in spans], np.intp)
    start, end = start.astype(np.intp) + offset, end.astype(np.intp) + offset
    # A chord that is written again goes on sounding.
    new = _changes(tune) | _changes(root) | _changes(family)
    last = np.append(new[1:], np.ones(min(1, len(new)), bool))
    return _Chords(tune[new], start[new], end[last], root[new], family[new])


def _places(notes: _Notes, tunes: _Tunes) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    in_bar = (notes.start - tunes.first_tick[notes.tune]) % tunes.bar_ticks[notes.tune]
    plain = _PLACE[in_bar % TICKS_PER_BEAT]
    compound = _COMPOUND_PLACE[in_bar % len(_COMPOUND_PLACE)]
    is_compound = tunes.compound[notes.tune]
    beat = in_bar // np.where(is_compound, len(_COMPOUND_PLACE), TICKS_PER_BEAT)
    return np.where(is_compound, compound, plain), beat, in_bar == 0


def _snapped(beats: NDArray[np.float64]) -> Ints:
    ticks = np.rint(beats * TICKS_PER_BEAT).astype(np.intp)
    return np.asarray(ticks - ticks % TICKS_PER_BEAT + _SNAP[ticks % TICKS_PER_BEAT], np.intp)


def _changes(values: Ints) -> NDArray[np.bool_]:
    """Where a value differs from the one before; the first always does."""
    return np.append(np.ones(min(1, len(values)), bool), np.diff(values) != 0)
