"""Lead-ins: what a band plays while the tune has its pickup.

Who joins is the style's row (``leads_in``): a drummer keeps time from the upbeat on, growing to
the bar line; a congregation and its organ sing it in harmony; everybody else waits for the
first full bar. A lead sheet has no chord there, so one is chosen on every beat. What is played
from the first full bar on is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.arrange.band import drum_palette, sung_voices, voice_ranges
from engine.arrange.casting import Part
from engine.arrange.chart import Chart, write_chart
from engine.arrange.comping import PLAIN_VELOCITY, Stretch, play_chords
from engine.arrange.drumming import DrumStretch, lead_with
from engine.arrange.inner import folded
from engine.arrange.partwriting import Sonority, write_parts
from engine.arrange.pickup import moved
from engine.arrange.plan import Plan
from engine.arrange.style import Groove, Pattern
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note, Section

_EPSILON = 1e-6
_HELD = Pattern("held", "x-------", "x-----", "x---", "x-----")
# Chords for an upbeat, the likeliest first: (semitones over the tonic, quality).
_UPBEAT_CHORDS: Mapping[bool, tuple[tuple[int, str], ...]] = {
    False: ((0, "maj"), (7, "maj"), (5, "maj")),
    True: ((0, "min"), (7, "maj"), (5, "min"), (3, "maj"), (10, "maj")),
}


def play_lead_in(
    chart: Chart,
    pickup: Sequence[Note],
    parts: Sequence[Part],
    plan: Plan,
    request: CompositionRequest,
) -> list[list[Note]]:
    """What each part plays in the pickup's bar, the tune not counted: in the parts' order.

    ``chart`` begins with the first full bar; the pickup's notes and those that come back are at
    their beats of the bar before it, counted from that bar's beginning.
    """
    joining = [part for part in parts if _joins(part, chart.sections[0], plan)]
    sheet = _upbeat_sheet(chart, pickup)
    voices = _voices(chart, sheet, parts) if any(p.role != "drums" for p in joining) else []
    begin = pickup[0].start_beats
    found: list[list[Note]] = []
    for part in parts:
        notes: list[Note] = []
        if part in joining:
            layer = plan[chart.sections[0], part.role]
            if isinstance(layer.figure, Groove):
                stretch = DrumStretch(chart.sections[0], style_of(layer.genre), layer.figure)
                notes = lead_with(stretch, chart.meter, begin, drum_palette(part, request))
            elif part.role == "chords" and sheet is not None:
                notes = _chords(sheet, begin, part, layer.genre, parts)
            else:
                notes = _sung(voices, part, layer.genre, pickup)
        found.append(notes)
    return found


def _joins(part: Part, first: Section, plan: Plan) -> bool:
    layer = plan.get((first, part.role))
    return (
        layer is not None and part.doubles is None and part.role in style_of(layer.genre).leads_in
    )


def _upbeat_sheet(chart: Chart, pickup: Sequence[Note]) -> LeadSheet | None:
    """The pickup's bar and the first full one; None where no chord is heard under the pickup."""
    bar = chart.meter.bar_beats
    begin, pulse = pickup[0].start_beats, chart.meter.pulse_beats
    beats = [n * pulse for n in range(round(bar / pulse)) if n * pulse > begin + _EPSILON]
    spans = []
    for start, end in zip([begin, *beats], [*beats, bar], strict=True):
        chord = upbeat_chord(
            chart.key, [n for n in pickup if n.start_beats < end and n.end_beats > start + _EPSILON]
        )
        if chord is None:
            return None
        spans.append(ChordSpan(chord, start, end - start))
    after = chart.chords[0]
    melody = (*pickup, *(n for n in moved(chart.melody, bar) if n.start_beats < 2 * bar))
    end = 2 * bar
    return LeadSheet(
        chart.key,
        chart.meter,
        2,
        tuple(replace(n, length_beats=min(n.length_beats, end - n.start_beats)) for n in melody),
        (*spans, ChordSpan(after.chord, bar, bar)),
    )


def upbeat_chord(key: Key, notes: Sequence[Note]) -> Chord | None:
    """The chord of an upbeat's beat: the tonic, or whatever else fits its first note best.

    None where no chord of the key holds that note, or nothing sounds.
    """
    if not notes:
        return None
    options = [
        Chord((key.pitch_class + degree) % 12, quality)
        for degree, quality in _UPBEAT_CHORDS[key.is_minor]
    ]
    fitting = [chord for chord in options if notes[0].pitch % 12 in chord.pitch_classes]

    def strange(chord: Chord) -> float:
        return sum(n.length_beats for n in notes if n.pitch % 12 not in chord.pitch_classes)

    return min(fitting, key=strange, default=None)


def _voices(chart: Chart, sheet: LeadSheet | None, parts: Sequence[Part]) -> list[Sonority]:
    """What the lower voices sing under the pickup, led into what they sing after it."""
    ranges = voice_ranges(parts)
    if sheet is None or ranges is None:
        return []
    begin, bar = sheet.melody[0].start_beats, sheet.meter.bar_beats
    into = replace(sung_voices(chart, parts)[0], start_beats=bar)
    whole = write_chart(sheet, loops=True)
    upbeat = replace(whole, closing_beats=bar)  # the last moment that is written
    return [*write_parts(upbeat, ranges, from_beats=begin, into=into)[:-1], into]


def _sung(voices: Sequence[Sonority], part: Part, genre: str, pickup: Sequence[Note]) -> list[Note]:
    """A part's voices up to the last sonority; a note that stays is sung anew where the tune is.

    Nothing without written voices: a bass doesn't go along alone.
    """
    onsets = {round(note.start_beats, 4) for note in pickup}
    found: dict[tuple[float, int], Note] = {}
    for voice in (2,) if part.role == "bass" else part.voices:
        line: list[Note] = []
        ends = [one.start_beats for one in voices[1:]]
        for one, end in zip(voices, ends, strict=False):
            pitch = (one.alto, one.tenor, one.bass)[voice]
            sung_anew = round(one.start_beats, 4) in onsets
            if line and line[-1].pitch == pitch and not sung_anew:
                line[-1] = replace(line[-1], length_beats=end - line[-1].start_beats)
                continue
            length = end - one.start_beats
            line.append(Note(pitch, one.start_beats, length, PLAIN_VELOCITY, genre))
        for note in line:
            one_note = folded(note, part.instrument)
            found.setdefault((one_note.start_beats, one_note.pitch), one_note)
    return sorted(found.values(), key=lambda note: (note.start_beats, note.pitch))


def _chords(
    sheet: LeadSheet, begin: float, part: Part, genre: str, parts: Sequence[Part]
) -> list[Note]:
    """A chord held from the pickup's beginning and struck anew where it changes."""
    chart = write_chart(sheet, loops=True)
    bar = chart.meter.bar_beats
    stretch = Stretch(Section("1", 0, 2), style_of(genre), _HELD)
    has_bass = any(other.role == "bass" for other in parts)
    found = []
    for note in play_chords(chart, [stretch], part.instrument, with_bass=has_bass):
        start, end = max(note.start_beats, begin), min(note.end_beats, bar)
        if start < end - _EPSILON:
            found.append(replace(note, start_beats=start, length_beats=end - start))
    return found
