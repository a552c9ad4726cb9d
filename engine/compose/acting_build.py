"""Learning which weights must act: what the search judge hears in candidates of every pair.

    python -m engine.compose.acting_build

Every request writes many candidates, each under weights of its own, so two requests a pair
say enough. Uses the judge that composing uses, never the one that reports. Some minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

from engine.compose.drafting import write_drafts
from engine.errors import EngineError
from engine.recipe import settle
from engine.request import CompositionRequest
from models.errors import ModelError
from models.judge.acting import FILE, ActingTable, fit_table
from models.networks import Networks
from models.store import SHIPPED
from music.genres import GENRE_NAMES, find_genre
from music.meter import Meter

_SHARES = (0.35, 0.65)
_SEED = 10_000_000  # far from the seeds that people and evaluations use


def learn_acting(networks: Networks, *, say: Callable[[str], None] = lambda _: None) -> ActingTable:
    """A table for all pairs of the shipped genres. Raises EngineError without a search judge."""
    if networks.judge is None:
        raise EngineError(
            "there is no search judge to listen; train it with 'fusebox train judges'"
        )
    networks.acting = ActingTable()
    heard: list[tuple[Mapping[str, float], Mapping[str, float]]] = []
    for number, (one, other) in enumerate(combinations(GENRE_NAMES, 2)):
        for share in _SHARES:
            request = CompositionRequest(
                weights={one: share, other: 1 - share},
                seed=_SEED + number,
                meter=Meter(find_genre(one if share > 0.5 else other).meter),
            )
            drafts = write_drafts(settle(request), networks)
            sheets = [candidate.sheet for candidate in drafts.candidates]
            shares = networks.judge.heard_many(sheets, drafts.genres)
            for acting, found in zip(drafts.acting, shares, strict=True):
                weights = dict(zip(drafts.genres, acting.mean(axis=0).tolist(), strict=True))
                heard.append((weights, found))
        say(f"{one} and {other}")
    return fit_table(heard)


def main() -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description="Learn the weights that must act, by pairs.")
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="folder of the networks")
    options = parser.parse_args()
    try:
        table = learn_acting(Networks(options.weights), say=print)
    except (ModelError, EngineError) as error:
        sys.exit(f"acting: {error}")
    table.save(options.weights / FILE)


if __name__ == "__main__":
    main()
