"""Roles: what the players of one sheet do, bar by bar, by what the score shows.

A score shows a pianist under a tune, a section of strings, voices, or one line of a
band. Doesn't read files or count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from models.corpora.mining.textures import (
    BarView,
    bass_text,
    chord_text,
    left_hand,
    lowest_line,
    rhythm_text,
    without,
)
from models.corpora.score import RawNote
from music.chord import Chord
from music.leadsheet import LeadSheet
from music.units import to_ticks

_BEAT_TICKS = {"6/8": 6}
_LOW_BAND = 7  # semitones over the lowest note that a pianist's bass notes keep to

Lines = dict[str, list[str | None]]  # role: a text for each bar


def lines_of(shows: str, sheet: LeadSheet, voices: tuple[RawNote, ...]) -> Lines:
    """The text of every bar for each role that the voices show.

    ``shows`` is keyboard, strings, voices, bass line or chord line; ``voices`` is all
    that sounds, in ticks from the sheet's beginning.
    """
    return _READ[shows](list(_bars(sheet, voices)))


def _bars(sheet: LeadSheet, voices: tuple[RawNote, ...]) -> Iterator[BarView]:
    size = sheet.meter.bar_ticks
    tune = [RawNote(to_ticks(n.start_beats), max(1, to_ticks(n.length_beats)), n.pitch)
            for n in sheet.melody]  # fmt: skip
    sung = {(note.start, note.pitch) for note in tune}
    changes: list[tuple[int, Chord]] = [(to_ticks(s.start_beats), s.chord) for s in sheet.chords]
    for bar in range(sheet.bars):
        start, end = bar * size, (bar + 1) * size
        before = [chord for at, chord in changes if at <= start][-1:]
        inside = [(at - start, chord) for at, chord in changes if start < at < end]
        chords = [(0, chord) for chord in before] + inside
        if not chords:
            continue
        yield BarView(
            size,
            _BEAT_TICKS.get(sheet.meter.name, 12),
            tuple(RawNote(n.start - start, n.length, n.pitch) for n in voices
                  if start <= n.start < end and (n.start, n.pitch) not in sung),
            tuple(RawNote(n.start - start, n.length, n.pitch) for n in tune
                  if start <= n.start < end),
            tuple(chords),
        )  # fmt: skip


def _keyboard(bars: list[BarView]) -> Lines:
    hands = [left_hand(bar) for bar in bars]
    lows = []
    for hand in hands:
        line = lowest_line(hand)
        low = min((note.pitch for note in line), default=0)
        lows.append(tuple(note for note in line if note.pitch <= low + _LOW_BAND))
    return {
        "chords": [chord_text(hand, with_bass=True) for hand in hands],
        "bass": [bass_text(hand, line) for hand, line in zip(hands, lows, strict=True)],
    }


def _strings(bars: list[BarView]) -> Lines:
    lines = [lowest_line(bar) for bar in bars]
    return {
        "bass": [bass_text(bar, line) for bar, line in zip(bars, lines, strict=True)],
        "inner": [rhythm_text(without(bar, line), "x")
                  for bar, line in zip(bars, lines, strict=True)],
    }  # fmt: skip


def _voices(bars: list[BarView]) -> Lines:
    lines = [lowest_line(bar) for bar in bars]
    basses = [replace(bar, notes=line) for bar, line in zip(bars, lines, strict=True)]
    return {
        "bass": [rhythm_text(bar, "s") for bar in basses],
        "inner": [rhythm_text(without(bar, line), "s")
                  for bar, line in zip(bars, lines, strict=True)],
    }  # fmt: skip


def _bass_line(bars: list[BarView]) -> Lines:
    return {"bass": [bass_text(bar, lowest_line(bar)) for bar in bars]}


def _chord_line(bars: list[BarView]) -> Lines:
    return {"chords": [chord_text(bar, with_bass=False) for bar in bars]}


_READ: dict[str, Callable[[list[BarView]], Lines]] = {
    "keyboard": _keyboard, "strings": _strings, "voices": _voices,
    "bass line": _bass_line, "chord line": _chord_line,
}  # fmt: skip
