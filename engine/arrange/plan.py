"""The plan: for every section and role, the genre that gives the layer and its figure.

Doesn't play anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

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
_MIDDLE = ("chords", "inner", "counter")  # who would be heard as one where they move together
_MOST_SHARED = 0.5  # of the strokes of two figures that sound beside each other
_USUAL = 0.7  # how much the corpora's most usual figure is preferred to their rarest


@dataclass(frozen=True, slots=True)
class Layer:
    """One role in one section: the genre that gives it, its figure, and the figure it turns
    to in every fourth bar (None: it stays). Of voices that imitate each other the lower one
    sings the answer throughout.
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
                beside = [
                    plan[section, other].figure for other in roles if (section, other) in plan
                ]
                place = _unlike(order, beside if role in _MIDDLE else (), cell or "4/4")
                kept[letter, role, genre] = order[place]
                orders[genre, role] = [*order[:place], *order[place + 1 :], order[place]]
            figure = kept[letter, role, genre]
            answer = None
            if role in _ANSWERING and rng.random() < 0.6 * request.temperature:
                answer = _answer(figure, orders[genre, role], rng)
            if role in ("inner", "counter") and style_of(genre).imitates:
                answer = _answer(figure, orders[genre, role], rng)
            plan[section, role] = Layer(genre, figure, answer)
    return plan


def _unlike(
    order: Sequence[Pattern | Groove], beside: Sequence[Pattern | Groove], cell: str
) -> int:
    """The place of the first figure that is mostly struck where nobody beside it strikes."""
    taken = [_rhythm(figure, cell) for figure in beside if isinstance(figure, Pattern)]

    def shared(place: int) -> float:
        own = _rhythm(order[place], cell)
        return max((len(own & other) / max(1, len(own | other)) for other in taken), default=0.0)

    free = (place for place in range(len(order)) if shared(place) <= _MOST_SHARED)
    return next(free, min(range(len(order)), key=shared))


def _rhythm(figure: Pattern | Groove, cell: str) -> frozenset[float]:
    """Where in its first bar a figure is struck, as shares of the bar."""
    if isinstance(figure, Groove):
        return frozenset()
    text = figure.texts[cell].split("|")[0]
    return frozenset(at / len(text) for at, token in enumerate(text) if token not in ".-")


def _answer(
    figure: Pattern | Groove, others: Sequence[Pattern | Groove], rng: random.Random
) -> Pattern | None:
    free = [other for other in others if isinstance(other, Pattern) and other != figure]
    return rng.choice(free) if free else None


def _in_order(
    genre: str, role: str, cell: str | None, density: float, rng: random.Random
) -> list[Pattern | Groove]:
    """The corpora's figures and the written ones in turn, the corpora's first.

    Of each kind those come first that are about as busy as asked, and of the corpora's
    the most usual; with some chance.
    """
    mined, written = _mined(genre, role, cell), _figures(genre, role)
    usual = {figure: 1 - place / len(mined) for place, figure in enumerate(mined)}
    busy = sorted((*written, *mined), key=lambda figure: _strokes_a_bar(figure, cell or "4/4"))
    last = max(1, len(busy) - 1)
    rating = {
        figure: abs(rank / last - density) + rng.random() * 0.8 - _USUAL * usual.get(figure, 0)
        for rank, figure in enumerate(busy)
    }
    turns = zip_longest(sorted(mined, key=rating.__getitem__),
                        sorted(written, key=rating.__getitem__))  # fmt: skip
    return [figure for turn in turns for figure in turn if figure is not None]


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
