"""The harmony a band plays from: chords without gaps, and the tonic at the end.

Fills what a lead sheet leaves open, down to plain diatonic chords where it has no
chords at all. Doesn't choose voicings.
"""

from __future__ import annotations

from dataclasses import replace

from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet

_EPSILON = 1e-6
# Degrees worth guessing, by whether the key is minor: (semitones over the tonic, quality).
_DIATONIC: dict[bool, tuple[tuple[int, str], ...]] = {
    False: ((0, "maj"), (2, "min"), (5, "maj"), (7, "maj"), (9, "min")),
    True: ((0, "min"), (3, "maj"), (5, "min"), (7, "maj"), (8, "maj"), (10, "maj")),
}
# How readily a root moves to the next, by semitones up; others cost 0.6.
_MOTION_COST = {0: 0.5, 5: 0.0, 7: 0.2, 2: 0.2, 9: 0.3, 8: 0.3, 10: 0.4, 3: 0.4, 4: 0.4}


def tonic_chord(key: Key) -> Chord:
    """The key's tonic triad."""
    return Chord(key.pitch_class, "min" if key.is_minor else "maj")


def full_harmony(sheet: LeadSheet) -> tuple[ChordSpan, ...]:
    """The sheet's chords from its first beat to its last, without a gap.

    A gap keeps the chord before it; a sheet without chords gets one diatonic chord a
    bar. The last bar's last chord is the tonic where the melody's last note allows it.
    """
    spans = _without_gaps(sheet) if sheet.chords else _inferred(sheet)
    return _with_close(sheet, spans)


def _without_gaps(sheet: LeadSheet) -> list[ChordSpan]:
    spans: list[ChordSpan] = []
    for span in sorted(sheet.chords, key=lambda s: s.start_beats):
        start = max(0.0, span.start_beats) if spans else 0.0
        if start >= sheet.length_beats - _EPSILON:
            break
        if spans and spans[-1].chord == span.chord:
            continue
        if spans and start - spans[-1].start_beats < _EPSILON:
            spans.pop()
        spans.append(ChordSpan(span.chord, start, 0.0))
    ends = [span.start_beats for span in spans[1:]] + [sheet.length_beats]
    return [
        replace(span, length_beats=end - span.start_beats)
        for span, end in zip(spans, ends, strict=True)
    ]


def _inferred(sheet: LeadSheet) -> list[ChordSpan]:
    bar_beats = sheet.meter.bar_beats
    options = [
        Chord((sheet.key.pitch_class + degree) % 12, quality)
        for degree, quality in _DIATONIC[sheet.key.is_minor]
    ]
    costs = [0.0 if option.root == sheet.key.pitch_class else 1.0 for option in options]
    came_from: list[list[int]] = []
    for bar in range(sheet.bars):
        misfits = [_misfit(sheet, option, bar) for option in options]
        steps = [
            [
                costs[i] + _MOTION_COST.get((b.root - a.root) % 12, 0.6)
                for i, a in enumerate(options)
            ]
            for b in options
        ]
        best = [min(range(len(options)), key=row.__getitem__) for row in steps]
        came_from.append(best)
        costs = [steps[j][best[j]] + misfits[j] for j in range(len(options))]
    choice = 0  # ends on the tonic
    path: list[int] = []
    for best in reversed(came_from):
        path.append(choice)
        choice = best[choice]
    path.reverse()
    return [ChordSpan(options[j], bar * bar_beats, bar_beats) for bar, j in enumerate(path)]


def _misfit(sheet: LeadSheet, chord: Chord, bar: int) -> float:
    start = bar * sheet.meter.bar_beats
    end = start + sheet.meter.bar_beats
    cost = 0.0
    for note in sheet.melody:
        held = min(end, note.end_beats) - max(start, note.start_beats)
        if held > 0 and note.pitch % 12 not in chord.pitch_classes:
            strong = abs(note.start_beats - start) < _EPSILON
            cost += held * (1.6 if strong else 1.0)
    return cost


def _with_close(sheet: LeadSheet, spans: list[ChordSpan]) -> tuple[ChordSpan, ...]:
    tonic = tonic_chord(sheet.key)
    last = spans[-1]
    if last.chord.root == tonic.root:
        return tuple(spans)
    if sheet.melody and sheet.melody[-1].pitch % 12 not in tonic.pitch_classes:
        return tuple(spans)
    close = max(closing_beat(sheet), last.start_beats)
    kept = [*spans[:-1]]
    if close - last.start_beats > _EPSILON:
        kept.append(replace(last, length_beats=close - last.start_beats))
    return (*kept, ChordSpan(tonic, close, sheet.length_beats - close))


def closing_beat(sheet: LeadSheet) -> float:
    """Where the band plays its last chord: under the melody's last note, in the last bar.

    On a whole beat, and at least one beat before the end.
    """
    start = (sheet.bars - 1) * sheet.meter.bar_beats
    if not sheet.melody or sheet.melody[-1].start_beats <= start:
        return start
    pulse = sheet.meter.pulse_beats
    beats = int((sheet.melody[-1].start_beats - start) / pulse + _EPSILON)
    latest = max(0, int((sheet.meter.bar_beats - 1) / pulse + _EPSILON))
    return start + min(beats, latest) * pulse
