"""The weights along the piece, bar by bar, from a request's weights or its path."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.compose.form import Form
from engine.request import CompositionRequest

Floats = NDArray[np.float32]


def genres_of(request: CompositionRequest) -> list[str]:
    """Every genre that has a weight anywhere in the piece, heaviest first."""
    total = dict(request.weights)
    for point in request.path or ():
        for name, weight in point.weights.items():
            total[name] = total.get(name, 0.0) + weight
    return sorted(total, key=lambda name: (-total[name], name))


def with_pickup_bar(blend: Floats, form: Form) -> Floats:
    """The weights of a form's every bar: a pickup is under those of the first full bar."""
    return np.concatenate([blend[: form.first_bar], blend])


def blend_by_bar(request: CompositionRequest, genres: Sequence[str]) -> Floats:
    """[bars, genres] weights that sum to 1; a path is joined by straight lines."""
    if not request.path:
        row = [request.weights.get(name, 0.0) for name in genres]
        return np.tile(np.array(row, np.float32), (request.bars, 1))
    points = sorted(request.path, key=lambda point: point.at)
    places = np.array([point.at for point in points])
    bars = (np.arange(request.bars) + 0.5) / request.bars
    columns = [
        np.interp(bars, places, [point.weights.get(name, 0.0) for point in points])
        for name in genres
    ]
    table = np.stack(columns, axis=1)
    return np.asarray(table / table.sum(axis=1, keepdims=True), np.float32)
