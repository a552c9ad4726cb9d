"""The head of a piano roll: title, caption, and the legend of genres with their shares."""

from __future__ import annotations

from collections.abc import Mapping

from engine.render.canvas import Canvas
from engine.render.fonts import can_draw_signs
from engine.render.roll_layout import WIDTH
from engine.render.roll_style import FAINT_INK, INK, SOFT_INK, genre_color
from music.piece import Piece

HEADER_MARGIN = 34.0
_TITLE_SIZE, _CAPTION_SIZE, _LEGEND_SIZE, _FACTS_SIZE = 38.0, 20.0, 22.0, 19.0
_TITLE_BASE, _CAPTION_BASE, _CAPTION_LINE = 62.0, 98.0, 28.0
_MOST_CAPTION_LINES = 3
_BLEND_HEIGHT = 12.0
_LEGEND_LINE = 36.0
_DOT = 16.0


def header_height(caption: str, weights: Mapping[str, float]) -> float:
    """How many pixels the head takes."""
    lines = len(_wrapped(caption))
    rows = len(_legend_rows(weights))
    return _CAPTION_BASE + lines * _CAPTION_LINE + _BLEND_HEIGHT + rows * _LEGEND_LINE + 24


def draw_header(canvas: Canvas, piece: Piece, caption: str, weights: Mapping[str, float]) -> None:
    """Draw the head at the top of a canvas."""
    facts = _facts(piece)
    facts_width = canvas.text_width(facts, _FACTS_SIZE)
    right = WIDTH - HEADER_MARGIN
    title = _shortened(piece.title or "Untitled", right - HEADER_MARGIN - facts_width - 30)
    canvas.text(HEADER_MARGIN, _TITLE_BASE, title, _TITLE_SIZE, INK, bold=True)
    canvas.text(right, _TITLE_BASE, facts, _FACTS_SIZE, FAINT_INK, anchor="rs")
    y = _CAPTION_BASE
    for line in _wrapped(caption):
        canvas.text(HEADER_MARGIN, y, line, _CAPTION_SIZE, SOFT_INK)
        y += _CAPTION_LINE
    _draw_blend(canvas, y - 10, weights)
    y += _BLEND_HEIGHT
    for row in _legend_rows(weights):
        x = HEADER_MARGIN
        y += _LEGEND_LINE
        for genre, label, width in row:
            canvas.box(x, y - 24, _DOT, _DOT, genre_color(genre), radius=_DOT / 2)
            canvas.text(x + _DOT + 9, y - 8, label, _LEGEND_SIZE, INK)
            x += width


def _draw_blend(canvas: Canvas, y: float, weights: Mapping[str, float]) -> None:
    """The asked weights as one bar in the genres' colours."""
    whole = WIDTH - 2 * HEADER_MARGIN
    total = sum(weights.values()) or 1.0
    x = HEADER_MARGIN
    for genre, weight in weights.items():
        width = whole * weight / total
        canvas.box(x, y, width - 3, _BLEND_HEIGHT, genre_color(genre), radius=4)
        x += width


def _legend_rows(weights: Mapping[str, float]) -> list[list[tuple[str, str, float]]]:
    """Rows of (genre, label, width in pixels) that fit the picture."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    room = WIDTH - 2 * HEADER_MARGIN
    for genre, weight in weights.items():
        label = f"{genre} {weight:.0%}"
        width = _DOT + 9 + Canvas.text_width(label, _LEGEND_SIZE) + 44
        if rows[-1] and sum(entry[2] for entry in rows[-1]) + width > room:
            rows.append([])
        rows[-1].append((genre, label, width))
    return rows


def _facts(piece: Piece) -> str:
    minutes, seconds = divmod(round(piece.length_seconds), 60)
    key = spelled(piece.key.tonic) + " " + piece.key.mode
    tempo = f"{piece.tempo_bpm:.0f} bpm"
    return f"{key}  ·  {piece.meter.name}  ·  {tempo}  ·  {minutes}:{seconds:02}"


def spelled(name: str) -> str:
    """A pitch or chord name with the musical signs, where the face has them."""
    return name.replace("#", "♯").replace("b", "♭") if can_draw_signs() else name


def _wrapped(caption: str) -> list[str]:
    lines: list[str] = []
    room = WIDTH - 2 * HEADER_MARGIN
    for word in caption.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Canvas.text_width(longer, _CAPTION_SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_CAPTION_LINES:
        lines = [*lines[: _MOST_CAPTION_LINES - 1], lines[_MOST_CAPTION_LINES - 1] + " …"]
    return lines


def _shortened(title: str, room: float) -> str:
    if Canvas.text_width(title, _TITLE_SIZE, bold=True) <= room:
        return title
    while title and Canvas.text_width(title + "…", _TITLE_SIZE, bold=True) > room:
        title = title[:-1]
    return title.rstrip() + "…"
