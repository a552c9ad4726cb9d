"""Reading the trained judges from their weights, and putting them together of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models import store
from models.errors import WeightsError
from models.judge.bars import MELODIC_COLUMNS, BarReader
from models.judge.heads import LinearHead, Scale, VotingHead
from models.judge.judging import INDEPENDENT, SEARCH, Judge
from models.judge.phrases import VIEWPOINTS, harmonic_figures
from models.judge.statistics import FIGURES
from models.judge.turns import TurnCounter


def stem_of(name: str) -> str:
    """The stem of a judge's two files."""
    return f"judge-{name}"


def load_judge(name: str, folder: Path = store.SHIPPED) -> Judge:
    """The judge ``search`` or ``independent``.

    Raises WeightsError where its weights are missing, damaged or of another version.
    """
    stored = store.load_network(folder, stem_of(name))
    arrays, genres = stored.arrays, tuple(stored.card["genres"])
    try:
        if name == SEARCH:
            tables = {v.name: arrays[f"table/{v.name}"] for v in VIEWPOINTS}
            if any(len(tables[v.name]) != v.size for v in VIEWPOINTS):
                raise KeyError("a table of another size")
            scale = Scale(arrays["mean"], arrays["spread"], harmonic_figures(len(genres)))
            head = LinearHead(scale, arrays["weights"], arrays["bias"])
            return search_judge(tables, head, genres, stored.card)
        reader = BarReader(arrays["read"], arrays["read_bias"], MELODIC_COLUMNS)
        if len(reader.weights) != FIGURES:
            raise KeyError("another number of figures")
        parts = [arrays[part] for part in ("hidden", "hidden_bias", "out", "out_bias")]
        return independent_judge(reader, VotingHead(reader.scale(), *parts), genres, stored.card)
    except KeyError as error:
        raise WeightsError(
            f"the weights of the {name} judge in {folder} don't fit this version of Fusebox "
            f"({error}); train it again with 'fusebox train'"
        ) from error


def search_judge(
    tables: Mapping[str, Any], head: LinearHead, genres: tuple[str, ...], card: Mapping[str, Any]
) -> Judge:
    """The search judge of its parts."""
    counter = TurnCounter(tables, len(genres))
    return Judge(SEARCH, genres, counter, head, _version(card), card)


def independent_judge(
    reader: BarReader, head: VotingHead, genres: tuple[str, ...], card: Mapping[str, Any]
) -> Judge:
    """The independent judge of its parts."""
    return Judge(INDEPENDENT, genres, reader, head, _version(card), card)


def _version(card: Mapping[str, Any]) -> str:
    return str(card.get("sha256", ""))[:8]
