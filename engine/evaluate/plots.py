"""Pictures of an evaluation: overlap by metric and genre, asked against heard, adventure.

Knows how to draw them; the figures are worked out elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluate.adventure import RISING, STEADY, Adventure
from engine.evaluate.blend import BlendReport
from engine.evaluate.coherence import Coherence
from engine.evaluate.evaluation import Evaluation
from engine.evaluate.reference import EvaluationError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 110
_INK, _SOFT = "#33415C", "#9AA5B8"
_DARK_FROM = 0.78


def draw_plots(evaluation: Evaluation, folder: Path) -> list[tuple[str, Path]]:
    """Write a PNG for everything that was measured; (caption, file) of each.

    Raises EvaluationError where the folder can't be written.
    """
    drawn = []
    for name, caption, draw in _PLOTS:
        figure = draw(evaluation)
        if figure is None:
            continue
        path = folder / f"{name}.png"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            figure.savefig(path, dpi=_DPI, metadata={"Software": None})
        except OSError as error:
            raise EvaluationError(f"{path} can't be written ({error.strerror})") from error
        drawn.append((caption, path))
    return drawn


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _areas(evaluation: Evaluation) -> Figure | None:
    groups = evaluation.pure
    if not groups:
        return None
    names = [row.metric for row in groups[0].rows] + ["intervals", "durations", "mean"]
    table = np.array([_column(group) for group in groups]).T
    figure = _figure(1.6 + 0.62 * len(groups), 1.2 + 0.25 * len(names))
    axes = figure.add_subplot()
    axes.imshow(table, cmap="YlGnBu", vmin=0.4, vmax=1.0, aspect="auto")
    for (row, column), value in np.ndenumerate(table):
        if np.isfinite(value):
            ink = "white" if value > _DARK_FROM else _INK
            axes.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=7, color=ink)
    axes.set_xticks(range(len(groups)), [g.group for g in groups], rotation=45, ha="left")
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0, labelsize=8)
    axes.axhline(len(names) - 1.5, color=_INK, linewidth=1)
    axes.spines[:].set_visible(False)
    return figure


def _column(group: Coherence) -> list[float]:
    return [
        *(row.area for row in group.rows),
        group.intervals_area,
        group.durations_area,
        group.mean_area,
    ]


def _heard(evaluation: Evaluation) -> Figure | None:
    blend: BlendReport | None = evaluation.blend
    pairs = [row for row in blend.pairs if len(row.levels) > 1] if blend else []
    if not pairs:
        return None
    columns = 5
    lines = -(-len(pairs) // columns)
    figure = _figure(2.0 * columns, 1.9 * lines)
    for number, row in enumerate(pairs, start=1):
        axes = figure.add_subplot(lines, columns, number)
        axes.plot([0, 1], [0, 1], color=_SOFT, linewidth=0.8, linestyle="--")
        axes.plot(row.levels, row.heard, marker="o", markersize=3.5, color="#D1495B")
        axes.set_title(f"{row.pair[0]} in {row.pair[1]}", fontsize=8, color=_INK)
        axes.set(xlim=(-0.05, 1.05), ylim=(-0.05, 1.05), aspect="equal")
        axes.set_xticks([0, 0.5, 1], ["0", "50", "100"])
        axes.set_yticks([0, 0.5, 1], ["0", "50", "100"])
        axes.tick_params(labelsize=7, colors=_INK)
    figure.supxlabel("asked, %", fontsize=9)
    figure.supylabel("heard, %", fontsize=9)
    return figure


def _adventure(evaluation: Evaluation) -> Figure | None:
    adventure: Adventure | None = evaluation.adventure
    if adventure is None or len(adventure.steps) < 2:
        return None
    names = (*RISING, *STEADY)
    figure = _figure(2.2 * len(names), 2.2)
    at = [step.temperature for step in adventure.steps]
    for number, name in enumerate(names, start=1):
        axes = figure.add_subplot(1, len(names), number)
        axes.plot(at, [step.means[name] for step in adventure.steps], marker="o", color="#2E7DA6")
        axes.set_title(name, fontsize=9, color=_INK)
        axes.set_xticks(at, [f"{value:g}" for value in at])
        axes.tick_params(labelsize=7, colors=_INK)
        axes.grid(axis="y", color="#E6E9EF")
        axes.spines[["top", "right"]].set_visible(False)
    figure.supxlabel("adventure", fontsize=9)
    return figure


_PLOTS: tuple[tuple[str, str, Callable[[Evaluation], Figure | None]], ...] = (
    ("overlap", "Overlapped area with held-out music, by metric and genre", _areas),
    ("heard", "Asked and heard shares of a pair's first genre", _heard),
    ("adventure", "What adventure does", _adventure),
)
