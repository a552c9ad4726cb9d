"""From a score to lead sheets: regular bars, a key, and slices at phrase ends.

Knows when a piece is too long for one sheet and where it may be cut. Knows no file
formats and no genres' tastes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from models.corpora.bars import Stretch, regular_stretches
from models.corpora.errors import UnreadablePiece
from models.corpora.keys import key_of
from models.corpora.score import RawNote, Score
from models.corpora.sections import sections_of
from models.corpora.slices import slices
from music.chord import Chord
from music.key import Key
from music.leadsheet import ChordSpan, LeadSheet, Note
from music.units import to_beats

_MIN_NOTES = 8
_LEAST_CHORDED = 0.3  # fewer chords than this share of a sheet are stray words
_BAR_LIMIT = 20_000


def lead_sheets(score: Score, *, genre: str) -> list[tuple[LeadSheet, tuple[RawNote, ...]]]:
    """The sheets of a score in order, each with everything that sounds in it.

    Raises UnreadablePiece where nothing of at least eight notes remains.
    """
    if len(score.bars) > _BAR_LIMIT:
        raise UnreadablePiece(f"the piece has {len(score.bars)} bars")
    found: list[tuple[LeadSheet, tuple[RawNote, ...]]] = []
    for stretch in regular_stretches(score.bars):
        melody = _moved(score.melody, stretch)
        if len(melody) < _MIN_NOTES:
            continue
        voices = _moved(score.voices, stretch, monophonic=False)
        chords = _moved_chords(score.chords, stretch)
        key = whole = key_of(melody, voices, chords, fifths=stretch.fifths, mode=stretch.mode)
        cuts = list(slices(melody, stretch, keeps_form=score.keeps_form))
        for first, last in cuts:
            if len(cuts) > 1 and not score.keeps_form:
                key = _own_key(melody, voices, chords, stretch, whole, first, last)
            sheet = _sheet(score, stretch, key, melody, chords, first, last, genre)
            if len(sheet.melody) >= _MIN_NOTES:
                grid = stretch.meter.bar_ticks
                found.append((sheet, _cut(voices, first * grid, last * grid)))
    if not found:
        written = ", ".join(sorted({f"{a}/{b}" for a, b in {bar.meter for bar in score.bars}}))
        raise UnreadablePiece(
            f"fewer than {_MIN_NOTES} melody notes in a metre that can be played"
            f" (written: {written or 'nothing'})"
        )
    return found


def _own_key(
    melody: Sequence[RawNote],
    voices: Sequence[RawNote],
    chords: Sequence[tuple[int, Chord | None]],
    stretch: Stretch,
    whole: Key,
    first: int,
    last: int,
) -> Key:
    """The key of a slice, which may be another than that of the whole: a sheet stands alone."""
    start, end = first * stretch.meter.bar_ticks, last * stretch.meter.bar_ticks
    tune = _cut(melody, start, end)
    if not tune:
        return whole
    return key_of(
        tune, _cut(voices, start, end), [row for row in chords if start <= row[0] < end],
        fifths=stretch.fifths, mode=stretch.mode, home=whole,
    )  # fmt: skip


def _moved(notes: Sequence[RawNote], stretch: Stretch, *, monophonic: bool = True) -> list[RawNote]:
    first, last = stretch.placed[0][0], stretch.placed[-1][1]
    moved: list[RawNote] = []
    begin = bisect_left(notes, first, key=lambda note: note.start)
    factor = float(stretch.factor)
    for note in notes[begin:]:
        if note.start >= last:
            break
        start = stretch.place(note.start)
        if factor >= 1:  # a note that fills its bar up to a padded one stays in it
            end = stretch.place(min(note.end, last) - 1) + round(factor)
        else:
            end = start + round(note.length * factor)
        moved.append(RawNote(start, max(1, end - start), note.pitch))
    moved.sort(key=lambda n: (n.start, -n.pitch))
    return _without_overlap(moved) if monophonic else moved


def _without_overlap(notes: list[RawNote]) -> list[RawNote]:
    line: list[RawNote] = []
    for note in notes:
        if line and note.start == line[-1].start:
            continue
        if line and note.start < line[-1].end:
            line[-1] = RawNote(line[-1].start, note.start - line[-1].start, line[-1].pitch)
        line.append(note)
    return line


def _moved_chords(
    chords: Sequence[tuple[int, Chord | None]], stretch: Stretch
) -> list[tuple[int, Chord | None]]:
    first, last = stretch.placed[0][0], stretch.placed[-1][1]
    return sorted(((stretch.place(t), c) for t, c in chords if first <= t < last),
                  key=lambda row: row[0])  # fmt: skip


def _sheet(
    score: Score,
    stretch: Stretch,
    key: Key,
    melody: Sequence[RawNote],
    chords: Sequence[tuple[int, Chord | None]],
    first: int,
    last: int,
    genre: str,
) -> LeadSheet:
    grid = stretch.meter.bar_ticks
    start, end = first * grid, last * grid
    notes = tuple(
        Note(n.pitch, to_beats(n.start), to_beats(n.length)) for n in _cut(melody, start, end)
    )
    spans = _spans(chords, start, end)
    if sum(span.length_beats for span in spans) < _LEAST_CHORDED * to_beats(end - start):
        spans = ()
    return LeadSheet(
        key=key, meter=stretch.meter, bars=last - first, melody=notes,
        chords=spans, title=score.title, genre=genre,
        sections=sections_of(
            _cut(melody, start, end), last - first, grid,
            [bar - first for bar in stretch.sections if first < bar < last],
        ),
        tempo_bpm=_tempo(score.tempo_bpm, stretch),
    )  # fmt: skip


def _tempo(quarter_bpm: float | None, stretch: Stretch) -> float | None:
    if quarter_bpm is None:
        return None
    return round(quarter_bpm * float(stretch.factor) / stretch.meter.pulse_beats, 1)


def _cut(notes: Sequence[RawNote], start: int, end: int) -> tuple[RawNote, ...]:
    first = bisect_left(notes, start, key=lambda note: note.start)
    last = bisect_left(notes, end, key=lambda note: note.start)
    return tuple(
        RawNote(n.start - start, min(n.end, end) - n.start, n.pitch) for n in notes[first:last]
    )


def _spans(
    chords: Sequence[tuple[int, Chord | None]], start: int, end: int
) -> tuple[ChordSpan, ...]:
    spans: list[ChordSpan] = []
    for index, (tick, chord) in enumerate(chords):
        until = chords[index + 1][0] if index + 1 < len(chords) else end
        begin, stop = max(tick, start), min(until, end)
        if chord is None or stop <= begin:
            continue
        if spans and spans[-1].chord == chord and to_beats(begin - start) == spans[-1].end_beats:
            spans[-1] = ChordSpan(chord, spans[-1].start_beats,
                                  to_beats(stop - start) - spans[-1].start_beats)  # fmt: skip
        else:
            spans.append(ChordSpan(chord, to_beats(begin - start), to_beats(stop - begin)))
    return tuple(spans)
