"""Composed pieces beside real music, metric by metric: how much the two overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.evaluate.measured import CLOSES, FROM_DOMINANT, LOOP, NOVELTY, Measured
from engine.evaluate.reference import Reference
from engine.metrics.catalogue import METRICS
from engine.metrics.grid import Floats, Ints, mean_known
from engine.metrics.overlap import (
    Parts,
    chance_overlap,
    distance_overlap,
    histogram_overlap,
    mixed_area,
)

_NOVELTY_GRAIN = 0.02
# Of every metric its name and the least difference that means anything.
COMPARED: tuple[tuple[str, float], ...] = (
    *((metric.name, metric.grain) for metric in METRICS),
    (NOVELTY, _NOVELTY_GRAIN),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of composed pieces and of real ones.

    ``area`` is the overlapped area of both distributions, ``distance_area`` that of Yang &
    Lerch's distances, ``chance_area`` what as many real works reach with the other real works.
    """

    metric: str
    real_mean: float
    real_sd: float
    made_mean: float
    made_sd: float
    area: float
    distance_area: float
    chance_area: float

    @property
    def within_one_sd(self) -> bool:
        """Whether the composed mean lies within one standard deviation of the real one."""
        return abs(self.made_mean - self.real_mean) <= max(self.real_sd, 1e-9)


@dataclass(frozen=True, slots=True)
class Coherence:
    """All metrics of a group of pieces: a pure genre, or a blend beside its genres' works.

    ``closing`` is the share of pieces that close with a cadence, ``real_closing`` that of
    real works, ``from_dominant`` and ``real_from_dominant`` those whose last tonic is reached
    from the dominant; ``stuck`` is the share of pieces that repeat one bar more often in a row than
    95 of 100 real works do.
    """

    group: str
    pieces: int
    real_works: int
    rows: tuple[Comparison, ...]
    intervals_area: float
    durations_area: float
    closing: float
    real_closing: float
    from_dominant: float
    real_from_dominant: float
    stuck: float

    @property
    def mean_area(self) -> float:
        """Mean overlapped area over all metrics and both histograms; 0 to 1."""
        areas = [row.area for row in self.rows] + [self.intervals_area, self.durations_area]
        return mean_known(areas)

    @property
    def mean_distance_area(self) -> float:
        """Mean of Yang & Lerch's areas over the metrics; 0 to 1."""
        return mean_known(row.distance_area for row in self.rows)

    @property
    def mean_chance_area(self) -> float:
        """The same for real music beside itself, over the metrics."""
        return mean_known(row.chance_area for row in self.rows)

    def of(self, metric: str) -> Comparison:
        """The row of a metric by its name."""
        return next(row for row in self.rows if row.metric == metric)


def compare(
    group: str, made: Measured, weights: Mapping[str, float], reference: Reference
) -> Coherence:
    """Compare pieces with the held-out works of the genres that were asked for.

    A blend's real music is the works of its genres, each genre weighing as it was asked.
    Raises EvaluationError for a genre without held-out works.
    """
    real = [(reference.of(genre), weight) for genre, weight in weights.items()]
    rows = [
        _row(
            name,
            grain,
            [(music.measured.column(name), weight) for music, weight in real],
            made.column(name),
        )
        for name, grain in COMPARED
    ]
    limit = max(music.loop_limit for music, _ in real)
    return Coherence(
        group=group,
        pieces=len(made.table),
        real_works=sum(len(music) for music, _ in real),
        rows=tuple(rows),
        intervals_area=_histogram_area(
            made.intervals, [(music.measured.intervals, weight) for music, weight in real]
        ),
        durations_area=_histogram_area(
            made.durations, [(music.measured.durations, weight) for music, weight in real]
        ),
        closing=mean_known(made.column(CLOSES).tolist()),
        real_closing=_mixed_share([(music.closing_share, weight) for music, weight in real]),
        from_dominant=mean_known(made.column(FROM_DOMINANT).tolist()),
        real_from_dominant=_mixed_share([(music.dominant_share, weight) for music, weight in real]),
        stuck=float((made.column(LOOP) > limit).mean()),
    )


def _row(name: str, grain: float, real: Parts, made: Floats) -> Comparison:
    means = np.array([np.nanmean(values) for values, _ in real])
    weights = np.array([weight for _, weight in real]) / sum(weight for _, weight in real)
    mean = float((weights * means).sum())
    squares = np.array([np.nanmean((values - mean) ** 2) for values, _ in real])
    return Comparison(
        metric=name,
        real_mean=mean,
        real_sd=float(np.sqrt((weights * squares).sum())),
        made_mean=mean_known(made.tolist()),
        made_sd=float(np.nanstd(made)),
        area=mixed_area(made, real, grain=grain),
        distance_area=distance_overlap(
            np.concatenate([values for values, _ in real]), made, grain=grain
        ),
        chance_area=chance_overlap(real, count=len(made), grain=grain),
    )


def _mixed_share(shares: Sequence[tuple[float, float]]) -> float:
    """The weighted mean of the shares that are known; NaN where none is."""
    known = [(share, weight) for share, weight in shares if np.isfinite(share)]
    total = sum(weight for _, weight in known)
    return sum(s * w for s, w in known) / total if known else float("nan")


def _histogram_area(made: Ints, real: Sequence[tuple[Ints, float]]) -> float:
    summed = made.sum(axis=0)
    mixed = np.zeros(len(summed))
    for histograms, weight in real:
        mixed += weight * histograms.sum(axis=0) / max(1, histograms.sum())
    return histogram_overlap(summed, mixed)
