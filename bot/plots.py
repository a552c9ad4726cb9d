"""Small plots as PNG pictures: bars, stacked shares and heat maps, labelled and readable.

Knows numbers and names, nothing of music. Draws with the same canvas and colours as the
piano roll.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from engine.render.canvas import Canvas, Color, mixed, rgb
from engine.render.roll_style import FAINT_INK, GROUND, INK, LANE, SOFT_INK

_ROW, _BAR, _LABEL, _MARGIN, _TOP = 26, 16, 120, 24, 64
_PANEL, _VALUE = 230, 78
_CELL_WIDTH, _CELL_HEIGHT = 46, 26
_SHARES = 640
# Distinguishable side by side, also in grey: light and dark take turns.
PALETTE: tuple[Color, ...] = tuple(
    rgb(text)
    for text in ("#5B8DEF", "#F2B84B", "#3FAE6A", "#F48FB1", "#8E7CC3", "#9AD1D4", "#EF6C57",
                 "#C9B458", "#6B7280")
)  # fmt: skip


def bar_panels(
    path: Path, title: str, panels: Mapping[str, Mapping[str, float]], *, color: str = "#5B8DEF"
) -> Path:
    """One panel of horizontal bars for each measure, rows shared: {panel: {row: value}}.

    Every panel has a scale of its own; each bar carries its number.
    """
    names = list(dict.fromkeys(row for values in panels.values() for row in values))
    width = 2 * _MARGIN + _LABEL + len(panels) * (_PANEL + _VALUE)
    canvas = Canvas(width, _TOP + 24 + _ROW * len(names) + _MARGIN, GROUND)
    canvas.text(_MARGIN, 36, title, 20, INK, bold=True)
    for number, (panel, values) in enumerate(panels.items()):
        left = _MARGIN + _LABEL + number * (_PANEL + _VALUE)
        canvas.text(left, _TOP + 8, panel, 13, SOFT_INK)
        most = max([*values.values(), 1e-9])
        for row, name in enumerate(names):
            y = _TOP + 20 + row * _ROW
            value = values.get(name, 0)
            canvas.box(left, y, _PANEL - 12, _BAR, LANE, radius=3)
            if value:
                canvas.box(left, y, (_PANEL - 12) * value / most, _BAR, rgb(color), radius=3)
            canvas.text(left + _PANEL - 4, y + 13, f"{value:,.0f}", 12, SOFT_INK)
    _names(canvas, names, _TOP + 20)
    canvas.save_png(path)
    return path


def share_bars(path: Path, title: str, rows: Mapping[str, Mapping[str, float]]) -> Path:
    """One bar of parts that fill it for each row: {row: {part: amount}}; at most nine parts.

    Parts beyond the eight largest of the whole picture are drawn together as ``other``.
    """
    parts = _largest(rows.values())
    height = _TOP + 30 + _ROW * len(rows) + _MARGIN
    canvas = Canvas(2 * _MARGIN + _LABEL + _SHARES, height, GROUND)
    canvas.text(_MARGIN, 36, title, 20, INK, bold=True)
    x = float(_MARGIN + _LABEL)
    for color, part in zip(PALETTE, parts, strict=False):
        canvas.box(x, _TOP - 4, 11, 11, color, radius=2)
        canvas.text(x + 16, _TOP + 6, part, 12, SOFT_INK)
        x += 34 + canvas.text_width(part, 12)
    for index, values in enumerate(rows.values()):
        y, x = _TOP + 22 + index * _ROW, float(_MARGIN + _LABEL)
        total = sum(values.values()) or 1
        for color, part in zip(PALETTE, parts, strict=False):
            share = _amount(values, part, parts) / total
            if share <= 0:
                continue
            canvas.box(x, y, share * _SHARES, _BAR + 2, color)
            label = f"{share:.0%}"
            if share * _SHARES > canvas.text_width(label, 11) + 8:
                canvas.text(x + 5, y + 13, label, 11, GROUND)
            x += share * _SHARES
    _names(canvas, list(rows), _TOP + 22)
    canvas.save_png(path)
    return path


def heat_map(
    path: Path,
    title: str,
    rows: Mapping[str, Mapping[str, float]],
    columns: Sequence[str],
    *,
    color: str = "#F2B84B",
) -> Path:
    """A table of cells, brighter with a larger share of their row, numbers in per cent."""
    width = 2 * _MARGIN + _LABEL + _CELL_WIDTH * len(columns)
    canvas = Canvas(width, _TOP + 24 + _CELL_HEIGHT * len(rows) + _MARGIN, GROUND)
    canvas.text(_MARGIN, 36, title, 20, INK, bold=True)
    for number, column in enumerate(columns):
        x = _MARGIN + _LABEL + (number + 0.5) * _CELL_WIDTH
        canvas.text(x, _TOP + 12, column, 12, SOFT_INK, anchor="ms")
    for row, values in enumerate(rows.values()):
        total = sum(values.values()) or 1
        most = max([*values.values(), 0]) / total or 1
        for number, column in enumerate(columns):
            share = values.get(column, 0) / total
            x, y = _MARGIN + _LABEL + number * _CELL_WIDTH, _TOP + 20 + row * _CELL_HEIGHT
            canvas.box(x, y, _CELL_WIDTH - 2, _CELL_HEIGHT - 2,
                       mixed(rgb(color), LANE, share / most), radius=3)  # fmt: skip
            if share >= 0.005:
                ink = GROUND if share / most > 0.5 else SOFT_INK
                label = f"{100 * share:.0f}"
                canvas.text(x + _CELL_WIDTH / 2 - 1, y + 17, label, 12, ink, anchor="ms")
    _names(canvas, list(rows), _TOP + 22)
    canvas.save_png(path)
    return path


def _names(canvas: Canvas, names: Sequence[str], top: float) -> None:
    for row, name in enumerate(names):
        canvas.text(_MARGIN, top + row * _ROW + 13, name, 13, INK if name else FAINT_INK)


def _largest(rows: Iterable[Mapping[str, float]]) -> list[str]:
    totals: dict[str, float] = {}
    for values in rows:
        for part, amount in values.items():
            totals[part] = totals.get(part, 0) + amount
    order = sorted((part for part in totals if totals[part]), key=lambda part: -totals[part])
    return order if len(order) <= len(PALETTE) else [*order[: len(PALETTE) - 1], "other"]


def _amount(values: Mapping[str, float], part: str, parts: Sequence[str]) -> float:
    if part == "other" and part not in values:
        return sum(amount for name, amount in values.items() if name not in parts)
    return values.get(part, 0)
