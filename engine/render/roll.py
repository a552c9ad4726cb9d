"""The piano roll: a piece as a picture, its notes in the colours of their genres.

Time runs from left to right in systems of whole bars, like lines of a page; the tune
shines, the band behind it is dim, drums have a lane of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from pathlib import Path

from engine.render import roll_style as style
from engine.render.canvas import Canvas, Color
from engine.render.roll_header import (
    HEADER_MARGIN,
    draw_header,
    header_height,
    spelled,
    wrapped,
)
from engine.render.roll_layout import Layout, System, lay_out
from music.piece import Piece, Track
from music.spelling import chord_symbol
from music.staves import player_name

_CHORD_SIZE, _SMALLEST_CHORD_SIZE = 30.0, 19.0
_NUMBER_SIZE, _SECTION_SIZE = 20.0, 28.0
_BAND_SIZE = 25.0
_BAND_LINE = 34.0
_PILL_HEIGHT = 38.0
_NOTE_GAP = 1.0
_GLOW = 0.5


def draw_roll(piece: Piece, path: Path, *, caption: str, weights: Mapping[str, float]) -> None:
    """Write the piano roll of a piece to ``path`` as a PNG.

    ``caption`` stands under the title; ``weights`` are the asked shares per genre,
    shown as a bar and a legend.
    Raises RenderError where the file can't be written.
    """
    top = header_height(caption, weights)
    band = wrapped(_band(piece), _BAND_SIZE)
    layout = lay_out(piece, top=top, margin=HEADER_MARGIN, foot_lines=len(band))
    canvas = Canvas(layout.width, layout.height, style.GROUND)
    draw_header(canvas, piece, caption, weights)
    draw_systems(canvas, layout, piece)
    for number, line in enumerate(band, 1):
        y = layout.foot + number * _BAND_LINE
        canvas.text(layout.left, y, line, _BAND_SIZE, style.FAINT_INK)
    canvas.save_png(path)


def draw_systems(canvas: Canvas, layout: Layout, piece: Piece) -> None:
    """Draw all systems of a layout: grids, notes, drums, chords and sections."""
    for system in layout.systems:
        _draw_grid(canvas, layout, system, piece)
    for track in piece.tracks:
        if not track.is_drums and track.role != "melody":
            _draw_notes(canvas, layout, track)
    _draw_tune(canvas, layout, piece)
    for track in piece.tracks:
        if track.is_drums:
            _draw_drums(canvas, layout, track)
    for system in layout.systems:
        _draw_names(canvas, layout, system, piece)


def _draw_grid(canvas: Canvas, layout: Layout, system: System, piece: Piece) -> None:
    width = layout.x_of(system, system.stop_beats) - layout.left
    canvas.box(layout.left, system.pitch_top, width, layout.pitch_height, style.LANE, radius=3)
    for pitch in range(layout.low, layout.high + 1):
        if pitch % 12 == 0:
            canvas.box(layout.left, layout.y_of(system, pitch - 0.5), width, 0.8, style.OCTAVE_LINE)
    if layout.has_drums:
        canvas.box(layout.left, system.drums_top, width, layout.drums_height, style.LANE, radius=3)
    bottom = system.drums_top + layout.drums_height if layout.has_drums else system.pitch_bottom
    height = bottom - system.pitch_top
    for bar in range(system.start_bar, system.stop_bar + 1):
        start = bar * piece.meter.bar_beats
        if start >= system.start_beats - 1e-6:
            canvas.box(layout.x_of(system, start), system.pitch_top, 1.0, height, style.BAR_LINE)
        pulses = range(1, ceil(piece.meter.bar_beats / piece.meter.pulse_beats))
        for pulse in pulses if bar < system.stop_bar else ():
            x = layout.x_of(system, start + pulse * piece.meter.pulse_beats)
            if x < layout.left:  # before a pickup
                continue
            canvas.box(x, system.pitch_top, 0.5, height, style.BEAT_LINE)


def _draw_notes(canvas: Canvas, layout: Layout, track: Track) -> None:
    for note in track.notes:
        color = style.band_color(
            note.genre, style.DIM.get(track.role, style.DIM["inner"]), note.velocity
        )
        for x, y, width, height in layout.boxes(note):
            canvas.box(x, y, width - _NOTE_GAP, height, color, radius=1.5)


def _draw_tune(canvas: Canvas, layout: Layout, piece: Piece) -> None:
    boxes: list[tuple[tuple[float, float, float, float], Color]] = []
    for track in piece.tracks:
        if track.role == "melody":
            for note in track.notes:
                color = style.tune_color(note.genre, note.velocity)
                boxes += [(box, color) for box in layout.boxes(note, grow=1.6)]
    for (x, y, width, height), color in boxes:
        canvas.glow(x, y, width, height, color)
    canvas.light_up(_GLOW)
    for (x, y, width, height), color in boxes:
        canvas.box(x, y, width - _NOTE_GAP, height, color, radius=3)


def _draw_drums(canvas: Canvas, layout: Layout, track: Track) -> None:
    row_height = layout.drums_height / len(style.DRUM_ROWS)
    for note in track.notes:
        row = next((i for i, keys in enumerate(style.DRUM_ROWS) if note.pitch in keys), 1)
        system = layout.system_at(note.start_beats)
        if system is None:
            continue
        x = layout.x_of(system, note.start_beats)
        size = row_height * (0.3 + 0.36 * note.velocity / 127)
        y = system.drums_top + row_height * (row + 0.5) - size / 2
        color = style.band_color(note.genre, style.DIM["drums"], note.velocity)
        canvas.box(x, y, size, size, color, radius=size / 2)


def _draw_names(canvas: Canvas, layout: Layout, system: System, piece: Piece) -> None:
    bar_beats = piece.meter.bar_beats
    for bar in range(system.start_bar, system.stop_bar):
        x = max(layout.left, layout.x_of(system, bar * bar_beats))
        number = str(bar + 1 - piece.first_bar)
        canvas.text(x + 5, system.pitch_top + 21, number, _NUMBER_SIZE, style.FAINT_INK)
    for section in piece.sections:
        if system.start_bar <= section.start_bar < system.stop_bar:
            x = max(layout.left, layout.x_of(system, section.start_bar * bar_beats))
            label = _label(section.label)
            width = max(_PILL_HEIGHT, canvas.text_width(label, _SECTION_SIZE, bold=True) + 22)
            canvas.box(x, system.top, width, _PILL_HEIGHT, style.PILL, radius=8)
            middle = (x + width / 2, system.top + _PILL_HEIGHT / 2)
            canvas.text(*middle, label, _SECTION_SIZE, style.PILL_INK, bold=True, anchor="mm")
    _draw_chords(canvas, layout, system, piece)


def _label(label: str) -> str:
    """``A''`` as ``A″``; a letter that comes back often has a raised number."""
    primes = len(label) - len(label.rstrip("'"))
    letter = label.rstrip("'")
    return letter + ("", "′", "″", "‴")[primes] if primes < 4 else f"{letter}{_raised(primes)}"


def _raised(number: int) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


def _band(piece: Piece) -> str:
    """``melody flute · chords harp``: who plays, in the tracks' order."""
    return "  ·  ".join(dict.fromkeys(_player(track) for track in piece.tracks if track.notes))


def _player(track: Track) -> str:
    instrument = player_name(track).lower()
    is_said = track.name.lower() in instrument or instrument in track.name.lower()
    return instrument if is_said else f"{track.name.lower()} {instrument}"


def _draw_chords(canvas: Canvas, layout: Layout, system: System, piece: Piece) -> None:
    last = None
    names: list[tuple[float, str]] = []
    for span in piece.chords:
        if span.end_beats <= system.start_beats + 1e-6:
            continue
        if span.start_beats >= system.stop_beats - 1e-6:
            break
        if span.chord != last:
            text = chord_symbol(span.chord, piece.key)
            start = max(span.start_beats, system.start_beats)
            names.append((layout.x_of(system, start), spelled(text)))
        last = span.chord
    edge = layout.x_of(system, system.stop_beats)
    free_from = 0.0
    for index, (x, text) in enumerate(names):
        end = names[index + 1][0] if index + 1 < len(names) else edge
        width = canvas.text_width(text, _CHORD_SIZE)
        size = max(_SMALLEST_CHORD_SIZE, min(_CHORD_SIZE, _CHORD_SIZE * (end - x - 8) / width))
        # A name that would stand in the last one's is left out: half of it says nothing.
        if x + 1 >= free_from:
            canvas.text(x + 3, system.pitch_top - 10, text, size, style.CHORD_INK)
            free_from = x + width * size / _CHORD_SIZE
