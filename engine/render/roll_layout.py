"""Where everything on a piano roll lies, in pixels of the final picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from music.leadsheet import Note
from music.piece import Piece

# Pictures arrive on phones some 400 points wide: nothing to be read is under 18 pixels here.
WIDTH = 1080
_SECTION_HEIGHT = 44.0
_CHORDS_HEIGHT = 44.0
_GAP = 26.0
_DRUMS_HEIGHT = 54.0
_DRUMS_GAP = 5.0
_FOOT = 30.0
_FOOT_LINE = 34.0
_SEMITONE = 6.0
_LEAST_SPAN = 30
_MOST_PITCH_HEIGHT = 310.0
# Bars in the piece at most, bars a system.
_BARS_PER_SYSTEM = ((20, 4), (64, 8), (10_000, 16))


@dataclass(frozen=True, slots=True)
class System:
    """One line of bars and its vertical places."""

    start_bar: int
    stop_bar: int
    start_beats: float
    stop_beats: float
    top: float
    pitch_top: float
    pitch_bottom: float
    drums_top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture; ``low`` and ``high`` are the pitches at its edges."""

    width: int
    height: int
    left: float
    beat_width: float
    low: int
    high: int
    pitch_height: float
    drums_height: float
    has_drums: bool
    systems: tuple[System, ...]

    def x_of(self, system: System, beats: float) -> float:
        return self.left + (beats - system.start_beats) * self.beat_width

    def y_of(self, system: System, pitch: float) -> float:
        """The top of a pitch's row, or a line between rows for a half."""
        return system.pitch_bottom - (pitch - self.low + 1) * self.row_height

    @property
    def foot(self) -> float:
        """Where the text below the last system begins."""
        return self.bottom_of(self.systems[-1]) + 10

    def bottom_of(self, system: System) -> float:
        """The lower edge of a system's last lane."""
        return system.drums_top + self.drums_height if self.has_drums else system.pitch_bottom

    @property
    def row_height(self) -> float:
        return self.pitch_height / (self.high - self.low + 1)

    def system_at(self, beats: float) -> System | None:
        """The system that shows a beat, None after the end."""
        for system in self.systems:
            if beats < system.stop_beats - 1e-6:
                return system
        return None

    def boxes(self, note: Note, grow: float = 0.0) -> Iterator[tuple[float, float, float, float]]:
        """A note's rectangles (x, y, width, height): two where it crosses a system's end."""
        for system in self.systems:
            start = max(note.start_beats, system.start_beats)
            stop = min(note.end_beats, system.stop_beats)
            # A played note may begin a hair before the bar line that it belongs to.
            if stop - start > min(0.04, note.length_beats / 2):
                x = self.x_of(system, start)
                y = self.y_of(system, note.pitch) - grow
                yield x, y, self.x_of(system, stop) - x, self.row_height + 2 * grow


def lay_out(
    piece: Piece, *, top: float, margin: float, foot_lines: int = 1, bars_per_system: int = 0
) -> Layout:
    """Divide a piece into systems below ``top``, ``margin`` pixels from both sides.

    ``foot_lines`` lines of text have room below; ``bars_per_system`` is chosen by the
    piece's length where it is 0. A pickup stands before the first system's bars, only as long
    as it sounds.
    """
    pitches = [n.pitch for track in piece.tracks if not track.is_drums for n in track.notes]
    # Room above for the bar numbers.
    low, high = min(pitches, default=60) - 2, max(pitches, default=72) + 5
    missing = max(0, _LEAST_SPAN - (high - low))
    low, high = low - missing // 2, high + (missing + 1) // 2
    pitch_height = min(_MOST_PITCH_HEIGHT, _SEMITONE * (high - low + 1))
    has_drums = any(track.is_drums and track.notes for track in piece.tracks)
    drums_height = _DRUMS_HEIGHT if has_drums else 0.0
    body = pitch_height + (_DRUMS_GAP + drums_height if has_drums else 0.0)
    bars = piece.bars - piece.first_bar
    per_system = bars_per_system or next(size for limit, size in _BARS_PER_SYSTEM if bars <= limit)
    # In a film every system is as long as the others; else a pickup stands before the first.
    pickup_bar = 0 if bars_per_system else piece.first_bar
    bar_beats = piece.meter.bar_beats
    systems = []
    y = top
    for first in range(pickup_bar, piece.bars, per_system):
        stop = min(piece.bars, first + per_system)
        start = 0 if first == pickup_bar else first
        opens = bool(bars_per_system) or any(
            start <= section.start_bar < stop for section in piece.sections
        )
        pitch_top = y + _CHORDS_HEIGHT + (_SECTION_HEIGHT if opens else 0)
        systems.append(
            System(
                start_bar=start,
                stop_bar=stop,
                start_beats=start * bar_beats or pickup_bar * piece.opening_beats,
                stop_beats=stop * bar_beats,
                top=y,
                pitch_top=pitch_top,
                pitch_bottom=pitch_top + pitch_height,
                drums_top=pitch_top + pitch_height + _DRUMS_GAP,
            )
        )
        y = pitch_top + body + _GAP
    shown = per_system if bars_per_system else min(per_system, bars)
    beats = shown * bar_beats + (piece.pickup_beats if pickup_bar else 0.0)
    return Layout(
        width=WIDTH,
        height=round(y - _GAP + _FOOT + foot_lines * _FOOT_LINE),
        left=margin,
        beat_width=(WIDTH - 2 * margin) / beats,
        low=low,
        high=high,
        pitch_height=pitch_height,
        drums_height=drums_height,
        has_drums=has_drums,
        systems=tuple(systems),
    )
