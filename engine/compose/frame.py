"""The frames that the networks fill: a form and a request as bars, ticks and classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.compose.adventure import Adventure
from engine.compose.breath import breathing_letters, held_from_ticks
from engine.compose.form import Form
from engine.compose.modes import written_key
from engine.request import CompositionRequest
from models.features import PHRASE_BARS
from models.harmony.slots import slots_per_bar
from models.harmony.writer import ChordForm
from models.sampler.frames import FormPlan, Lean, Voice
from models.vocabulary import CHORD_SLOT_TICKS, METERS, MODES, chord_of, pitch_class_number
from music.leadsheet import ChordSpan
from music.units import to_ticks

Ints = NDArray[np.int32]

# A comfortable tune: B3 to C6 in the networks' C major or A minor.
COMPASS = (59, 84)
MIDDLE_NOTE = 71.5
GUIDANCE = 3.0
# How often the last note is led to by a third or less, and the bars of a section with a new
# letter that copy no pitches.
HOMEWARD = 0.6
_FRESH_BARS = 2
_MOST_FRESH = 0.9


def chord_form(form: Form, request: CompositionRequest) -> ChordForm:
    """The chord network's frame."""
    return ChordForm(
        bars=form.bars,
        per_bar=slots_per_bar(request.meter),
        meter=METERS.index(request.meter.name),
        mode=_mode_class(request),
        source_bar=form.source_bars(),
        tonic=written_key(request.key).pitch_class,
        first_bar=form.first_bar,
    )


def melody_form(
    form: Form,
    request: CompositionRequest,
    chords: Ints,
    bold: Adventure,
    rng: np.random.Generator,
    *,
    close: tuple[int, int],
    guided: bool,
    climb: float = 0.0,
    breath: float = 0.0,
) -> FormPlan:
    """The melody networks' frame; only phase 2 (``guided``) brings sections back.

    ``close`` are the ticks on which the last note starts and ends; ``climb`` is by how much
    sections with another letter lean higher than the first, ``breath`` how much likelier
    sections end on a held note. A section is over where the upbeat to the next one begins.
    Phrases are counted from the pickup bar, as in training.
    """
    bar_ticks = request.meter.bar_ticks
    per_slot = bar_ticks // slots_per_bar(request.meter) // CHORD_SLOT_TICKS
    border = np.zeros(form.bars, np.int32)
    hold = np.zeros(form.bars, np.int32)
    held = breathing_letters(form, request, breath)
    phrase_bar = np.zeros(form.bars, np.int32)
    for section in form.sections:
        part = slice(section.start_bar, section.start_bar + section.bars)
        last = section.start_bar + section.bars - 1
        border[part] = (last + 1) * bar_ticks - form.upbeat
        held_from = last * bar_ticks + held_from_ticks(request.meter)
        if section.label[0] in held and held_from < border[last]:
            hold[last] = held_from
        full = form.full_bars(section)
        phrase_bar[full.start : full.stop] = (
            np.arange(len(full)) + form.first_bar
        ) % PHRASE_BARS + 1
    if form.upbeat:
        phrase_bar[0] = 1
    hold[-1] = 0  # there the last note decides
    begin, end = close
    border = np.minimum(border, end)
    own_shift = _own_shift(form, bar_ticks, bold, rng) if guided else np.zeros_like(border)
    return FormPlan(
        bar_ticks=bar_ticks,
        bars=form.bars,
        meter=METERS.index(request.meter.name),
        mode=_mode_class(request),
        tonic=written_key(request.key).pitch_class,
        chords=np.repeat(chords, per_slot).astype(np.int32),
        border=border,
        hold=hold,
        own_shift=own_shift,
        phrase_bar=phrase_bar,
        fresh=_fresh_bars(form),
        approach=begin - to_ticks(request.meter.pulse_beats) * (rng.random() < HOMEWARD),
        close=begin,
        upbeat=form.upbeat,
        tilt=_tilts(form, climb),
        spare=form.bars * bar_ticks - end,
    )


def melody_voice(
    bold: Adventure, lean: Lean, *, guided: bool, compass: tuple[int, int] = COMPASS
) -> Voice:
    """How boldly a phase draws its melodies, and between which two notes."""
    low, high = compass
    return Voice(
        low=pitch_class_number(low),
        high=pitch_class_number(high),
        temperature=bold.sampling,
        top_p=bold.top_p,
        guidance=GUIDANCE if guided else 0.0,
        lean=lean,
    )


def chord_spans(chords: Ints, request: CompositionRequest) -> tuple[ChordSpan, ...]:
    """A progression as chord spans, equal neighbours joined."""
    step = request.meter.bar_beats / slots_per_bar(request.meter)
    spans: list[ChordSpan] = []
    for slot, number in enumerate(chords.tolist()):
        chord = chord_of(number)
        if chord is None:
            continue
        if spans and spans[-1].chord == chord:
            spans[-1] = ChordSpan(
                chord, spans[-1].start_beats, (slot + 1) * step - spans[-1].start_beats
            )
        else:
            spans.append(ChordSpan(chord, slot * step, step))
    return tuple(spans)


def _mode_class(request: CompositionRequest) -> int:
    return MODES.index("minor" if request.key.is_minor else "major")


def _tilts(form: Form, climb: float) -> Ints:
    """[bars]: the first letter's bars lean downwards, the others' upwards."""
    tilts = np.zeros(form.bars, np.int32)
    first = form.sections[0].label[0]
    for section in form.sections:
        up = round(climb / 2)
        part = slice(section.start_bar, section.start_bar + section.bars)
        tilts[part] = -up if section.label[0] == first else up
    return tilts


def _fresh_bars(form: Form) -> Ints:
    """[bars]: 1 in the first bars of each section with a new letter but the first."""
    fresh = np.zeros(form.bars, np.int32)
    for section in form.sections[1:]:
        if section.returns_to is None:
            fresh[section.start_bar : section.start_bar + min(section.bars, _FRESH_BARS)] = 1
    return fresh


def _own_shift(form: Form, bar_ticks: int, bold: Adventure, rng: np.random.Generator) -> Ints:
    """Per bar how many ticks back the bar it brings back lies; some pairs of bars stay new.

    How many differs from candidate to candidate: some bring a section back as it was.
    """
    shift = np.zeros(form.bars, np.int32)
    share = min(_MOST_FRESH, 2 * bold.fresh_return * rng.random())
    sources = form.source_bars()
    for first in range(form.first_bar, form.bars, 2):
        fresh = rng.random() < share
        for bar in range(first, min(first + 2, form.bars)):
            if sources[bar] >= 0 and not fresh:
                shift[bar] = (bar - sources[bar]) * bar_ticks
    return shift
