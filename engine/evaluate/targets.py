"""What an evaluation should show, row by row: a figure, its bound, and whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.evaluate.adventure import RISING
from engine.evaluate.coherence import Coherence
from engine.evaluate.evaluation import Evaluation

_STRUCTURE = ("structure, 1 bar", "structure, 2 bars", "structure, 4 bars", "structure, 8 bars")


@dataclass(frozen=True, slots=True)
class Target:
    """One row: what is wanted, what was found, and whether that is enough."""

    name: str
    wanted: str
    found: str
    met: bool


def targets_of(evaluation: Evaluation) -> tuple[Target, ...]:
    """Every target for which pieces were composed."""
    return tuple(target for rule in _RULES for target in rule(evaluation))


def _areas(evaluation: Evaluation) -> Iterator[Target]:
    if not evaluation.pure:
        return
    worst = min(evaluation.pure, key=lambda group: group.mean_area)
    enough = sum(group.mean_area >= 0.85 for group in evaluation.pure)
    yield Target(
        "overlapped area with real music, each pure genre",
        "at least 0.85",
        f"{enough} of {len(evaluation.pure)}; least {worst.mean_area:.2f} ({worst.group})",
        enough == len(evaluation.pure),
    )
    if evaluation.blends:
        pure = float(np.mean([group.mean_area for group in evaluation.pure]))
        mixed = float(np.mean([group.mean_area for group in evaluation.blends]))
        yield Target(
            "overlapped area of blends beside pure pieces",
            f"at least {pure:.2f}",
            f"{mixed:.2f}",
            mixed >= pure - 0.005,
        )


def _structure(evaluation: Evaluation) -> Iterator[Target]:
    if not evaluation.pure:
        return
    outside = [
        f"{group.group}, {name.removeprefix('structure, ')}"
        for group in evaluation.pure
        for name in _STRUCTURE
        if not group.of(name).within_one_sd
    ]
    yield Target(
        "structure indicators, each pure genre",
        "within one standard deviation of real music",
        f"{len(outside)} of {4 * len(evaluation.pure)} outside" + _listed(outside),
        not outside,
    )


def _phrase_ends(evaluation: Evaluation) -> Iterator[Target]:
    rows = [group.of("phrase ends stable") for group in evaluation.pure]
    if rows:
        made = float(np.mean([row.made_mean for row in rows]))
        real = float(np.mean([row.real_mean for row in rows]))
        yield Target(
            "stable phrase ends", f"at least {real:.2f}", f"{made:.2f}", made >= real - 0.005
        )


def _closing(evaluation: Evaluation) -> Iterator[Target]:
    groups = _all(evaluation)
    if groups:
        closing = _mean(groups, lambda group: group.closing)
        stuck = _mean(groups, lambda group: group.stuck)
        yield Target(
            "pieces that close with a cadence", "at least 90%", f"{closing:.1%}", closing >= 0.9
        )
        yield Target("pieces stuck in a loop", "under 2%", f"{stuck:.1%}", stuck < 0.02)


def _blend(evaluation: Evaluation) -> Iterator[Target]:
    blend = evaluation.blend
    if blend is None:
        return
    beside = f" (splices of real pieces {blend.real_error:.2f})" if blend.real_error else ""
    if blend.error is not None and blend.rank is not None and blend.worst_rank is not None:
        yield Target(
            "distance of the heard from the asked blend",
            "at most 0.17" + beside,
            f"{blend.error:.3f}",
            blend.error <= 0.17,
        )
        beside = f" (splices {blend.real_rank:.2f})" if blend.real_rank else ""
        yield Target(
            "rank correlation of asked and heard, mean of pairs",
            "at least 0.92" + beside,
            f"{blend.rank:.3f}",
            blend.rank >= 0.92,
        )
        yield Target(
            "rank correlation of asked and heard, any pair",
            "at least 0.8",
            f"{blend.worst_rank:.3f}",
            blend.worst_rank >= 0.8,
        )
    known = [row for row in blend.pure if row.real is not None]
    if known:
        made = float(np.mean([row.heard_as_it for row in known]))
        real = float(np.mean([row.real for row in known if row.real is not None]))
        yield Target(
            "pure pieces heard as their genre", f"at least {real:.2f}", f"{made:.2f}", made >= real
        )


def _adventure(evaluation: Evaluation) -> Iterator[Target]:
    adventure = evaluation.adventure
    if adventure is None or len(adventure.steps) < 2:
        return
    for name in RISING:
        values = " ".join(f"{step.means[name]:.2f}" for step in adventure.steps)
        yield Target(f"{name} with adventure", "rising", values, adventure.rises(name))
    strays = [f"{genre}, {name} at {at}" for at, genre, name in adventure.strays]
    yield Target(
        "scale and phrase ends up to adventure 1.2",
        "inside the genre's own range",
        f"{len(strays)} outside" + _listed(strays),
        not strays,
    )


def _variety(evaluation: Evaluation) -> Iterator[Target]:
    found = evaluation.diversity
    if found is not None:
        yield Target(
            "melodies of one request",
            f"{found.pieces} different",
            str(found.different),
            found.different == found.pieces,
        )
        yield Target(
            "six-note turns shared by two of them",
            f"under twice real music's, {2 * found.real_shared:.4f}",
            f"{found.shared:.4f}",
            found.shared < 2 * found.real_shared,
        )
    runs = evaluation.originality
    yield Target(
        f"longest run of a training work, median of {runs.pieces}",
        "at most 7 notes",
        f"{runs.median:g}" if runs.median > 7 else "7 or fewer",
        runs.median <= 7,
    )
    yield Target(
        "longest run of a training work, any piece",
        "at most 13 notes",
        f"{runs.longest}; {runs.over_limit} over",
        runs.over_limit == 0,
    )


def _all(evaluation: Evaluation) -> list[Coherence]:
    return [*evaluation.pure, *evaluation.blends]


def _mean(groups: list[Coherence], figure: Callable[[Coherence], float]) -> float:
    values = [(figure(group), group.pieces) for group in groups]
    known = [(value, count) for value, count in values if np.isfinite(value)]
    total = sum(count for _, count in known)
    return sum(value * count for value, count in known) / total if total else float("nan")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return f": {'; '.join(names[:4])}{more}" if names else ""


_RULES: tuple[Callable[[Evaluation], Iterator[Target]], ...] = (
    _areas,
    _structure,
    _phrase_ends,
    _closing,
    _blend,
    _adventure,
    _variety,
)
