"""Melody events: a sheet as (pitch, duration, position in the bar), in C or A minor.

Knows the normal form that likelihoods are measured on: the octave, which rests
count, and how gaps are joined. Knows no tokens of a network.
"""

from __future__ import annotations

from music.key import Key
from music.leadsheet import LeadSheet
from music.units import to_ticks

REST = 0
_MIN_REST = 12  # shorter gaps belong to the note before
_MAX_LENGTH = 96
_CENTRE = 72  # the mean pitch, weighted by duration, lies within a tritone of C5


def normalised(sheet: LeadSheet) -> LeadSheet:
    """The sheet in C major or A minor, its mean pitch (by duration) within a tritone of C5.

    Modes with a minor third count as minor. Raises NoteError only for a range of more
    than eight octaves.
    """
    shift = -sheet.key.shift_from_normal
    sounding = sum(note.length_beats for note in sheet.melody)
    if sounding:
        mean = sum(note.pitch * note.length_beats for note in sheet.melody) / sounding
        shift += 12 * round((_CENTRE - mean - shift) / 12)
    return sheet.transposed(shift, Key("A", "minor") if sheet.key.is_minor else Key("C"))


def melody_events(sheet: LeadSheet) -> list[tuple[int, int, int]]:
    """(pitch, duration, position in the bar) in ticks; pitch 0 is a rest.

    Gaps of less than a quarter are joined to the note before; the silence before the
    first note is left out; durations are 1 to 96 ticks.
    """
    bar = sheet.meter.bar_ticks
    events: list[tuple[int, int, int]] = []
    starts = [to_ticks(note.start_beats) for note in sheet.melody]
    for index, note in enumerate(sheet.melody):
        start = starts[index]
        end = to_ticks(note.end_beats)
        after = starts[index + 1] if index + 1 < len(starts) else end
        if after - end < _MIN_REST:
            end = max(end, after)
        events.append((note.pitch, max(1, min(_MAX_LENGTH, end - start)), start % bar))
        if after > end:
            events.append((REST, min(_MAX_LENGTH, after - end), end % bar))
    return events
