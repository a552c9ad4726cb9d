"""Reading patterns: which strokes a figure makes in each bar of any metre.

Knows how metres that have no text of their own are put together from those that
have. Doesn't know what a stroke means to a player.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.arrange.chart import Chart
from engine.arrange.style import CELLS, Pattern
from music.meter import Meter

# metre: the written cells that fill its bar, and how much of each is played.
_BARS: dict[str, tuple[tuple[str, float], ...]] = {
    "4/4": (("4/4", 1.0),),
    "2/2": (("4/4", 1.0),),
    "3/4": (("3/4", 1.0),),
    "2/4": (("2/4", 1.0),),
    "6/8": (("6/8", 1.0),),
    "5/4": (("3/4", 1.0), ("2/4", 1.0)),
    "7/8": (("2/4", 1.0), ("6/8", 0.5)),
    "9/8": (("6/8", 1.0), ("6/8", 0.5)),
    "12/8": (("6/8", 1.0), ("6/8", 1.0)),
}


def cell_of(meter: Meter) -> str | None:
    """The written metre that fills a metre's bar alone; None where it takes two kinds."""
    cells = {cell for cell, _ in _BARS[meter.name]}
    return cells.pop() if len(cells) == 1 else None


@dataclass(frozen=True, slots=True)
class Stroke:
    """One played token of a pattern, in beats from the start of the piece."""

    token: str
    start_beats: float
    length_beats: float


def strokes(
    pattern: Pattern, meter: Meter, start_bar: int, bars: int, answer: Pattern | None = None
) -> list[Stroke]:
    """The strokes of a pattern over ``bars`` bars, its first bar on ``start_bar``.

    ``Pattern("two", "1---5---", ...)`` in 4/4 gives strokes of two beats each. Every
    fourth bar is the ``answer``'s, where there is one.
    """
    found: list[Stroke] = []
    for token, start, length in _tokens(pattern, answer or pattern, meter, start_bar, bars):
        if token == "-" and found:
            held = found[-1]
            if abs(held.start_beats + held.length_beats - start) < 1e-6:
                found[-1] = Stroke(held.token, held.start_beats, held.length_beats + length)
        elif token not in ".-":
            found.append(Stroke(token, start, length))
    return found


def split_at_chords(chart: Chart, found: Sequence[Stroke]) -> list[Stroke]:
    """Strokes cut where the chord under them changes, and where the last chord begins.

    An anticipation (``a``, ``>``) is never cut.
    """
    cut: list[Stroke] = []
    edges = sorted({*chart.chord_starts, chart.closing_beats})
    for stroke in found:
        start, end = stroke.start_beats, stroke.start_beats + stroke.length_beats
        inside = edges[bisect_right(edges, start + 1e-6) : bisect_left(edges, end - 1e-6)]
        if stroke.token in "a>":
            inside = []
        for left, right in zip([start, *inside], [*inside, end], strict=True):
            cut.append(Stroke(stroke.token, left, right - left))
    return cut


def _tokens(
    pattern: Pattern, answer: Pattern, meter: Meter, start_bar: int, bars: int
) -> Iterator[tuple[str, float, float]]:
    for bar in range(bars):
        start = (start_bar + bar) * meter.bar_beats
        for cell, share in _BARS[meter.name]:
            playing = answer if bar % 4 == 3 else pattern
            texts = playing.texts[cell].split("|")
            text = texts[bar % len(texts)]
            step = CELLS[cell] / len(text)
            for index, token in enumerate(text[: round(len(text) * share)]):
                yield token, start + index * step, step
            start += CELLS[cell] * share
