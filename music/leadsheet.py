"""Lead sheets: a melody over chord symbols, in one key and metre, in sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from music.chord import Chord
from music.errors import LeadSheetError, NoteError
from music.key import Key
from music.meter import Meter

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Note:
    """A sounding note: MIDI pitch 0 to 127, times in quarter-note beats.

    ``genre`` names the genre that gave the note, where one did (its provenance).
    """

    pitch: int
    start_beats: float
    length_beats: float
    velocity: int = 80
    genre: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.pitch <= 127:
            raise NoteError(f"pitch {self.pitch} is outside MIDI's 0 to 127")
        if self.start_beats < -_EPSILON:
            raise NoteError(f"a note can't start at {self.start_beats} beats")
        if self.length_beats <= 0:
            raise NoteError(f"a note can't last {self.length_beats} beats")
        if not 1 <= self.velocity <= 127:
            raise NoteError(f"velocity {self.velocity} is outside 1 to 127")

    @property
    def end_beats(self) -> float:
        return self.start_beats + self.length_beats


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord and the stretch of beats it holds."""

    chord: Chord
    start_beats: float
    length_beats: float

    @property
    def end_beats(self) -> float:
        return self.start_beats + self.length_beats


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of whole bars in the form.

    ``label`` is its letter with primes (``A``, ``B``, ``A'``); ``returns_to`` is the
    start bar of the section it brings back, None where it is new.
    """

    label: str
    start_bar: int
    bars: int
    returns_to: int | None = None


def sections_after_pickup(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of a tune that gets a bar with its pickup before it; the first holds it."""
    first, *others = sections
    later = [
        replace(s, start_bar=s.start_bar + 1, returns_to=s.returns_to and s.returns_to + 1)
        for s in others
    ]
    return (replace(first, bars=first.bars + 1), *later)


@dataclass(frozen=True, slots=True)
class LeadSheet:
    """A tune: melody and chords over ``bars`` whole bars of ``meter`` in ``key``.

    The melody is sorted and monophonic; rests are its gaps. A pickup is a first
    bar that begins with a rest: the first section begins with it, and bar 1 is the
    first full one. Raises LeadSheetError where notes overlap or leave the form.
    """

    key: Key
    meter: Meter
    bars: int
    melody: tuple[Note, ...]
    chords: tuple[ChordSpan, ...] = ()
    sections: tuple[Section, ...] = ()
    title: str = ""
    genre: str | None = None
    tempo_bpm: float | None = None

    def __post_init__(self) -> None:
        if self.bars < 1:
            raise LeadSheetError(f"a lead sheet needs at least one bar, not {self.bars}")
        last_end = 0.0
        for note in self.melody:
            if note.start_beats < last_end - _EPSILON:
                raise LeadSheetError(f"the melody overlaps itself at beat {note.start_beats}")
            last_end = note.end_beats
        if last_end > self.length_beats + _EPSILON:
            raise LeadSheetError(f"the melody ends at beat {last_end}, after {self.bars} bars")

    @property
    def length_beats(self) -> float:
        return self.bars * self.meter.bar_beats

    @property
    def pickup_beats(self) -> float:
        """Beats from the first note of a pickup to the first full bar; 0 without one.

        A pickup fills at most half a bar, and no chord sounds before it.
        """
        if not self.melody or self.bars < 2:
            return 0.0
        start, bar = self.melody[0].start_beats, self.meter.bar_beats
        if not bar / 2 - _EPSILON <= start < bar - _EPSILON:
            return 0.0
        is_opened = any(span.start_beats < start - _EPSILON for span in self.chords)
        return 0.0 if is_opened else bar - start

    @property
    def first_bar(self) -> int:
        """The first full bar: 1 after a pickup, else 0."""
        return int(self.pickup_beats > 0)

    @property
    def opening_beats(self) -> float:
        """Where the music begins: what a pickup leaves empty of its bar is no rest."""
        pickup = self.pickup_beats
        return self.meter.bar_beats - pickup if pickup else 0.0

    def chord_at(self, beats: float) -> Chord | None:
        """The chord that sounds at a beat, None where there is none."""
        late = beats + _EPSILON
        for span in self.chords:  # asked for every note of every candidate: no property here
            since = late - span.start_beats
            if 0 <= since < span.length_beats:
                return span.chord
        return None

    def transposed(self, semitones: int, key: Key) -> LeadSheet:
        """Every pitch and chord moved; ``key`` is the key it is now in.

        Raises NoteError where a note would leave MIDI's range.
        """
        return replace(
            self,
            key=key,
            melody=tuple(replace(n, pitch=n.pitch + semitones) for n in self.melody),
            chords=tuple(replace(c, chord=c.chord.transposed(semitones)) for c in self.chords),
        )
