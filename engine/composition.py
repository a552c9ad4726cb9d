"""A finished composition, and the one function that makes it from a request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from engine.arrange.arranger import Arrangement, arrange
from engine.compose.blend import genres_of
from engine.compose.composition import FusedTune
from engine.compose.fusing import compose_tune
from engine.hearing import Hearing, hear
from engine.percent import percent
from engine.recipe import settle, write_recipe
from engine.request import CompositionRequest
from engine.steps import ARRANGING, OnStep, Step, unheard
from models.corpora.cards import cards_of
from music.genres import added_genres

if TYPE_CHECKING:
    from models.networks import Networks


@dataclass(frozen=True, slots=True)
class Composition:
    """Tune, arrangement and recipe; ``seconds`` is the engine's whole time for it."""

    tune: FusedTune
    arrangement: Arrangement
    title: str
    recipe: str
    timings: Mapping[str, float]
    seconds: float
    hearing: Hearing = field(default_factory=Hearing)

    @property
    def request(self) -> CompositionRequest:
        return self.tune.request

    def to_json(self) -> dict[str, Any]:
        """What a composition's ``.json`` file holds."""
        tune = self.tune
        return {
            "title": self.title,
            "recipe": self.recipe,
            "request": self.request.to_json(),
            "model_version": tune.model_version,
            "genre_cards": cards_of(_genres_of(self.request)) | _own_cards(self.request),
            "form": tune.form,
            "pickup_beats": round(tune.sheet.pickup_beats, 4),
            "sections": [
                {"label": s.label, "start_bar": s.start_bar, "bars": s.bars}
                for s in tune.sheet.sections
            ],
            "provenance": {name: round(share, 4) for name, share in tune.provenance.items()},
            **self.hearing.to_json(),
            "metrics": dict(tune.metrics),
            "originality": dict(tune.originality),
            "layers": [asdict(layer) for layer in self.arrangement.layers],
            "timings_seconds": dict(self.timings),
            "seconds": round(self.seconds, 4),
        }


def compose(
    request: CompositionRequest,
    networks: Networks,
    *,
    on_step: OnStep = unheard,
) -> Composition:
    """Compose and arrange. The request is settled first, so that its recipe says it all.

    Raises UntrainedGenre, or RequestError where no player is left.
    """
    begin = time.perf_counter()
    settled = settle(request)
    tune = compose_tune(settled, networks, on_step=on_step)
    recipe = write_recipe(settled, networks.version)
    title = title_of(settled)
    on_step(Step(ARRANGING))
    arranging = time.perf_counter()
    arrangement = arrange(tune.sheet, settled, title=title, recipe=recipe)
    # A tune that was kept is its owner's: what it sounds like says nothing of the blend.
    is_kept = settled.base is not None and settled.base.keep
    hearing = Hearing() if is_kept else hear(tune.sheet, genres_of(settled), networks.reporter)
    now = time.perf_counter()
    timings = {**tune.timings, "arrange": round(now - arranging, 4)}
    return Composition(tune, arrangement, title, recipe, timings, now - begin, hearing)


def _own_cards(request: CompositionRequest) -> dict[str, str]:
    """{a user's own genre: the id of its training, and what it is}."""
    names = _genres_of(request)
    return {g.name: f"own genre {g.id}: {g.blurb}" for g in added_genres() if g.name in names}


def _genres_of(request: CompositionRequest) -> list[str]:
    """Every genre that a request or its path names, once, in order."""
    blends = (request.weights, *(point.weights for point in request.path or ()))
    return list(dict.fromkeys(name for weights in blends for name in weights))


def title_of(request: CompositionRequest) -> str:
    """``70% jazz · 30% classical in D minor``; a path by its ends: ``classical → jazz …``."""
    if request.path:
        ends = [max(p.weights, key=p.weights.__getitem__) for p in request.path]
        return f"{' → '.join(dict.fromkeys(ends))} in {request.key}"
    shares = " · ".join(f"{percent(weight)} {name}" for name, weight in request.weights.items())
    return f"{shares} in {request.key}"
