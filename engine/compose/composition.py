"""A composition: the finished music with everything that is known about how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.request import CompositionRequest
from music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class FusedTune:
    """What both phases wrote for a request, in the key that was asked for.

    ``melodies`` are phase 1's, one a genre, as they entered the fusion; ``provenance`` is
    each genre's share of the fused tune's sounding time; ``originality`` names the longest run
    shared with a training work; ``timings`` are seconds by stage.
    """

    request: CompositionRequest
    sheet: LeadSheet
    melodies: Mapping[str, LeadSheet]
    provenance: Mapping[str, float]
    metrics: Mapping[str, float]
    originality: Mapping[str, object]
    form: str
    timings: Mapping[str, float]
    model_version: str
