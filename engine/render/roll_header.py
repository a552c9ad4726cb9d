"""The head of a piano roll: title, caption, and the legend of genres with their shares."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.percent import percent
from engine.render.canvas import Canvas
from engine.render.fonts import can_draw_signs
from engine.render.roll_layout import WIDTH
from engine.render.roll_style import FAINT_INK, INK, SOFT_INK, genre_color
from music.piece import Piece

HEADER_MARGIN = 34.0
_TITLE_SIZE, _CAPTION_SIZE, _LEGEND_SIZE, _FACTS_SIZE = 50.0, 28.0, 32.0, 28.0
_SMALLEST_TITLE = 36.0
_TITLE_BASE, _FACTS_BASE, _CAPTION_BASE, _CAPTION_LINE = 72.0, 118.0, 160.0, 38.0
_MOST_CAPTION_LINES = 3
_BLEND_HEIGHT = 18.0
_LEGEND_LINE = 50.0
_DOT = 24.0
_KEY_NAME = re.compile(r"\b[A-G][#b](?=\s)")


def header_height(caption: str, weights: Mapping[str, float]) -> float:
    """How many pixels the head takes."""
    lines = len(_wrapped(caption))
    rows = len(_legend_rows(weights))
    return _CAPTION_BASE + lines * _CAPTION_LINE + _BLEND_HEIGHT + rows * _LEGEND_LINE + 28


def draw_header(canvas: Canvas, piece: Piece, caption: str, weights: Mapping[str, float]) -> None:
    """Draw the head at the top of a canvas."""
    right = WIDTH - HEADER_MARGIN
    title, size = _fitted(named(piece.title or "Untitled"), right - HEADER_MARGIN)
    canvas.text(HEADER_MARGIN, _TITLE_BASE, title, size, INK, bold=True)
    canvas.text(HEADER_MARGIN, _FACTS_BASE, _facts(piece), _FACTS_SIZE, FAINT_INK)
    y = _CAPTION_BASE
    for line in _wrapped(caption):
        canvas.text(HEADER_MARGIN, y, line, _CAPTION_SIZE, SOFT_INK)
        y += _CAPTION_LINE
    _draw_blend(canvas, y - 14, weights)
    y += _BLEND_HEIGHT
    for row in _legend_rows(weights):
        x = HEADER_MARGIN
        y += _LEGEND_LINE
        for genre, label, width in row:
            canvas.box(x, y - 32, _DOT, _DOT, genre_color(genre), radius=_DOT / 2)
            canvas.text(x + _DOT + 12, y - 9, label, _LEGEND_SIZE, INK)
            x += width


def _draw_blend(canvas: Canvas, y: float, weights: Mapping[str, float]) -> None:
    """The asked weights as one bar in the genres' colours."""
    whole = WIDTH - 2 * HEADER_MARGIN
    total = sum(weights.values()) or 1.0
    x = HEADER_MARGIN
    for genre, weight in weights.items():
        width = whole * weight / total
        canvas.box(x, y, width - 4, _BLEND_HEIGHT, genre_color(genre), radius=4)
        x += width


def _legend_rows(weights: Mapping[str, float]) -> list[list[tuple[str, str, float]]]:
    """Rows of (genre, label, width in pixels) that fit the picture."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    room = WIDTH - 2 * HEADER_MARGIN
    for genre, weight in weights.items():
        label = f"{genre} {percent(weight)}"
        width = _DOT + 12 + Canvas.text_width(label, _LEGEND_SIZE) + 44
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


def named(title: str) -> str:
    """A title with the musical signs in the names of its keys: ``in E♭ major``."""
    return _KEY_NAME.sub(lambda match: spelled(match.group(0)), title)


def wrapped(text: str, size: float) -> list[str]:
    """Lines of text that fit the picture's width."""
    lines: list[str] = []
    room = WIDTH - 2 * HEADER_MARGIN
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Canvas.text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _wrapped(caption: str) -> list[str]:
    lines = wrapped(caption, _CAPTION_SIZE)
    if len(lines) > _MOST_CAPTION_LINES:
        lines = [*lines[: _MOST_CAPTION_LINES - 1], lines[_MOST_CAPTION_LINES - 1] + " …"]
    return lines


def _fitted(title: str, room: float) -> tuple[str, float]:
    """The title, smaller or cut short where it is too long, and its size."""
    size = _TITLE_SIZE
    while size > _SMALLEST_TITLE and Canvas.text_width(title, size, bold=True) > room:
        size -= 2
    if Canvas.text_width(title, size, bold=True) <= room:
        return title, size
    while title and Canvas.text_width(title + "…", size, bold=True) > room:
        title = title[:-1]
    return title.rstrip() + "…", size
