"""How a tune's notes fit the chords under them: where they rest, and when bars come back."""

from __future__ import annotations

from itertools import pairwise

from engine.metrics.grid import bar_contents, grid_of
from music.leadsheet import LeadSheet, Note

_NEAR = 1e-3
_STEP, _FOURTH = 2, 5


def first_beat_chord_share(sheet: LeadSheet) -> float:
    """Notes on a bar's first beat that belong to the chord over all such notes; 0 to 1."""
    hits = [
        _fits(sheet, note)
        for note in sheet.melody
        if (note.start_beats + _NEAR) % sheet.meter.bar_beats < 2 * _NEAR
    ]
    return _share([hit for hit in hits if hit is not None])


def hanging_note_share(sheet: LeadSheet) -> float:
    """Long notes on no chord note that no step leads on, over all long notes; 0 to 1.

    Long is a felt beat or more; a note may be led on by a semitone or a whole tone.
    """
    hanging = []
    for note, following in pairwise([*sheet.melody, None]):
        if note is None or note.length_beats < sheet.meter.pulse_beats - _NEAR:
            continue
        fits = _fits(sheet, note)
        if fits is None:
            continue
        led = following is not None and 0 < abs(following.pitch - note.pitch) <= _STEP
        hanging.append(not fits and not led)
    return _share(hanging)


def unfitted_returns(sheet: LeadSheet) -> int:
    """Bars that come back note for note under other chords with a strong note outside them.

    0 and up.
    """
    contents = bar_contents(grid_of(sheet))
    found = 0
    for bar, content in enumerate(contents):
        source = contents.index(content)
        if source == bar or _bar_chords(sheet, source) == _bar_chords(sheet, bar):
            continue
        found += any(_fits(sheet, note) is False for note in _strong_notes(sheet, bar))
    return found


def ends_by_leap(sheet: LeadSheet) -> bool:
    """Whether the last note is reached by a fourth or more."""
    if len(sheet.melody) < 2:
        return False
    return abs(sheet.melody[-1].pitch - sheet.melody[-2].pitch) >= _FOURTH


def _fits(sheet: LeadSheet, note: Note) -> bool | None:
    """Whether a note belongs to the chord where it starts; None where there is no chord."""
    chord = sheet.chord_at(note.start_beats)
    return None if chord is None else note.pitch % 12 in chord.pitch_classes


def _strong_notes(sheet: LeadSheet, bar: int) -> list[Note]:
    first = bar * sheet.meter.bar_beats
    places = [first + beat for beat in sheet.meter.strong_beats]
    return [n for n in sheet.melody if any(abs(n.start_beats - p) < _NEAR for p in places)]


def _bar_chords(sheet: LeadSheet, bar: int) -> list[object]:
    first = bar * sheet.meter.bar_beats
    return [sheet.chord_at(first + beat + _NEAR) for beat in sheet.meter.strong_beats]


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
