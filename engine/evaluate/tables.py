"""An evaluation as tables of text: the same for the terminal and for a page.

Knows no colours and no Markdown; that is the business of who shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluate.adventure import RISING, STEADY
from engine.evaluate.coherence import Coherence
from engine.evaluate.composing import said
from engine.evaluate.evaluation import Evaluation
from engine.evaluate.targets import targets_of
from engine.metrics.grid import mean_known

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, a sentence on how to read it, column heads and rows; all of one width."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: Rows


def tables_of(evaluation: Evaluation) -> tuple[Table, ...]:
    """Every table for which pieces were composed, the targets first."""
    return tuple(table for build in _TABLES for table in build(evaluation))


def metric_table(group: Coherence) -> Table:
    """All metrics of one group of pieces beside real music."""
    rows = [
        (
            row.metric,
            f"{row.real_mean:.2f} ± {row.real_sd:.2f}",
            f"{row.made_mean:.2f} ± {row.made_sd:.2f}",
            f"{row.area:.2f}",
            f"{row.chance_area:.2f}",
            f"{row.distance_area:.2f}",
        )
        for row in group.rows
    ]
    histograms = (("intervals", group.intervals_area), ("durations", group.durations_area))
    rows += [(name, "", "", f"{area:.2f}", "", "") for name, area in histograms]
    return Table(
        group.group,
        f"{group.pieces} pieces, {group.real_works} real works",
        ("metric", "real", "composed", "area", "real with itself", "distances"),
        tuple(rows),
    )


def _targets(evaluation: Evaluation) -> Iterator[Table]:
    rows = [
        (target.name, target.wanted, target.found, "yes" if target.met else "no")
        for target in targets_of(evaluation)
    ]
    note = f"{evaluation.system}, {evaluation.pieces} pieces"
    if evaluation.incomparable:
        names = ", ".join(evaluation.incomparable)
        note += f"; without held-out works to compare with: {names}"
    yield Table("Targets", note, ("what", "wanted", "found", "met"), tuple(rows))


def _coherence(evaluation: Evaluation) -> Iterator[Table]:
    for title, groups in (("Pure genres", evaluation.pure), ("Blends", evaluation.blends)):
        if not groups:
            continue
        ordered = sorted(groups, key=lambda group: -group.mean_area)
        head = (
            "group",
            "pieces",
            "area",
            "real with itself",
            "distances",
            "closes",
            "real",
            "from the dominant",
            "real",
            "stuck",
        )
        yield Table(
            f"{title} beside held-out music",
            "Mean overlapped area over all metrics; what as many real works reach with the other "
            "works; the area of Yang & Lerch's distances; shares of pieces that close with a "
            "cadence, whose last tonic comes from the dominant, and that are stuck in a loop.",
            head,
            (*map(_group_row, ordered), _mean_row(ordered)),
        )
    middle = evaluation.middle
    if middle is not None:
        yield Table(
            "Half and half beside pure",
            f"Mean overlapped area of {middle.pairs} pairs, {middle.pieces_each} pieces or more "
            "of each; few pieces overlap less than many.",
            ("50/50", "100/0 and 0/100"),
            ((f"{middle.middle:.3f}", f"{middle.pure:.3f}"),),
        )


def _group_row(group: Coherence) -> tuple[str, ...]:
    return (
        group.group,
        str(group.pieces),
        f"{group.mean_area:.2f}",
        f"{group.mean_chance_area:.2f}",
        f"{group.mean_distance_area:.2f}",
        *map(_share, _endings(group)),
        f"{group.stuck:.0%}",
    )


def _endings(group: Coherence) -> tuple[float, float, float, float]:
    return group.closing, group.real_closing, group.from_dominant, group.real_from_dominant


def _share(value: float) -> str:
    return f"{value:.0%}" if np.isfinite(value) else ""


def _mean_row(groups: Sequence[Coherence]) -> tuple[str, ...]:
    return (
        "mean",
        str(sum(group.pieces for group in groups)),
        f"{mean_known(group.mean_area for group in groups):.2f}",
        f"{mean_known(group.mean_chance_area for group in groups):.2f}",
        f"{mean_known(group.mean_distance_area for group in groups):.2f}",
        *(_share(mean_known(column)) for column in zip(*map(_endings, groups), strict=True)),
        f"{mean_known(group.stuck for group in groups):.0%}",
    )


def _metrics_over_genres(evaluation: Evaluation) -> Iterator[Table]:
    if not evaluation.pure:
        return
    rows = []
    for index, row in enumerate(evaluation.pure[0].rows):
        lines = [group.rows[index] for group in evaluation.pure]
        apart = [
            (line.made_mean - line.real_mean) / line.real_sd for line in lines if line.real_sd > 0
        ]
        rows.append(
            (
                row.metric,
                f"{np.mean([line.real_mean for line in lines]):.2f}",
                f"{np.mean([line.made_mean for line in lines]):.2f}",
                f"{mean_known(line.area for line in lines):.2f}",
                f"{mean_known(line.chance_area for line in lines):.2f}",
                f"{np.mean(apart):+.2f}" if apart else "",
            )
        )
    yield Table(
        "Metrics, mean of the pure genres",
        "Apart: how many standard deviations of real music the composed mean lies above it.",
        ("metric", "real", "composed", "area", "real with itself", "apart"),
        tuple(rows),
    )


def _blend(evaluation: Evaluation) -> Iterator[Table]:
    blend = evaluation.blend
    if blend is None:
        return
    if blend.pairs:
        yield Table(
            "Asked and heard",
            f"By the judge {blend.judge}, which took no part in composing. Error: half the L1 "
            "distance a piece. Splices: two-bar splices of real held-out pieces.",
            ("pair", "pieces", "heard at each level", "error", "splices", "rank", "splices"),
            tuple(
                (
                    " + ".join(row.pair),
                    str(row.pieces),
                    " ".join(f"{share:.0%}" for share in row.heard),
                    f"{row.error:.2f}",
                    _or_blank(row.real_error),
                    f"{row.rank:.2f}",
                    _or_blank(row.real_rank),
                )
                for row in blend.pairs
            ),
        )
    if blend.several:
        yield Table(
            "Three genres",
            "Error: half the L1 distance; how often the heaviest genre is heard most.",
            ("genres", "pieces", "error", "heaviest first"),
            tuple(
                (
                    " + ".join(row.genres),
                    str(row.pieces),
                    f"{row.error:.2f}",
                    f"{row.heaviest_first:.0%}",
                )
                for row in blend.several
            ),
        )
    if blend.pure:
        yield Table(
            "Pure pieces heard as their genre",
            "Among all genres; beside it how often real held-out works are.",
            ("genre", "pieces", "heard as it", "real works", "else most often"),
            tuple(
                (
                    row.genre,
                    str(row.pieces),
                    f"{row.heard_as_it:.0%}",
                    "" if row.real is None else f"{row.real:.0%}",
                    row.often,
                )
                for row in blend.pure
            ),
        )
    if blend.windows:
        yield Table(
            "A fusion, not a medley",
            "Windows of four bars at 50/50 in which both genres have at least a quarter, and the "
            "mean share of the weaker one; medleys give each genre four bars in turn.",
            ("pair", "windows", "both heard", "in medleys", "weaker", "in medleys"),
            tuple(
                (
                    " + ".join(row.pair),
                    str(row.windows),
                    f"{row.both:.0%}",
                    "" if row.medley_both is None else f"{row.medley_both:.0%}",
                    f"{row.lesser:.2f}",
                    _or_blank(row.medley_lesser),
                )
                for row in blend.windows
            ),
        )


def _adventure(evaluation: Evaluation) -> Iterator[Table]:
    if evaluation.adventure is None:
        return
    names = (*RISING, *STEADY)
    yield Table(
        "Adventure",
        "Means over the pure genres at each temperature.",
        ("temperature", "pieces", *names, "outside the genre's range"),
        tuple(
            (
                f"{step.temperature:g}",
                str(step.pieces),
                *(f"{step.means[name]:.2f}" for name in names),
                "; ".join(f"{genre}, {name}" for genre, name in step.outside),
            )
            for step in evaluation.adventure.steps
        ),
    )


def _variety(evaluation: Evaluation) -> Iterator[Table]:
    found = evaluation.diversity
    if found is not None:
        yield Table(
            "Seeds of one request",
            f"{said(found.asked)}; shared: six-note turns that two of them have in common.",
            ("pieces", "different", "shared", "shared by real works"),
            (
                (
                    str(found.pieces),
                    str(found.different),
                    f"{found.shared:.4f}",
                    f"{found.real_shared:.4f}",
                ),
            ),
        )
    runs = evaluation.originality
    yield Table(
        "Longest runs of training works",
        f"Of {runs.pieces} pieces: median "
        f"{'7 or fewer' if runs.median <= 7 else f'{runs.median:g}'}, 95th percentile "
        f"{runs.percentile_95:g}, longest {runs.longest} notes; {runs.over_limit} over 13.",
        ("piece", "notes", "work", "genre"),
        tuple((row.piece, str(row.notes), row.work.title, row.work.genre) for row in runs.nearest),
    )


def _or_blank(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


_TABLES: tuple[Callable[[Evaluation], Iterator[Table]], ...] = (
    _targets,
    _coherence,
    _metrics_over_genres,
    _blend,
    _adventure,
    _variety,
)
