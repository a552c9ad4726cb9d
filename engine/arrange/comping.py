"""The chord player: strokes of a pattern turned into voicings, arpeggios and low roots.

Leads voicings over the whole piece. Where there is no bass player the chord player
puts the roots under its chords. Doesn't choose patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.arrange.chart import Chart
from engine.arrange.figures import Stroke, split_at_chords, strokes
from engine.arrange.fretboard import can_be_held, tuning_of
from engine.arrange.style import Pattern, Style
from engine.arrange.voicing import MAX_SPAN, Register, voice_chord
from music.instruments import Instrument
from music.leadsheet import Note, Section
from music.meter import Meter

ACCENTS = {"X": 14, "o": -14, "s": 8}
PLAIN_VELOCITY = 80
_HAND_LOW = 48
_HAND_SPAN = 23
_ARTICULATION = 0.92


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section with the style and the pattern that one role plays in it, and the pattern
    of every fourth bar, if another.
    """

    section: Section
    style: Style
    pattern: Pattern
    answer: Pattern | None = None

    def strokes(self, meter: Meter) -> list[Stroke]:
        """What the patterns strike over the section."""
        section = self.section
        return strokes(self.pattern, meter, section.start_bar, section.bars, self.answer)


def play_chords(
    chart: Chart, stretches: Sequence[Stretch], instrument: Instrument, *, with_bass: bool
) -> list[Note]:
    """The chord part, first beat to last; ``with_bass`` says whether a bass plays below."""
    hands = _Hands(chart, instrument, with_bass)
    notes: list[Note] = []
    for stretch in stretches:
        found = stretch.strokes(chart.meter)
        rooted = {chart.bar_of(s.start_beats) for s in found if s.token in "bBfF"}
        bar = -1
        for stroke in split_at_chords(chart, found):
            if stroke.start_beats >= chart.closing_beats - 1e-6:
                break
            first = chart.bar_of(stroke.start_beats) != bar
            bar = chart.bar_of(stroke.start_beats)
            grounds = first and not with_bass and bar not in rooted
            notes += hands.play(stroke, stretch.style, ground=grounds)
    return notes + hands.close(stretches[-1].style) if chart.closes else notes


class _Hands:
    """A chord player's hands: they remember where they are."""

    def __init__(self, chart: Chart, instrument: Instrument, with_bass: bool) -> None:
        self.tuning = tuning_of(instrument)
        self.lowest = max((instrument.low, *self.tuning[:1]))
        low = max(_HAND_LOW, self.lowest)
        self.chart = chart
        self.instrument = instrument
        self.with_bass = with_bass
        self.register = Register(low, min(instrument.high, low + _HAND_SPAN), self.tuning)
        self.voicing: tuple[int, ...] = ()
        self.place: tuple[float, int, str] | None = None

    def play(self, stroke: Stroke, style: Style, *, ground: bool) -> list[Note]:
        ahead = 0.51 if stroke.token == "a" else 0.0
        at = min(stroke.start_beats + ahead, self.chart.length_beats - 0.01)
        voicing = self._voicing_at(at, style)
        length = min(stroke.length_beats, self.chart.closing_beats - stroke.start_beats)
        pitches = self._pitches(stroke.token, voicing, at)
        root = self._root(at, voicing)
        if ground and root <= voicing[0]:
            full = self._grounded(root, pitches)
            single = stroke.token.isdigit() or len(full) < 3
            pitches = (root,) if single else full
        return [
            _note(pitch, stroke.start_beats, length * _ARTICULATION, stroke.token, style.genre)
            for pitch in sorted(set(pitches))
        ]

    def _grounded(self, root: int, pitches: tuple[int, ...]) -> tuple[int, ...]:
        """A root under what of a chord the hand reaches, an octave up where that is little."""
        above = [pitch for pitch in pitches if root < pitch <= root + MAX_SPAN]
        if len(above) < min(3, len(pitches)) and root + 12 < pitches[-1]:
            return self._grounded(root + 12, pitches)
        while self.tuning and above and not can_be_held((root, *above), self.tuning):
            above.pop(0)
        return (root, *above)

    def close(self, style: Style) -> list[Note]:
        """The last chord, held to the end of the piece."""
        at = self.chart.closing_beats
        voicing = self._voicing_at(at, style)
        if not self.with_bass:
            root = self._root(at, voicing)
            if root <= voicing[0]:
                voicing = self._grounded(root, voicing)
        length = self.chart.length_beats - at
        return [_note(pitch, at, length, "x", style.genre) for pitch in sorted(set(voicing))]

    def _voicing_at(self, at: float, style: Style) -> tuple[int, ...]:
        span = self.chart.span_at(at)
        bar = self.chart.bar_of(at)
        place = (span.start_beats, bar, style.genre)
        if place != self.place:
            bar_beats = self.chart.meter.bar_beats
            start = max(span.start_beats, bar * bar_beats)
            end = min(span.end_beats, (bar + 1) * bar_beats)
            self.voicing = voice_chord(
                span.chord,
                key=self.chart.key,
                kind=style.voicing,
                register=self.register,
                before=self.voicing,
                melody=self.chart.melody_in(start, end),
            )
            self.place = place
        return self.voicing

    def _pitches(self, token: str, voicing: tuple[int, ...], at: float) -> tuple[int, ...]:
        if token.isdigit():
            turn, index = divmod(int(token) - 1, len(voicing))
            pitch = voicing[index] + 12 * turn
            return (pitch if pitch <= self.instrument.high else pitch - 12,)
        if token not in "bBfF":
            return voicing
        root = self._root(at, voicing)
        fresh = abs(self.chart.span_at(at).start_beats - at) < 1e-6  # heard from its root
        pitch = self._fifth(root, at) if token in "fF" and not fresh else root
        if token in "BF" and not self.with_bass:
            low = pitch - 12 if pitch - 12 >= self.lowest else pitch
            return (low, low + 12)
        return (pitch,)

    def _root(self, at: float, voicing: tuple[int, ...]) -> int:
        """A root, below the chord where the instrument reaches so low.

        With a bass player it stays out of the lowest register.
        """
        chord = self.chart.chord_at(at)
        pitch_class = chord.root if chord.bass is None else chord.bass
        low = max(self.lowest, 40 if self.with_bass else 36)
        root = low + (pitch_class - low) % 12
        fits = [p for p in (root, root - 12) if p >= self.lowest and p <= voicing[0]]
        return fits[0] if fits else root

    def _fifth(self, root: int, at: float) -> int:
        chord = self.chart.chord_at(at)
        fifth = (chord.root + (chord.intervals[2] if len(chord.intervals) > 2 else 7)) % 12
        below = root - (root - fifth) % 12
        floor = max(self.lowest, 40 if self.with_bass else 33)
        return below if below >= floor else root + (fifth - root) % 12


def _note(pitch: int, start: float, length: float, token: str, genre: str) -> Note:
    return Note(pitch, start, length, PLAIN_VELOCITY + ACCENTS.get(token, 0), genre)
