"""The plan: for every section and role, the genre that gives the layer and its figure.

Doesn't play anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from engine.arrange.casting import Part
from engine.arrange.chart import Chart
from engine.arrange.layers import share_out, weights_at
from engine.arrange.style import Groove, Pattern
from engine.arrange.styles import style_of
from engine.request import CompositionRequest
from music.leadsheet import Section

Plan = dict[tuple[Section, str], tuple[str, Pattern | Groove]]


def make_plan(
    chart: Chart, parts: Sequence[Part], request: CompositionRequest, rng: random.Random
) -> Plan:
    """Genre and figure of every section and role; returning letters keep their figures."""
    roles = list(dict.fromkeys(part.role for part in parts if part.role != "melody"))

    def local(section: Section) -> Mapping[str, float]:
        return weights_at(request, (section.start_bar + section.bars / 2) / chart.bars)

    shares = share_out(chart.sections, roles, local, rng)
    kept: dict[tuple[str, str, str], Pattern | Groove] = {}
    plan: Plan = {}
    for index, section in enumerate(chart.sections):
        for role in roles:
            genre = shares[index, role]
            letter = section.label.rstrip("'")
            figures = _figures(genre, role)
            if (letter, role, genre) not in kept:
                kept[letter, role, genre] = rng.choice(figures)
            plan[section, role] = (genre, kept[letter, role, genre])
    return plan


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
