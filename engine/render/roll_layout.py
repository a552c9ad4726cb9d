"""Where everything on a piano roll lies, in pixels of the final picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from music.leadsheet import Note
from music.piece import Piece

WIDTH = 1280
_SECTION_HEIGHT = 32.0
_CHORDS_HEIGHT = 30.0
_GAP = 22.0
_DRUMS_HEIGHT = 46.0
_DRUMS_GAP = 5.0
_FOOT = 62.0
_SEMITONE = 5.6
_LEAST_SPAN = 30
_MOST_PITCH_HEIGHT = 310.0
# Bars in the piece at most, bars a system: phones show few of them at a time.
_BARS_PER_SYSTEM = ((4, 4), (40, 8), (80, 16), (10_000, 32))


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


def lay_out(piece: Piece, *, top: float, margin: float) -> Layout:
    """Divide a piece into systems below ``top``, ``margin`` pixels from both sides."""
    pitches = [n.pitch for track in piece.tracks if not track.is_drums for n in track.notes]
    # Room above for the bar numbers.
    low, high = min(pitches, default=60) - 2, max(pitches, default=72) + 5
    missing = max(0, _LEAST_SPAN - (high - low))
    low, high = low - missing // 2, high + (missing + 1) // 2
    pitch_height = min(_MOST_PITCH_HEIGHT, _SEMITONE * (high - low + 1))
    has_drums = any(track.is_drums and track.notes for track in piece.tracks)
    drums_height = _DRUMS_HEIGHT if has_drums else 0.0
    body = pitch_height + (_DRUMS_GAP + drums_height if has_drums else 0.0)
    per_system = next(size for limit, size in _BARS_PER_SYSTEM if piece.bars <= limit)
    bar_beats = piece.meter.bar_beats
    systems = []
    y = top
    for start in range(0, piece.bars, per_system):
        stop = min(piece.bars, start + per_system)
        opens = any(start <= section.start_bar < stop for section in piece.sections)
        pitch_top = y + _CHORDS_HEIGHT + (_SECTION_HEIGHT if opens else 0)
        systems.append(
            System(
                start_bar=start,
                stop_bar=stop,
                start_beats=start * bar_beats,
                stop_beats=stop * bar_beats,
                top=y,
                pitch_top=pitch_top,
                pitch_bottom=pitch_top + pitch_height,
                drums_top=pitch_top + pitch_height + _DRUMS_GAP,
            )
        )
        y = pitch_top + body + _GAP
    shown = min(per_system, piece.bars)
    return Layout(
        width=WIDTH,
        height=round(y - _GAP + _FOOT),
        left=margin,
        beat_width=(WIDTH - 2 * margin) / (shown * bar_beats),
        low=low,
        high=high,
        pitch_height=pitch_height,
        drums_height=drums_height,
        has_drums=has_drums,
        systems=tuple(systems),
    )
