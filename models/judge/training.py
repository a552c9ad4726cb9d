"""Training both judges from a built corpus, with what they measure on held-out works.

The search judge's tables are learnt three times, each time without a third of its works,
so that its head sees every work as one that the tables have not read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import store
from models.errors import TrainingError
from models.judge.bar_learning import fit_bars
from models.judge.judging import INDEPENDENT, SEARCH, Judge
from models.judge.learning import WITHOUT_CHORDS, fit_linear, masked
from models.judge.listening import listen
from models.judge.loading import independent_judge, search_judge, stem_of
from models.judge.measuring import (
    confusion,
    figures_by_work,
    medley_figures,
    splice_figures,
)
from models.judge.pairs import PAIRS
from models.judge.phrases import VIEWPOINTS, harmonic_figures
from models.judge.splices import Examples, Shelf, draw_bars, draw_examples
from models.judge.statistics import FIGURES, count_statistics
from models.judge.turns import TurnCounter, chorded, learn_table
from models.judge.works import FOLDS, Work, read_works, teaching
from music.genres import GENRE_NAMES

Floats = NDArray[np.float32]
Works = Mapping[str, Sequence[Work]]
Shelves = dict[str, Shelf]

HALVES = {SEARCH: 0, INDEPENDENT: 1}
EXAMPLES = {SEARCH: 24_000, INDEPENDENT: 60_000}
_MEASURING_SEED = 1


def train_judges(
    cache_dir: Path, weights_dir: Path, seed: int = 1, say: Callable[[str], None] = print
) -> None:
    """Train both judges and write their weights and cards; a few minutes on two cores.

    Raises MissingCorpus where a genre was not built, TrainingError where one has no works.
    """
    works: dict[str, list[Work]] = {}
    for genre in GENRE_NAMES:
        say(f"judges: reading {genre}")
        works[genre] = read_works(cache_dir, genre)
    for name in TRAINERS:
        train_one(name, works, weights_dir, seed, say)


def train_one(
    name: str, works: Works, weights_dir: Path, seed: int, say: Callable[[str], None]
) -> None:
    """Train one of the judges on its half of the works."""
    held_out = {genre: [w for w in some if w.held_out] for genre, some in works.items()}
    half = {genre: teaching(some, HALVES[name]) for genre, some in works.items()}
    say(f"judges: training the {name} judge on {sum(map(len, half.values()))} works")
    judge, arrays = TRAINERS[name](half, seed)
    card = _card(judge, half, held_out, seed)
    figures = card["figures"]
    say(
        f"judges: {name} hears {figures['accuracy']:.0%} of held-out works as their genre, "
        f"splices with an error of {figures['splice_error']:.3f}"
    )
    store.save_network(weights_dir, stem_of(name), arrays, card)


def train_search(
    works: Works, seed: int, *, examples: int = EXAMPLES[SEARCH]
) -> tuple[Judge, dict[str, Any]]:
    """The judge that composing may consult, and its arrays; from so many splices."""
    _check(works)
    by_fold = [
        {genre: [w for w in some if w.fold == fold] for genre, some in works.items()}
        for fold in range(FOLDS)
    ]
    codes = [_codes(part) for part in by_fold]
    pieces: dict[str, list[tuple[str, Floats]]] = {genre: [] for genre in works}
    for fold in range(FOLDS):
        tables = _tables([codes[other] for other in range(FOLDS) if other != fold], works)
        counter = TurnCounter(tables, len(works))
        for genre, some in by_fold[fold].items():
            pieces[genre] += figures_by_work(counter, some)
    shelves = {genre: Shelf.of(some) for genre, some in pieces.items()}
    head = fit_linear(_examples(shelves, examples, seed), harmonic_figures(len(works)))
    tables = _tables(codes, works)
    arrays = {
        **{f"table/{name}": table for name, table in tables.items()},
        "mean": head.scale.mean,
        "spread": head.scale.spread,
        "weights": head.weights,
        "bias": head.bias,
    }
    return search_judge(tables, head, tuple(works), {}), arrays


def train_independent(
    works: Works, seed: int, *, examples: int = EXAMPLES[INDEPENDENT]
) -> tuple[Judge, dict[str, Any]]:
    """The judge that takes no part in composing, and its arrays; from so many splices."""
    _check(works)
    figures, chords, shelves = _numbered(works)
    drawn = draw_bars(shelves, examples, np.random.default_rng(seed))
    reader, head = fit_bars(figures, chords, drawn, seed)
    arrays = {
        "read": reader.weights,
        "read_bias": reader.bias,
        "hidden": head.hidden,
        "hidden_bias": head.hidden_bias,
        "out": head.out,
        "out_bias": head.out_bias,
    }
    return independent_judge(reader, head, tuple(works), {}), arrays


def _numbered(works: Works) -> tuple[NDArray[np.float16], Floats, Shelves]:
    """All bars' figures and shares of chorded notes, and shelves that hold the bars' numbers."""
    figures: list[NDArray[np.float16]] = [np.zeros((0, FIGURES), np.float16)]
    chords: list[Floats] = []
    shelves, first = {}, 0
    for genre, some in works.items():
        pieces: list[tuple[str, NDArray[Any]]] = []
        for work in some:
            listened = listen(work.sheets)
            figures.append(count_statistics(listened).astype(np.float16))
            chords.append(chorded(listened).astype(np.float32))
            numbers = np.arange(first, first + listened.bars, dtype=np.int32)[:, None]
            pieces += [(work.name, part) for part in np.split(numbers, listened.first_bars[1:])]
            first += listened.bars
        shelves[genre] = Shelf.of(pieces)
    return np.concatenate(figures), np.concatenate(chords), shelves


def _check(works: Works) -> None:
    empty = [genre for genre, some in works.items() if not some]
    if empty:
        raise TrainingError(f"no works of {', '.join(empty)} to judge by; build the corpus again")


def _codes(works: Works) -> dict[str, list[NDArray[np.intp]]]:
    """By viewpoint, the codes of each genre."""
    codes: dict[str, list[NDArray[np.intp]]] = {v.name: [] for v in VIEWPOINTS}
    for some in works.values():
        listened = listen([sheet for work in some for sheet in work.sheets])
        for viewpoint in VIEWPOINTS:
            codes[viewpoint.name].append(viewpoint.turns(listened).code)
    return codes


def _tables(
    parts: Sequence[Mapping[str, Sequence[NDArray[np.intp]]]], works: Works
) -> dict[str, Floats]:
    return {
        v.name: learn_table(
            v,
            [
                np.concatenate([part[v.name][index] for part in parts])
                for index in range(len(works))
            ],
        )
        for v in VIEWPOINTS
    }


def _examples(shelves: Shelves, count: int, seed: int) -> Examples:
    rng = np.random.default_rng(seed)
    return masked(draw_examples(shelves, count, rng), WITHOUT_CHORDS, rng)


def _card(judge: Judge, half: Works, held_out: Works, seed: int) -> dict[str, Any]:
    """What a reader of the weights wants to know, the held-out figures among it."""
    heard = confusion(judge, held_out)
    splices = splice_figures(judge, held_out, PAIRS, seed=_MEASURING_SEED)
    medleys = medley_figures(judge, held_out, PAIRS, seed=_MEASURING_SEED)
    sources = sorted({work.source for some in half.values() for work in some})
    return {
        "kind": f"judge-{judge.name}",
        "date": date.today().isoformat(),
        "seed": seed,
        "half": HALVES[judge.name],
        "genres": list(judge.genres),
        "settings": {"examples": EXAMPLES[judge.name], "without_chords": WITHOUT_CHORDS},
        "works": {genre: len(some) for genre, some in half.items()},
        "held_out_works": {genre: len(some) for genre, some in held_out.items()},
        "sources": sources,
        "figures": {
            "accuracy": round(float(np.mean([row[genre] for genre, row in heard.items()])), 4),
            "splice_error": round(float(np.mean([f.error for f in splices.values()])), 4),
            "splice_rank": round(float(np.mean([f.rank for f in splices.values()])), 4),
        },
        "heard_as": heard,
        "splices": [
            {"pair": list(pair), "error": f.error, "rank": f.rank, "heard": list(f.heard)}
            for pair, f in splices.items()
        ],
        "medleys": [
            {"pair": list(pair), "both": both, "lesser": lesser}
            for pair, (both, lesser) in medleys.items()
        ],
    }


TRAINERS: Mapping[str, Callable[[Works, int], tuple[Judge, dict[str, Any]]]] = {
    SEARCH: train_search,
    INDEPENDENT: train_independent,
}
