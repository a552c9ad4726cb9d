"""Textures: the notes of one bar parted into a hand or a section, as pattern text.

Characters are equal steps of the bar: ``.`` silence, ``-`` a note held, ``x`` a chord,
digits one note of a broken chord from below, ``b`` and ``f`` a low root and fifth (``B``,
``F`` in octaves); in a bass line digits are chord degrees, ``w`` a note between them.
Doesn't count anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.corpora.score import RawNote
from music.chord import Chord

_OCTAVE = 12
_HAND = 16  # a tenth: lower notes than this under the others are a bass of their own
_LOW_GAP = 5  # semitones that part a bass note from the chords over it
_LEAST_TONES = 0.7  # share of notes that must belong to the chord for a bar to be believed
_MOST_VOICES = 5
_STEPS_A_BEAT = (1, 2, 3, 4)
_DEGREES = {0: "1", 1: "3", 2: "5"}


@dataclass(frozen=True, slots=True)
class BarView:
    """One bar: the notes that begin in it (ticks from its bar line), without the tune.

    ``chords`` are (tick, chord) from the bar's beginning; ``beat`` is its written
    beat in ticks; ``tune`` the tune's notes that sound in it.
    """

    ticks: int
    beat: int
    notes: tuple[RawNote, ...]
    tune: tuple[RawNote, ...]
    chords: tuple[tuple[int, Chord], ...]

    def chord_at(self, tick: int) -> tuple[int, Chord]:
        """(where it begins, the chord) at a tick of the bar."""
        starts = [start for start, _ in self.chords]
        return self.chords[max(0, bisect_right(starts, tick) - 1)]


def left_hand(bar: BarView) -> BarView:
    """The bar without the notes that the tune's own hand strikes along with it."""
    tops = {note.start: note.pitch for note in bar.tune}
    kept = [
        note
        for note in bar.notes
        if note.start not in tops or note.pitch < tops[note.start] - _OCTAVE
    ]
    return BarView(bar.ticks, bar.beat, tuple(kept), bar.tune, bar.chords)


def lowest_line(bar: BarView) -> tuple[RawNote, ...]:
    """The lowest note at each onset, unless a lower one still sounds."""
    line: list[RawNote] = []
    for note in sorted(bar.notes, key=lambda n: (n.start, n.pitch)):
        if line and (note.start == line[-1].start or
                     (note.start < line[-1].end and note.pitch > line[-1].pitch)):  # fmt: skip
            continue
        line.append(note)
    return tuple(line)


def without(bar: BarView, taken: Iterable[RawNote]) -> BarView:
    """The bar without some of its notes."""
    gone = set(taken)
    kept = tuple(note for note in bar.notes if note not in gone)
    return BarView(bar.ticks, bar.beat, kept, bar.tune, bar.chords)


def bass_text(bar: BarView, line: Sequence[RawNote]) -> str | None:
    """A bass line in chord degrees; None where it doesn't fit the chords or the grid."""
    tokens: dict[int, tuple[str, int]] = {}
    root_pitch: dict[int, int] = {}
    strange = 0
    for note in line:
        since, chord = bar.chord_at(note.start)
        degree = _degree(chord, note.pitch)
        token = _DEGREES.get(degree if degree is not None else -1, "w")
        strange += token == "w"
        if token == "1":
            low = root_pitch.setdefault(since, note.pitch)
            token = "8" if note.pitch == low + _OCTAVE else "1"
        tokens[note.start] = (token, note.end)
    if not tokens or 0 not in tokens or strange > len(tokens) / 2:
        return None
    return _text(bar, tokens)


def chord_text(bar: BarView, *, with_bass: bool) -> str | None:
    """A chord player's bar; ``with_bass`` says that the low notes are the player's own.

    None where the bar is empty, off the grid, or its notes are not the chord's.
    """
    groups = _groups(bar.notes)
    if not groups or not _fits(bar):
        return None
    ceiling = _bass_ceiling(groups)
    singles: dict[int, set[int]] = {}
    tokens: dict[int, tuple[str, int]] = {}
    for start, group in groups.items():
        since, chord = bar.chord_at(start)
        end = max(note.end for note in group)
        bottom = group[0].pitch
        if with_bass and bottom < ceiling and (len(group) == 1 or _octaves(group)):
            token = {0: "b", 2: "f"}.get(_degree(chord, bottom) or 0)
            if token is None:
                return None
            tokens[start] = (token.upper() if len(group) > 1 else token, end)
        elif len(group) == 1 or _octaves(group):
            singles.setdefault(since, set()).add(bottom)
            tokens[start] = ("?", end)
        else:
            tokens[start] = ("x", end)
    numbered = _numbered(bar, groups, tokens, singles)
    return None if numbered is None else _text(bar, numbered)


def rhythm_text(bar: BarView, token: str) -> str | None:
    """Only when the notes begin and how long they sound."""
    groups = _groups(bar.notes)
    if not groups:
        return None
    return _text(bar, {at: (token, max(n.end for n in g)) for at, g in groups.items()})


def _numbered(
    bar: BarView,
    groups: Mapping[int, Sequence[RawNote]],
    tokens: Mapping[int, tuple[str, int]],
    singles: Mapping[int, set[int]],
) -> dict[int, tuple[str, int]] | None:
    """Single notes by their place among those of the same chord, from below."""
    found: dict[int, tuple[str, int]] = {}
    for start, (token, end) in tokens.items():
        if token == "?":
            since, _ = bar.chord_at(start)
            order = sorted(singles[since])
            if len(order) > _MOST_VOICES:
                return None
            token = str(order.index(groups[start][0].pitch) + 1)
        found[start] = (token, end)
    return found


def _groups(notes: Iterable[RawNote]) -> dict[int, list[RawNote]]:
    groups: dict[int, list[RawNote]] = {}
    for note in sorted(notes, key=lambda n: (n.start, n.pitch)):
        groups.setdefault(note.start, []).append(note)
    return groups


def _octaves(group: Sequence[RawNote]) -> bool:
    return len({note.pitch % 12 for note in group}) == 1


def _bass_ceiling(groups: Mapping[int, Sequence[RawNote]]) -> int:
    """The pitch under which single notes are a bass: that of the lowest chord.

    Where all notes are single, those near the lowest of a line that no hand spans; 0 where
    a hand does.
    """
    chords = [g[0].pitch for g in groups.values() if len(g) > 1 and not _octaves(g)]
    if chords:
        return min(chords)
    bottoms = [group[0].pitch for group in groups.values()]
    return min(bottoms) + _LOW_GAP + 1 if max(bottoms) - min(bottoms) > _HAND else 0


def _degree(chord: Chord, pitch: int) -> int | None:
    """The place of a pitch among the chord's tones, None where it has none."""
    tones = chord.pitch_classes
    return tones.index(pitch % 12) if pitch % 12 in tones else None


def _fits(bar: BarView) -> bool:
    tones = [n.pitch % 12 in bar.chord_at(n.start)[1].pitch_classes for n in bar.notes]
    return sum(tones) >= _LEAST_TONES * len(tones)


def _text(bar: BarView, tokens: Mapping[int, tuple[str, int]]) -> str | None:
    """The text on the coarsest grid that holds every onset."""
    for division in _STEPS_A_BEAT:
        if bar.beat % division:
            continue
        step = bar.beat // division
        if all(start % step == 0 for start in tokens):
            break
    else:
        return None
    text = ["."] * (bar.ticks // step)
    starts = sorted(tokens)
    for start, after in zip(starts, [*starts[1:], bar.ticks], strict=True):
        token, end = tokens[start]
        first = start // step
        text[first] = token
        for place in range(first + 1, after // step):
            if end >= (place + 0.5) * step:
                text[place] = "-"
    return "".join(text)
