"""How much two samples of a figure overlap: 1 where they are alike, 0 where nothing is shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.metrics.grid import Floats, Ints

# Samples with the weights of a mixture.
Parts = Sequence[tuple[Floats, float]]

_POINTS = 1000
_REACH = 4.0  # bandwidths beyond the outermost values
_MOST_PAIRS = 4_000
_DRAWS = 5


def overlapped_area(one: Floats, other: Floats, *, grain: float) -> float:
    """``integral of min(f, g)`` over the kernel densities of two samples; 0 to 1.

    Gaussian kernels with Scott's bandwidth ``sd * n ** (-1/5)``, at least ``grain``. NaNs are
    left out; NaN where a sample is empty. The area is Yang & Lerch's (*On the evaluation of
    generative models in music*, Neural Computing and Applications 32, 2020), here between the
    figure's own distributions.
    """
    return mixed_area(one, [(other, 1.0)], grain=grain)


def mixed_area(made: Floats, real: Parts, *, grain: float) -> float:
    """``overlapped_area`` with a mixture: the densities of its parts, added by their weights."""
    made = _known(made)
    parts = [(_known(values), weight) for values, weight in real]
    parts = [(values, weight) for values, weight in parts if len(values)]
    if not len(made) or not parts:
        return float("nan")
    total = sum(weight for _, weight in parts)
    every = np.concatenate([made, *(values for values, _ in parts)])
    margin = _REACH * max(_bandwidth(values, grain) for values in (made, *(v for v, _ in parts)))
    points = np.linspace(every.min() - margin, every.max() + margin, _POINTS)
    mixture = np.zeros(_POINTS)
    for values, weight in parts:
        mixture += weight / total * _density(points, values, grain)
    low = np.minimum(_density(points, made, grain), mixture)
    return float(min(1.0, low.sum() * (points[1] - points[0])))


def distance_overlap(real: Floats, made: Floats, *, grain: float, seed: int = 0) -> float:
    """Yang & Lerch's own form (section 3.2): the area shared by two densities of distances.

    One is of the distances between real works, the other of those from made to real works;
    of very many pairs 4,000 are drawn by ``seed``. It sees a difference of the means only
    where it is large beside the spread.
    """
    real, made = _known(real), _known(made)
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


def chance_overlap(real: Parts, *, count: int, grain: float, seed: int = 0) -> float:
    """What area real music reaches with itself: the mean over five draws.

    ``count`` works (at most half) are drawn from the parts by their weights and compared with
    the rest: as many as the pieces to be measured, so that it says what small samples cost.
    """
    parts = [(_known(values), weight) for values, weight in real]
    sizes = [min(max(1, round(count * weight)), len(values) // 2) for values, weight in parts]
    if not parts or min(sizes) < 1 or sum(sizes) < 2:
        return float("nan")
    rng = np.random.default_rng(seed)
    areas = []
    for _ in range(_DRAWS):
        orders = [values[rng.permutation(len(values))] for values, _ in parts]
        some = np.concatenate([o[:size] for o, size in zip(orders, sizes, strict=True)])
        rest = [(o[size:], w) for o, size, (_, w) in zip(orders, sizes, parts, strict=True)]
        areas.append(mixed_area(some, rest, grain=grain))
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


def _known(values: Floats) -> Floats:
    values = np.asarray(values, float)
    return values[np.isfinite(values)]


def _bandwidth(values: Floats, grain: float) -> float:
    return max(grain, float(values.std() * len(values) ** -0.2))


def _density(points: Floats, values: Floats, grain: float) -> Floats:
    """The kernel density at evenly spaced points, of values shared out to the nearest two."""
    step = points[1] - points[0]
    width = _bandwidth(values, grain)
    place = (values - points[0]) / step
    left = np.clip(place.astype(int), 0, len(points) - 2)
    share = place - left
    heights = np.bincount(left, weights=1 - share, minlength=len(points))
    heights += np.bincount(left + 1, weights=share, minlength=len(points))
    reach = int(_REACH * width / step) + 1
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / width) ** 2)
    spread = np.convolve(heights / len(values), bell / bell.sum() / step)
    return np.asarray(spread[reach : reach + len(points)])
