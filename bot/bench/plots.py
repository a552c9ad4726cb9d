"""How costs grow, as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.bench.service import REST
from engine.errors import RenderError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 110
_INK, _LINE, _GRID = "#33415C", "#2E7DA6", "#E6E9EF"
_AXES = (
    ("bars", "bars"), ("genres", "genres"), ("candidates", "fused candidates (both phases)"),
    ("users", "requests at once (until all are there)"),
)  # fmt: skip
_SHARES = (
    ("chords", "#8E7CC3"), ("phase1", "#5B8DEF"), ("phase2", "#F2B84B"), ("choose", "#3FAE6A"),
    ("arrange", "#EF6C57"), (REST, "#9AA5B8"),
)  # fmt: skip


def draw_plots(figures: Mapping[str, Any], folder: Path) -> list[tuple[str, Path]]:
    """Write the pictures; (caption, file) of each. Raises RenderError where it can't."""
    drawn = []
    for name, caption, draw in (
        ("growth", "Milliseconds as bars, genres, candidates and users grow", _growth),
        ("stages", "Where the milliseconds of a piece go, by bars", _stages),
    ):
        path = folder / f"{name}.png"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            draw(figures).savefig(path, dpi=_DPI, metadata={"Software": None})
        except OSError as error:
            raise RenderError(f"{path} can't be written ({error.strerror})") from error
        drawn.append((caption, path))
    return drawn


def _growth(figures: Mapping[str, Any]) -> Figure:
    figure = _figure(10.5, 2.7)
    for number, (name, label) in enumerate(_AXES, start=1):
        row = figures["growth"][name]
        axes = figure.add_subplot(1, len(_AXES), number)
        amounts = [int(amount) for amount in row["ms"]]
        axes.plot(amounts, list(row["ms"].values()), marker="o", markersize=4, color=_LINE)
        axes.set_xticks(amounts, [str(amount) for amount in amounts])
        axes.set_ylim(bottom=0)
        power = "" if row["power"] is None else f", power {row['power']:.2f}"
        axes.set_title(f"{name}{power}", fontsize=9, color=_INK)
        axes.set_xlabel(label, fontsize=8, color=_INK)
        _plain(axes)
    figure.supylabel("ms", fontsize=9)
    return figure


def _stages(figures: Mapping[str, Any]) -> Figure:
    figure = _figure(7.5, 3.0)
    axes = figure.add_subplot()
    columns = [
        (f"{bars} bars\n{genres} {'genre' if genres == '1' else 'genres'}", stages)
        for bars, row in figures["stages_ms"].items()
        for genres, stages in row.items()
        if genres in ("1", "2", "4", "6")
    ]
    bottoms = [0.0] * len(columns)
    for name, color in _SHARES:
        heights = [stages.get(name, 0.0) for _, stages in columns]
        axes.bar(range(len(columns)), heights, bottom=bottoms, color=color, label=name, width=0.75)
        bottoms = [below + height for below, height in zip(bottoms, heights, strict=True)]
    axes.set_xticks(range(len(columns)), [label for label, _ in columns])
    axes.set_ylabel("ms", fontsize=9)
    axes.legend(fontsize=7, frameon=False, ncols=2, loc="upper left")
    _plain(axes)
    axes.tick_params(axis="x", labelsize=5.5)
    return figure


def _plain(axes: Axes) -> None:
    axes.tick_params(labelsize=7, colors=_INK)
    axes.grid(axis="y", color=_GRID)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure
