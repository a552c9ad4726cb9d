"""Who gives what: layers shared out over the sections so that shares follow weights.

A slot is one role in one section. Slots go to genres by error diffusion (each to the
genre that is furthest behind its due beats), then equal slots are swapped where that
makes better music. Doesn't know what a layer sounds like.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.request import CompositionRequest
from music.leadsheet import Section

_SWAPS_PER_SLOT = 12


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """What one role plays in one section, and the genre it came from."""

    section: str
    start_bar: int
    bars: int
    role: str
    genre: str
    pattern: str
    instrument: str


def weights_at(request: CompositionRequest, at: float) -> dict[str, float]:
    """The weights that hold at a place of the piece (0 to 1): the path's, else the request's.

    Between two points of the path the weights go in a straight line.
    """
    if not request.path:
        return dict(request.weights)
    points = sorted(request.path, key=lambda point: point.at)
    after = next((p for p in points if p.at >= at), points[-1])
    before = next((p for p in reversed(points) if p.at <= at), points[0])
    span = after.at - before.at
    share = (at - before.at) / span if span > 0 else 0.0
    names = list(dict.fromkeys((*before.weights, *after.weights)))
    mixed = {
        name: before.weights.get(name, 0.0) * (1 - share) + after.weights.get(name, 0.0) * share
        for name in names
    }
    return {name: weight for name, weight in mixed.items() if weight > 1e-9}


def share_out(
    sections: Sequence[Section],
    roles: Sequence[str],
    weights: Callable[[Section], Mapping[str, float]],
    rng: random.Random,
) -> dict[tuple[int, str], str]:
    """The genre of every slot (index of section, role).

    Over all slots each genre has its weight's share of the bars, as nearly as the
    slots' sizes allow; a genre gets no slot where its weight is zero.
    """
    given: dict[tuple[int, str], str] = {}
    behind: dict[str, float] = {}
    for index, section in enumerate(sections):
        local = weights(section)
        for role in rng.sample(list(roles), len(roles)):
            for genre, weight in local.items():
                behind[genre] = behind.get(genre, 0.0) + weight * section.bars
            genre = max(local, key=lambda name: (behind[name], local[name], name))
            given[index, role] = genre
            behind[genre] -= section.bars
    _swap_for_music(given, sections, roles, weights, rng)
    return given


def _swap_for_music(
    given: dict[tuple[int, str], str],
    sections: Sequence[Section],
    roles: Sequence[str],
    weights: Callable[[Section], Mapping[str, float]],
    rng: random.Random,
) -> None:
    slots = list(given)
    if len(set(given.values())) < 2:
        return
    due = _due_by_role(sections, roles, weights)
    cost = _cost(given, sections, roles, due)
    for _ in range(min(600, _SWAPS_PER_SLOT * len(slots))):
        one, other = rng.choice(slots), rng.choice(slots)
        if given[one] == given[other] or sections[one[0]].bars != sections[other[0]].bars:
            continue
        if weights(sections[one[0]]) != weights(sections[other[0]]):
            continue
        given[one], given[other] = given[other], given[one]
        tried = _cost(given, sections, roles, due)
        if tried <= cost:
            cost = tried
        else:
            given[one], given[other] = given[other], given[one]


def _due_by_role(
    sections: Sequence[Section],
    roles: Sequence[str],
    weights: Callable[[Section], Mapping[str, float]],
) -> dict[str, float]:
    """Bars each genre is due within any one role."""
    due: dict[str, float] = {}
    for section in sections:
        for genre, weight in weights(section).items():
            due[genre] = due.get(genre, 0.0) + weight * section.bars
    return due


def _cost(
    given: Mapping[tuple[int, str], str],
    sections: Sequence[Section],
    roles: Sequence[str],
    due: Mapping[str, float],
) -> float:
    """Small where each role has its shares and bass and drums play together."""
    bars = sum(section.bars for section in sections)
    cost = 0.0
    for role in roles:
        for genre, expected in due.items():
            had = sum(s.bars for i, s in enumerate(sections) if given[i, role] == genre)
            cost += 4.0 * abs(had - expected) / bars
    for index, section in enumerate(sections):
        if "bass" in roles and "drums" in roles:
            cost += given[index, "bass"] != given[index, "drums"]
        for role in roles:
            if index and given[index, role] != given[index - 1, role]:
                cost += 0.3
            for earlier in range(index):
                same = sections[earlier].label.rstrip("'") == section.label.rstrip("'")
                if same and given[earlier, role] != given[index, role]:
                    cost += 0.2
    return cost
