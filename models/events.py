"""Melodies as events: the form in which the networks read and write a lead sheet.

An event is a pitch class number (0 a rest) and a duration in ticks; events tile the
time without gaps. Gaps under a quarter are joined to the note before, as the
likelihood benchmark counts them; longer ones are rests, cut into pieces of at
most 96 ticks. Lead sheets given here are already in C major or A minor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.vocabulary import (
    CHORD_SLOT_TICKS,
    LONGEST_TICKS,
    METERS,
    MODES,
    REST,
    chord_number,
    midi_pitch,
    pitch_class_number,
)
from music.leadsheet import LeadSheet, Note
from music.units import TICKS_PER_BEAT, to_beats, to_ticks

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Events:
    """A melody of n events over chords. Arrays are int32 and read-only by agreement.

    pitch, ticks, start: [n] class number, duration, absolute start tick. chords:
    [slots] chord class per CHORD_SLOT_TICKS, empty where unknown. ``meter`` and ``mode``
    are classes, 0 unknown; ``total_ticks`` is where the last bar ends.
    """

    pitch: Ints
    ticks: Ints
    start: Ints
    chords: Ints
    bar_ticks: int
    total_ticks: int
    meter: int = 0
    mode: int = 0

    def __len__(self) -> int:
        return len(self.pitch)


def events_of(sheet: LeadSheet) -> Events:
    """The events of a lead sheet that is in C major or A minor."""
    spans = _melody_spans(sheet)
    pitch = [p for p, _, _ in spans]
    return Events(
        pitch=np.array(pitch, np.int32),
        ticks=np.array([t for _, t, _ in spans], np.int32),
        start=np.array([s for _, _, s in spans], np.int32),
        chords=_chord_slots(sheet),
        bar_ticks=sheet.meter.bar_ticks,
        total_ticks=sheet.bars * sheet.meter.bar_ticks,
        meter=METERS.index(sheet.meter.name),
        mode=MODES.index("minor" if sheet.key.is_minor else "major"),
    )


def notes_of(
    pitch: Sequence[int],
    ticks: Sequence[int],
    *,
    shift: int = 0,
    start: int = 0,
    genres: Sequence[str | None] = (),
) -> tuple[Note, ...]:
    """Notes of an event list from tick ``start``, moved by ``shift`` semitones; rests become gaps.

    ``genres`` names the provenance of each event, where it is known.
    """
    notes: list[Note] = []
    now = start
    for index, (number, length) in enumerate(zip(pitch, ticks, strict=True)):
        if number != REST:
            genre = genres[index] if genres else None
            notes.append(
                Note(
                    midi_pitch(int(number)) + shift,
                    to_beats(now),
                    to_beats(int(length)),
                    genre=genre,
                )
            )
        now += int(length)
    return tuple(notes)


def _melody_spans(sheet: LeadSheet) -> list[tuple[int, int, int]]:
    """(pitch class number, ticks, start) that tile from the first note to the last."""
    spans: list[tuple[int, int, int]] = []
    notes = [(pitch_class_number(n.pitch), to_ticks(n.start_beats), n) for n in sheet.melody]
    for index, (number, start, note) in enumerate(notes):
        sounding = max(1, to_ticks(note.length_beats))
        if index + 1 < len(notes):
            gap = notes[index + 1][1] - start - sounding
            if gap < TICKS_PER_BEAT:
                sounding, gap = notes[index + 1][1] - start, 0
        else:
            gap = 0
        if sounding <= 0:
            continue
        spans.append((number, min(sounding, LONGEST_TICKS), start))
        rest_start = start + min(sounding, LONGEST_TICKS)
        left = gap + max(0, sounding - LONGEST_TICKS)
        while left > 0:
            piece = min(left, LONGEST_TICKS)
            spans.append((REST, piece, rest_start))
            rest_start += piece
            left -= piece
    return spans


def _chord_slots(sheet: LeadSheet) -> Ints:
    slots = sheet.bars * sheet.meter.bar_ticks // CHORD_SLOT_TICKS + 1
    if not sheet.chords:
        return np.zeros(0, np.int32)
    line = np.zeros(slots, np.int32)
    for span in sheet.chords:
        first = to_ticks(span.start_beats) // CHORD_SLOT_TICKS
        last = -(-to_ticks(span.end_beats) // CHORD_SLOT_TICKS)
        line[first:last] = chord_number(span.chord)
    return line
