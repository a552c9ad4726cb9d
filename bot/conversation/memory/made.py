"""From a composition to the piece that is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.piece import NewPiece

if TYPE_CHECKING:
    from engine.composition import Composition


def piece_of(composition: Composition, *, visibility: str = "place") -> NewPiece:
    """What is kept of a composition; its files are kept beside it."""
    tune = composition.tune
    return NewPiece(
        title=composition.title,
        recipe=composition.recipe,
        model_version=tune.model_version,
        request=composition.request.to_json(),
        metrics=dict(tune.metrics) | composition.hearing.to_json(),
        provenance={name: round(float(share), 4) for name, share in tune.provenance.items()},
        visibility=visibility,
    )
