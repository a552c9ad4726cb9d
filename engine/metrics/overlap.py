"""How much two samples of a figure overlap: 1 where they are alike, 0 where nothing is shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.metrics.grid import Floats, Ints

_POINTS = 400
_REACH = 4.0  # bandwidths beyond the outermost values
_MOST_PAIRS = 4_000
_DRAWS = 5


def overlapped_area(
    one: Floats, other: Floats, *, grain: float, weights: Floats | None = None
) -> float:
    """``integral of min(f, g)`` over the kernel densities of two samples; 0 to 1.

    Gaussian kernels with Scott's bandwidth ``sd * n ** (-1/5)``, at least ``grain``. NaNs are
    left out; NaN where a sample is empty. ``weights`` belong to ``other``. The area is
    Yang & Lerch's (*On the evaluation of generative models in music*, Neural Computing and
    Applications 32, 2020), here between the figure's own distributions.
    """
    f, _ = _clean(one, None)
    g, shares = _clean(other, weights)
    if not len(f) or not len(g):
        return float("nan")
    widths = [_bandwidth(values, grain) for values in (f, g)]
    margin = _REACH * max(widths)
    points = np.linspace(min(f.min(), g.min()) - margin, max(f.max(), g.max()) + margin, _POINTS)
    low = np.minimum(
        _density(points, f, np.full(len(f), 1 / len(f)), widths[0]),
        _density(points, g, shares, widths[1]),
    )
    return float(min(1.0, low.sum() * (points[1] - points[0])))


def distance_overlap(real: Floats, made: Floats, *, grain: float, seed: int = 0) -> float:
    """Yang & Lerch's own form (section 3.2): the area shared by two densities of distances.

    One is of the distances between real works, the other of those from made to real works;
    of very many pairs 4,000 are drawn by ``seed``. It sees a difference of the means only
    where it is large beside the spread.
    """
    real, _ = _clean(real, None)
    made, _ = _clean(made, None)
    if len(real) < 2 or not len(made):
        return float("nan")
    rng = np.random.default_rng(seed)
    within = np.abs(real[:, None] - real[None, :])[np.triu_indices(len(real), 1)]
    across = np.abs(made[:, None] - real[None, :]).ravel()
    drawn = [
        d if len(d) <= _MOST_PAIRS else rng.choice(d, _MOST_PAIRS, replace=False)
        for d in (within, across)
    ]
    return overlapped_area(drawn[0], drawn[1], grain=grain)


def histogram_overlap(one: Ints | Floats, other: Ints | Floats) -> float:
    """``sum min(p, q)`` of two histograms over the same classes, each made to sum to 1; 0 to 1."""
    if not one.sum() or not other.sum():
        return float("nan")
    return float(np.minimum(one / one.sum(), other / other.sum()).sum())


def chance_overlap(
    values: Floats, *, count: int, grain: float, weights: Floats | None = None, seed: int = 0
) -> float:
    """What area real music reaches with itself: the mean over five draws.

    ``count`` works (at most half) are drawn by their weights and compared with the rest: as
    many as the pieces that are to be measured, so that it says what small samples cost.
    """
    values, shares = _clean(values, weights)
    size = min(count, len(values) // 2)
    if size < 2:
        return float("nan")
    rng = np.random.default_rng(seed)
    areas = []
    for _ in range(_DRAWS):
        some = rng.choice(len(values), size, replace=False, p=shares)
        rest = np.setdiff1d(np.arange(len(values)), some)
        areas.append(overlapped_area(values[some], values[rest], grain=grain, weights=shares[rest]))
    return float(np.mean(areas))


def rank_correlation(asked: Sequence[float], measured: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank; NaN where one side is constant."""
    ranks = [_ranks(np.asarray(values, float)) for values in (asked, measured)]
    deviations = [rank - rank.mean() for rank in ranks]
    scale = float(np.sqrt((deviations[0] ** 2).sum() * (deviations[1] ** 2).sum()))
    return float((deviations[0] * deviations[1]).sum() / scale) if scale else float("nan")


def _ranks(values: Floats) -> Floats:
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return np.asarray(((last - sizes + 1 + last) / 2)[group])


def _clean(values: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
    values = np.asarray(values, float)
    keep = np.isfinite(values)
    shares = np.ones(len(values)) if weights is None else np.asarray(weights, float)
    total = shares[keep].sum()
    return values[keep], shares[keep] / total if total else shares[keep]


def _bandwidth(values: Floats, grain: float) -> float:
    return max(grain, float(values.std() * len(values) ** -0.2))


def _density(points: Floats, values: Floats, shares: Floats, width: float) -> Floats:
    far = (points[:, None] - values[None, :]) / width
    bells = np.exp(-0.5 * far**2) / (width * np.sqrt(2 * np.pi))
    return np.asarray(bells @ shares)
