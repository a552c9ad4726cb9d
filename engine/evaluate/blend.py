"""The blend: what a judge hears of the genres that were asked for, beside real splices.

Pairs of genres by level, requests of three genres, pure requests, and whether one piece
is a fusion or a medley. The judge must have taken no part in composing; what it hears in
splices of real held-out pieces stands in its card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.evaluate.piece import EvaluatedPiece
from models.judge.judging import Judge
from models.judge.measuring import BOTH_SHARE, pair_figures
from models.judge.pairs import PAIRS

Floats = NDArray[np.float32]
Pair = tuple[str, str]

WINDOW_BARS = 4
_EVEN = (0.45, 0.55)
_PLAIN_TEMPERATURE = (0.85, 1.15)


@dataclass(frozen=True, slots=True)
class PairBlend:
    """One pair: ``error`` is half the L1 distance between asked and heard, 0 to 1.

    ``rank`` is Spearman's correlation of the first genre's asked and heard shares; ``heard``
    is its mean share by level, from least to most. The ``real_`` figures are those of
    two-bar splices of real pieces, None where the judge's card has none.
    """

    pair: Pair
    pieces: int
    error: float
    rank: float
    levels: tuple[float, ...]
    heard: tuple[float, ...]
    real_error: float | None
    real_rank: float | None


@dataclass(frozen=True, slots=True)
class SeveralBlend:
    """Requests of three genres and more: errors, and how often the heaviest is heard most."""

    genres: tuple[str, ...]
    pieces: int
    error: float
    heaviest_first: float


@dataclass(frozen=True, slots=True)
class PureBlend:
    """Pure requests: the share heard as their genre among all; ``real`` is that of real works."""

    genre: str
    pieces: int
    heard_as_it: float
    real: float | None
    often: str


@dataclass(frozen=True, slots=True)
class WindowBlend:
    """Windows of four bars at 50/50: in how many both genres have at least a quarter.

    ``lesser`` is the mean share of the weaker genre of a window, 0 to 0.5. ``medley_`` figures
    are those of medleys that give each genre four bars in turn, from real pieces.
    """

    pair: Pair
    windows: int
    both: float
    lesser: float
    medley_both: float | None
    medley_lesser: float | None


@dataclass(frozen=True, slots=True)
class BlendReport:
    """All of it; ``judge`` names the judge and its version.

    ``unjudged`` counts the pieces with a genre that the judge has not learnt.
    """

    judge: str
    pairs: tuple[PairBlend, ...]
    several: tuple[SeveralBlend, ...]
    pure: tuple[PureBlend, ...]
    windows: tuple[WindowBlend, ...]
    unjudged: int

    @property
    def error(self) -> float | None:
        """The mean error over pairs; None without pairs."""
        return _mean(pair.error for pair in self.pairs)

    @property
    def rank(self) -> float | None:
        """The mean rank correlation over pairs; None without pairs."""
        return _mean(pair.rank for pair in self.pairs)

    @property
    def worst_rank(self) -> float | None:
        """The least rank correlation of a pair; None without pairs."""
        return min((pair.rank for pair in self.pairs), default=None)

    @property
    def real_error(self) -> float | None:
        """The mean error of real splices over the same pairs; None where none was measured."""
        return _mean(p.real_error for p in self.pairs if p.real_error is not None)

    @property
    def real_rank(self) -> float | None:
        """The mean rank correlation of real splices; None where none was measured."""
        return _mean(p.real_rank for p in self.pairs if p.real_rank is not None)

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data, the means first."""
        return {
            "judge": self.judge,
            "error": self.error,
            "rank": self.rank,
            "worst_rank": self.worst_rank,
            "real_error": self.real_error,
            "real_rank": self.real_rank,
            "unjudged": self.unjudged,
            "pairs": [asdict(row) for row in self.pairs],
            "several": [asdict(row) for row in self.several],
            "pure": [asdict(row) for row in self.pure],
            "windows": [asdict(row) for row in self.windows],
        }


def blend_report(pieces: Sequence[EvaluatedPiece], judge: Judge) -> BlendReport:
    """What the judge hears of the pieces; those of another adventure than 1 are left out.

    A pair has as many pure pieces as it has seeds at its other levels, so that every level
    weighs the same. Genres that the judge has not learnt are counted and left out.
    """
    plain = [p for p in _different(pieces) if _is_plain(p)]
    known = [p for p in plain if judge.knows(p.genres)]
    by_genres = defaultdict(list)
    for piece in known:
        by_genres[tuple(sorted(piece.genres))].append(piece)
    return BlendReport(
        judge=f"{judge.name} {judge.version}".strip(),
        pairs=tuple(_pair(pair, _of_pair(pair, known), judge) for pair in _pairs(by_genres)),
        several=tuple(
            _several(genres, some, judge) for genres, some in by_genres.items() if len(genres) > 2
        ),
        pure=tuple(
            _pure(genres[0], some, judge) for genres, some in by_genres.items() if len(genres) == 1
        ),
        windows=tuple(
            _windows(pair, even, judge)
            for pair in _pairs(by_genres)
            if (even := [p for p in by_genres[_key(pair)] if _is_even(p)])
        ),
        unjudged=len(plain) - len(known),
    )


def _pair(pair: Pair, pieces: Sequence[EvaluatedPiece], judge: Judge) -> PairBlend:
    asked = [round(piece.weights.get(pair[0], 0.0), 6) for piece in pieces]
    heard = judge.shares([piece.sheet for piece in pieces], pair)[:, 0]
    figures = pair_figures(asked, heard)
    real = _carded(judge, "splices", pair)
    return PairBlend(
        pair=pair,
        pieces=len(pieces),
        error=figures.error,
        rank=figures.rank,
        levels=tuple(sorted(set(asked))),
        heard=figures.heard,
        real_error=real.get("error"),
        real_rank=real.get("rank"),
    )


def _several(
    genres: tuple[str, ...], pieces: Sequence[EvaluatedPiece], judge: Judge
) -> SeveralBlend:
    asked = np.array([[piece.weights[genre] for genre in genres] for piece in pieces])
    heard = judge.shares([piece.sheet for piece in pieces], genres)
    first = asked.argmax(axis=1) == heard.argmax(axis=1)
    error = np.abs(asked - heard).sum(axis=1).mean() / 2
    return SeveralBlend(genres, len(pieces), round(float(error), 4), round(float(first.mean()), 4))


def _pure(genre: str, pieces: Sequence[EvaluatedPiece], judge: Judge) -> PureBlend:
    shares = judge.shares([piece.sheet for piece in pieces], judge.genres)
    names = [judge.genres[index] for index in shares.argmax(axis=1)]
    others = [name for name in names if name != genre]
    table = judge.card.get("heard_as", {})
    real = table.get(genre, {}).get(genre) if isinstance(table, Mapping) else None
    return PureBlend(
        genre=genre,
        pieces=len(pieces),
        heard_as_it=round(names.count(genre) / len(names), 4),
        real=real,
        often=max(others, key=others.count) if others else "",
    )


def _windows(pair: Pair, pieces: Sequence[EvaluatedPiece], judge: Judge) -> WindowBlend:
    lesser = np.array(
        [
            min(window.values())
            for piece in pieces
            for window in judge.by_window(piece.sheet, pair, bars=WINDOW_BARS)
        ]
    )
    real = _carded(judge, "medleys", pair)
    return WindowBlend(
        pair=pair,
        windows=len(lesser),
        both=round(float((lesser >= BOTH_SHARE).mean()), 4),
        lesser=round(float(lesser.mean()), 4),
        medley_both=real.get("both"),
        medley_lesser=real.get("lesser"),
    )


def _pairs(by_genres: Mapping[tuple[str, ...], Sequence[EvaluatedPiece]]) -> list[Pair]:
    """The pairs that the pieces have, in the order of the table, others after them."""
    present = [(genres[0], genres[1]) for genres in by_genres if len(genres) == 2]
    listed = [pair for pair in PAIRS if _key(pair) in present]
    return listed + [pair for pair in present if pair not in map(_key, PAIRS)]


def _of_pair(pair: Pair, pieces: Sequence[EvaluatedPiece]) -> list[EvaluatedPiece]:
    mixed = [piece for piece in pieces if set(piece.genres) == set(pair)]
    seeds = {piece.seed for piece in mixed}
    pure = [p for p in pieces if len(p.genres) == 1 and p.genres[0] in pair and p.seed in seeds]
    return mixed + pure


def _different(pieces: Iterable[EvaluatedPiece]) -> list[EvaluatedPiece]:
    """The pieces without those that stand in two sections."""
    seen = {
        (tuple(sorted(p.weights.items())), p.seed, p.temperature, p.name, p.sheet.melody): p
        for p in pieces
    }
    return list(seen.values())


def _is_plain(piece: EvaluatedPiece) -> bool:
    low, high = _PLAIN_TEMPERATURE
    return low <= piece.temperature <= high and bool(piece.sheet.melody)


def _is_even(piece: EvaluatedPiece) -> bool:
    return all(_EVEN[0] <= weight <= _EVEN[1] for weight in piece.weights.values())


def _carded(judge: Judge, table: str, pair: Pair) -> Mapping[str, Any]:
    rows = judge.card.get(table, ())
    if not isinstance(rows, Sequence):
        return {}
    return next((row for row in rows if _key(row["pair"]) == _key(pair)), {})


def _key(pair: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(pair))


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 4) if numbers else None
