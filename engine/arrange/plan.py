"""The plan: for every section and role, the genre that gives the layer and its figure.

Doesn't play anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.arrange.casting import Part
from engine.arrange.chart import Chart
from engine.arrange.figures import cell_of
from engine.arrange.layers import share_out, weights_at
from engine.arrange.mined import mined_figures
from engine.arrange.style import Groove, Pattern
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.leadsheet import Section

# Roles whose players turn to another figure where a four-bar phrase ends.
_ANSWERING = ("chords", "bass")
# How much a figure of the corpora is preferred, and the most usual of them once more.
_MINED_FIRST, _USUAL_FIRST = 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Layer:
    """One role in one section: the genre that gives it, its figure, and the figure it turns
    to in every fourth bar (None: it stays).
    """

    genre: str
    figure: Pattern | Groove
    answer: Pattern | None = None


Plan = dict[tuple[Section, str], Layer]


def make_plan(
    chart: Chart, parts: Sequence[Part], request: CompositionRequest, rng: random.Random
) -> Plan:
    """Genre and figure of every section and role; returning letters keep their figures."""
    roles = list(dict.fromkeys(part.role for part in parts if part.role != "melody"))

    def local(section: Section) -> Mapping[str, float]:
        return weights_at(request, (section.start_bar + section.bars / 2) / chart.bars)

    shares = share_out(chart.sections, roles, local, rng)
    orders: dict[tuple[str, str], list[Pattern | Groove]] = {}
    kept: dict[tuple[str, str, str], Pattern | Groove] = {}
    density = sum(style_of(genre).density * w for genre, w in request.weights.items())
    cell = cell_of(chart.meter)
    plan: Plan = {}
    for index, section in enumerate(chart.sections):
        for role in roles:
            genre = shares[index, role]
            letter = section.label.rstrip("'")
            if (genre, role) not in orders:
                orders[genre, role] = _in_order(genre, role, cell, density, rng)
            if (letter, role, genre) not in kept:
                order = orders[genre, role]
                kept[letter, role, genre] = order[0]
                orders[genre, role] = [*order[1:], order[0]]
            figure = kept[letter, role, genre]
            answer = None
            if role in _ANSWERING and rng.random() < 0.6 * request.temperature:
                answer = _answer(figure, orders[genre, role], rng)
            plan[section, role] = Layer(genre, figure, answer)
    return plan


def _answer(
    figure: Pattern | Groove, others: Sequence[Pattern | Groove], rng: random.Random
) -> Pattern | None:
    free = [other for other in others if isinstance(other, Pattern) and other != figure]
    return rng.choice(free) if free else None


def _in_order(
    genre: str, role: str, cell: str | None, density: float, rng: random.Random
) -> list[Pattern | Groove]:
    """The figures with those about as busy as asked first, the corpora's own before others,
    and some chance.
    """
    written = _figures(genre, role)
    mined = _mined(genre, role, cell)
    usual = {figure: 1 - place / len(mined) for place, figure in enumerate(mined)}
    busy = sorted((*written, *mined), key=lambda figure: _strokes_a_bar(figure, cell or "4/4"))
    last = max(1, len(busy) - 1)
    rated = []
    for rank, figure in enumerate(busy):
        rating = abs(rank / last - density) + rng.random() * 0.8
        if figure in usual:
            rating -= _MINED_FIRST + _USUAL_FIRST * usual[figure]
        rated.append((rating, rank))
    return [busy[rank] for _, rank in sorted(rated)]


def _mined(genre: str, role: str, cell: str | None) -> Sequence[Pattern | Groove]:
    kind = "inner" if role == "counter" else role
    if cell is None or kind not in style_of(genre).mines:
        return ()
    return mined_figures(genre, kind, cell)


def _strokes_a_bar(figure: Pattern | Groove, cell: str) -> float:
    lines = figure.lines if isinstance(figure, Groove) else (figure,)
    texts = [line.texts[cell] for line in lines]
    return sum(sum(t not in ".-|" for t in text) / len(text.split("|")) for text in texts)


def _figures(genre: str, role: str) -> Sequence[Pattern | Groove]:
    style = style_of(genre)
    table: dict[str, Sequence[Pattern | Groove]] = {
        "chords": style.chords,
        "bass": style.bass,
        "drums": style.grooves,
        "inner": style.inner,
        "counter": style.inner,
    }
    return table[role]
