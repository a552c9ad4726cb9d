"""Scores: what a reader takes from a file, in ticks, before it becomes lead sheets.

Knows measures, their notes, signatures and endings, and how measures are joined
into one line of time. Doesn't know keys' modes where a file hides them, regular
bars or slices: that is ``sheets``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from music.chord import Chord

FINE = 10080  # fine units in a quarter: all tuplets of 2, 3, 5, 7 and 9 are exact
PER_TICK = FINE // 12
_ARTICULATION = 6  # ticks


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note in ticks (12 a quarter) from the score's beginning."""

    start: int
    length: int
    pitch: int

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Bar:
    """A written bar: where it lies in ticks, its time signature and key signature.

    ``fifths`` and ``mode`` are None where the file doesn't say.
    """

    start: int
    length: int
    meter: tuple[int, int]
    fifths: int | None = None
    mode: str | None = None
    opens_section: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One piece as written.

    ``melody`` is sorted and monophonic. ``voices`` is everything that sounds, melody
    included, where the piece has more than a melody. ``chords`` are (tick, chord) at
    each change, None for no chord; ``chords_from`` says who wrote them ("file",
    "analysis" or "" where there are none). ``keeps_form``: sections are choruses, whose
    silent bars count.
    """

    title: str
    bars: tuple[Bar, ...]
    melody: tuple[RawNote, ...]
    chords: tuple[tuple[int, Chord | None], ...] = ()
    voices: tuple[RawNote, ...] = ()
    chords_from: str = ""
    tempo_bpm: float | None = None
    number: str = ""
    keeps_form: bool = False


@dataclass(slots=True)
class Measure:
    """One measure while it is read; times in fine units from its beginning.

    ``notes`` holds (voice, start, length, pitch, tied to the next) and ``ending`` the
    number of the repeat's ending it belongs to, 0 for none.
    """

    meter: tuple[int, int]
    fifths: int | None = None
    mode: str | None = None
    ending: int = 0
    opens_section: bool = False
    length: int = 0
    number: int | None = None
    notes: list[tuple[int, int, int, int, bool]] = field(default_factory=list)
    chords: list[tuple[int, Chord | None]] = field(default_factory=list)


def last_endings(measures: Sequence[Measure]) -> list[Measure]:
    """The measures without first endings, so that each strain ends once.

    A run of measures of ending 1 that is followed by an ending 2 is left out.
    """
    kept: list[Measure] = []
    index = 0
    while index < len(measures):
        ending = measures[index].ending
        stop = index
        while stop < len(measures) and measures[stop].ending == ending:
            stop += 1
        follows = measures[stop].ending if stop < len(measures) else 0
        if ending == 0 or follows <= ending:
            kept.extend(measures[index:stop])
        index = stop
    return kept


def double(measure: Measure) -> None:
    """Write a measure in notes twice as long: 3/8 becomes 3/4."""
    top, bottom = measure.meter
    measure.meter = (top, bottom // 2)
    measure.length *= 2
    measure.notes = [(v, 2 * start, 2 * length, pitch, tied)
                     for v, start, length, pitch, tied in measure.notes]  # fmt: skip
    measure.chords = [(2 * at, chord) for at, chord in measure.chords]


def assemble(
    measures: Sequence[Measure],
    *,
    title: str = "",
    melody_voices: Iterable[int] = (0,),
    chords_from: str = "",
    tempo_bpm: float | None = None,
    number: str = "",
) -> Score:
    """One line of time from measures; ties joined, the top of the melody's voices kept."""
    wanted = set(melody_voices)
    bars: list[Bar] = []
    melody: list[RawNote] = []
    others: list[RawNote] = []
    chords: list[tuple[int, Chord | None]] = []
    open_ties: dict[tuple[int, int], int] = {}
    starts: list[int] = []
    ends: list[int] = []
    pitches: list[int] = []
    voices: list[int] = []
    now = 0
    for measure in measures:
        start_tick = _ticks(now)
        length = _ticks(now + measure.length) - start_tick
        if length <= 0:
            continue
        bars.append(
            Bar(start_tick, length, measure.meter, measure.fifths, measure.mode,
                measure.opens_section, measure.number)
        )  # fmt: skip
        for voice, start, note_length, pitch, tied in measure.notes:
            begin, end = now + start, now + start + note_length
            held = open_ties.pop((voice, pitch), None)
            if held is not None and abs(ends[held] - begin) < PER_TICK:
                ends[held] = end
                index = held
            else:
                index = len(starts)
                starts.append(begin)
                ends.append(end)
                pitches.append(pitch)
                voices.append(voice)
            if tied:
                open_ties[(voice, pitch)] = index
        chords.extend((_ticks(now + at), chord) for at, chord in measure.chords)
        now += measure.length
    for start, end, pitch, voice in zip(starts, ends, pitches, voices, strict=True):
        tick = _ticks(start)
        note = RawNote(tick, max(1, _ticks(end) - tick), pitch)
        if voice in wanted:
            melody.append(note)
        else:
            others.append(note)
    top = skyline(melody)
    everything = sorted(melody + others, key=lambda n: (n.start, -n.pitch))
    return Score(
        title=title,
        bars=tuple(bars),
        melody=top,
        chords=tuple(chords),
        voices=tuple(everything) if len(everything) > len(top) * 1.2 else (),
        chords_from=chords_from if chords else "",
        tempo_bpm=tempo_bpm,
        number=number,
    )


def skyline(notes: Iterable[RawNote]) -> tuple[RawNote, ...]:
    """The top line: the highest note at each onset, cut where a next top note begins.

    A note that starts below one that still sounds is left out, unless the one above
    has almost ended (a tick or two of overlap is legato, not a second voice).
    """
    line: list[RawNote] = []
    for note in sorted(notes, key=lambda n: (n.start, -n.pitch)):
        if line:
            last = line[-1]
            if note.start <= last.start:
                continue
            if note.start < last.end:
                if note.pitch < last.pitch and last.end - note.start > 2:
                    continue
                line[-1] = RawNote(last.start, note.start - last.start, last.pitch)
        line.append(note)
    return tuple(line)


def joined(line: Sequence[RawNote]) -> tuple[RawNote, ...]:
    """A played line as it would be written: gaps under an eighth are articulation."""
    kept = list(line)
    for index, after in enumerate(line[1:]):
        note = kept[index]
        if 0 < after.start - note.end < _ARTICULATION:
            kept[index] = RawNote(note.start, after.start - note.start, note.pitch)
    return tuple(kept)


def _ticks(fine: int) -> int:
    return (fine + PER_TICK // 2) // PER_TICK
