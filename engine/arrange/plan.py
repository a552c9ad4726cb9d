"""The plan: for every section and role, the genre that gives the layer and its figure.

Doesn't play anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.arrange.casting import Part
from engine.arrange.chart import Chart
from engine.arrange.layers import share_out, weights_at
from engine.arrange.style import Groove, Pattern
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.leadsheet import Section

# Roles whose players turn to another figure where a four-bar phrase ends.
_ANSWERING = ("chords", "bass")


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
    plan: Plan = {}
    for index, section in enumerate(chart.sections):
        for role in roles:
            genre = shares[index, role]
            letter = section.label.rstrip("'")
            if (genre, role) not in orders:
                orders[genre, role] = _in_order(_figures(genre, role), density, rng)
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
    figures: Sequence[Pattern | Groove], density: float, rng: random.Random
) -> list[Pattern | Groove]:
    """The figures with those about as busy as asked first, and some chance."""
    busy = sorted(figures, key=_strokes_a_bar)
    last = max(1, len(busy) - 1)
    rated = [(abs(rank / last - density) + rng.random() * 0.8, rank) for rank in range(len(busy))]
    return [busy[rank] for _, rank in sorted(rated)]


def _strokes_a_bar(figure: Pattern | Groove) -> float:
    lines = figure.lines if isinstance(figure, Groove) else (figure,)
    return sum(
        sum(token not in ".-|" for token in line.four) / len(line.four.split("|")) for line in lines
    )


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
