"""A melody of somebody's own to build on: in the networks' terms, as guide or as the tune.

The tune keeps its key and metre. As a guide it leads phase 2 for as long as it lasts, and
the genres' own melodies after that; kept, it is the tune, and only chords, band and
what it lacks are written. Its chords come with it (models/corpora/one_tune.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.compose.form import Form
from engine.errors import RequestError
from engine.request import BARS_RANGE, BaseTune, CompositionRequest
from models.events import Events, events_of
from models.features import Guide
from models.harmony.slots import slots_per_bar
from models.vocabulary import chord_number
from music.key import Key
from music.leadsheet import LeadSheet, Section
from music.units import to_ticks

Ints = NDArray[np.int32]

_CENTRE = 72  # the networks' tunes lie around C5
_SECTION_BARS = 8


def built_on(
    request: CompositionRequest, sheet: LeadSheet, *, keep: bool = False
) -> CompositionRequest:
    """The request on a tune: in its key and metre; kept, as long as it is after its pickup.

    Raises RequestError for a tune that is too short or too long to keep, or has no notes.
    """
    if not sheet.melody:
        raise RequestError("the melody to build on has no notes")
    low, high = BARS_RANGE
    bars = sheet.bars - sheet.first_bar
    if keep and not low <= bars <= high:
        raise RequestError(f"a melody to keep needs {low} to {high} bars; this has {bars}")
    return replace(
        request,
        key=Key(sheet.key.tonic, "minor" if sheet.key.is_minor else "major"),
        meter=sheet.meter,
        bars=bars if keep else request.bars,
        path=request.path,
        base=BaseTune(_digest(sheet), sheet, keep),
    )


def base_sheet(request: CompositionRequest) -> LeadSheet | None:
    """The request's tune in C major or A minor, in the networks' octave; None without one.

    Raises RequestError where only a recipe names it.
    """
    base = request.base
    if base is None:
        return None
    if base.sheet is None:
        raise RequestError(
            f"this piece was built on somebody's melody ({base.id}); give the same file again"
        )
    shift = -request.key.shift_from_normal
    lengths = sum(note.length_beats for note in base.sheet.melody)
    mean = sum(note.pitch * note.length_beats for note in base.sheet.melody) / lengths
    shift += 12 * round((_CENTRE - mean - shift) / 12)
    written = Key("A", "minor") if request.key.is_minor else Key("C")
    return base.sheet.transposed(shift, written)


def base_events(sheet: LeadSheet, bars: int) -> Events:
    """The tune's events within the piece."""
    events = events_of(sheet)
    inside = events.start < bars * events.bar_ticks
    return replace(
        events, pitch=events.pitch[inside], ticks=events.ticks[inside], start=events.start[inside]
    )


def base_chords(sheet: LeadSheet, bars: int) -> Ints:
    """[bars * slots] chord classes of the tune, 0 after its end and where it has none.

    ``bars`` are those of the piece, a pickup's among them.
    """
    per_bar = slots_per_bar(sheet.meter)
    step = sheet.meter.bar_beats / per_bar
    slots = np.zeros(bars * per_bar, np.int32)
    for slot in range(min(bars, sheet.bars) * per_bar):
        slots[slot] = chord_number(sheet.chord_at((slot + 0.5) * step))
    return slots


def led_by(events: Events, guide: Guide) -> Guide:
    """The tune as the guide for as long as it lasts, then what the genres wrote."""
    end = int(events.start[-1] + events.ticks[-1])
    later = guide.start >= end
    return Guide(
        np.concatenate([events.start, guide.start[later]]),
        np.concatenate([events.pitch, guide.pitch[later]]),
        np.concatenate([events.ticks, guide.ticks[later]]),
    )


def base_form(form: Form) -> Form:
    """The piece's form over a tune: nothing comes back that the tune doesn't bring back itself."""
    count = -(-form.bars // _SECTION_BARS)
    sections = tuple(
        Section(chr(ord("A") + number % 26), number * _SECTION_BARS,
                min(_SECTION_BARS, form.bars - number * _SECTION_BARS))
        for number in range(count)
    )  # fmt: skip
    return replace(form, sections=sections)


def _digest(sheet: LeadSheet) -> str:
    notes = [(n.pitch, to_ticks(n.start_beats), to_ticks(n.length_beats)) for n in sheet.melody]
    return hashlib.sha256(repr((notes, sheet.meter.name, sheet.bars)).encode()).hexdigest()[:8]
