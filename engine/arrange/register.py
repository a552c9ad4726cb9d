"""Registers: the octave in which an instrument plays the tune.

The whole tune moves by octaves. Only a tune wider than the instrument is moved
phrase by phrase, and only a phrase wider than it is folded note by note.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from music.instruments import Instrument
from music.leadsheet import Note

_COMFORT = (62.0, 74.0)
_BREATH_BEATS = 0.5
_OCTAVES = range(-60, 61, 12)
LOWEST_TUNE = 48  # under this a bass line has no room


def place_melody(
    melody: Sequence[Note], instrument: Instrument, *, lowest: int = LOWEST_TUNE
) -> tuple[Note, ...]:
    """The melody in the instrument's range, in its comfortable octave where there is a choice.

    It stays over ``lowest`` where the instrument reaches an octave above that.
    """
    if not melody:
        return ()
    low = max(instrument.low, min(lowest, instrument.high - 12))
    shift = _best_shift(melody, instrument, low)
    if shift is not None:
        return _shifted(melody, shift)
    placed: list[Note] = []
    for phrase in _phrases(melody):
        shift = _best_shift(phrase, instrument, low)
        placed += _shifted(phrase, shift) if shift is not None else _folded(phrase, instrument, low)
    return tuple(placed)


def _best_shift(notes: Sequence[Note], instrument: Instrument, low: int) -> int | None:
    pitches = [note.pitch for note in notes]
    fits = [
        shift
        for shift in _OCTAVES
        if min(pitches) + shift >= low and max(pitches) + shift <= instrument.high
    ]
    if not fits:
        return None
    middle = (instrument.low + instrument.high) / 2 + 4
    comfort = max(_COMFORT[0], min(_COMFORT[1], middle))
    return min(fits, key=lambda shift: (abs(median(pitches) + shift - comfort), shift))


def _shifted(notes: Sequence[Note], shift: int) -> tuple[Note, ...]:
    return tuple(replace(note, pitch=note.pitch + shift) for note in notes)


def _folded(notes: Sequence[Note], instrument: Instrument, low: int) -> list[Note]:
    found = []
    for note in notes:
        pitch = note.pitch
        while pitch < low:
            pitch += 12
        while pitch > instrument.high:
            pitch -= 12
        found.append(replace(note, pitch=pitch))
    return found


def _phrases(melody: Sequence[Note]) -> list[list[Note]]:
    phrases: list[list[Note]] = [[melody[0]]]
    for before, note in itertools.pairwise(melody):
        if note.start_beats - before.end_beats >= _BREATH_BEATS - 1e-6:
            phrases.append([])
        phrases[-1].append(note)
    return phrases
