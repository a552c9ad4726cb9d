"""An evaluation: composed pieces in, every comparison out.

Knows which pieces belong to which comparison; what is compared and how stands in the
files of the comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine.evaluate.adventure import Adventure, adventure_of_pieces
from engine.evaluate.blend import BlendReport, blend_report
from engine.evaluate.coherence import Coherence, compare
from engine.evaluate.measured import Measured, Ruler
from engine.evaluate.piece import EvaluatedPiece
from engine.evaluate.reference import EvaluationError, Reference
from engine.evaluate.variety import Diversity, Originality, diversity, originality
from models.judge.judging import Judge

# Sections whose pieces are compared with real music; "folder" are pieces of a manifest.
_COMPARED = ("pure", "blends", "triples", "folder")
FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class MiddleAgainstPure:
    """Mean overlapped area at 50/50, and of as many pure pieces of the same genres; by pairs."""

    pairs: int
    pieces_each: int
    middle: float
    pure: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All comparisons of one system; what no piece was composed for is None or empty.

    ``incomparable`` are genres without held-out works: their pieces are only in what needs none.
    """

    system: str
    pieces: int
    pure: tuple[Coherence, ...]
    blends: tuple[Coherence, ...]
    middle: MiddleAgainstPure | None
    adventure: Adventure | None
    diversity: Diversity | None
    originality: Originality
    incomparable: tuple[str, ...] = ()
    blend: BlendReport | None = None

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data; NaN becomes None."""
        blend = self.blend.to_json() if self.blend else None
        groups = {
            name: [{"mean_area": group.mean_area, **asdict(group)} for group in getattr(self, name)]
            for name in ("pure", "blends")
        }
        plain: dict[str, Any] = _plain({**asdict(self), **groups, "blend": blend})
        return plain


def evaluate(
    system: str,
    sections: Mapping[str, Sequence[EvaluatedPiece]],
    ruler: Ruler,
    reference: Reference,
    *,
    judge: Judge | None = None,
    progress: Callable[[int, int], None] = lambda done, known: None,
) -> Evaluation:
    """Measure and compare. A piece that stands in several sections is measured once.

    Without a judge (one that took no part in composing) the blend is not measured.

    Raises EvaluationError where there are no pieces.
    """
    book = _Book(sections, ruler, progress)
    pieces = [piece for name in _COMPARED for piece in sections.get(name, ())]
    known = [piece for piece in pieces if reference.knows(piece.genres)]
    pure = [piece for piece in known if len(piece.weights) == 1]
    mixed = [piece for piece in known if len(piece.weights) > 1]
    adventure = [p for p in sections.get("adventure", ()) if reference.knows(p.genres)]
    seeds = [p for p in sections.get("seeds", ()) if reference.knows(p.genres)]
    missing = {g for p in book.pieces for g in p.genres if not reference.knows([g])}
    return Evaluation(
        system=system,
        pieces=len(book.pieces),
        pure=tuple(_groups(pure, book, reference)),
        blends=tuple(_groups(mixed, book, reference)),
        middle=_middle(pure, mixed, book, reference),
        adventure=adventure_of_pieces(adventure, book.of(adventure), reference)
        if adventure
        else None,
        diversity=diversity(seeds, reference) if len(seeds) > 1 else None,
        originality=originality(book.pieces, book.measured),
        incomparable=tuple(sorted(missing)),
        blend=blend_report(pieces, judge) if judge and pieces else None,
    )


class _Book:
    """Every piece once, with its figures."""

    def __init__(
        self,
        sections: Mapping[str, Sequence[EvaluatedPiece]],
        ruler: Ruler,
        progress: Callable[[int, int], None],
    ) -> None:
        unique = {_name(piece): piece for part in sections.values() for piece in part}
        if not unique:
            raise EvaluationError("there are no pieces to evaluate")
        self.pieces = list(unique.values())
        self._number = {name: number for number, name in enumerate(unique)}
        self.measured = ruler.measure(
            [piece.sheet for piece in self.pieces],
            whole=[piece.closes for piece in self.pieces],
            progress=progress,
        )

    def of(self, pieces: Sequence[EvaluatedPiece]) -> Measured:
        return self.measured.rows([self._number[_name(piece)] for piece in pieces])


def _plain(value: Any) -> Any:
    """Numbers rounded to four places, NaN as None, tuples as lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value


def _name(piece: EvaluatedPiece) -> tuple[object, ...]:
    sheet = piece.sheet
    return piece.name, piece.seed, piece.temperature, sheet.meter.name, sheet.key, sheet.bars


def _groups(pieces: Sequence[EvaluatedPiece], book: _Book, reference: Reference) -> list[Coherence]:
    """One comparison for every set of genres; a blend's pieces at all their weights together."""
    groups: dict[tuple[str, ...], dict[tuple[object, ...], EvaluatedPiece]] = {}
    for piece in pieces:
        groups.setdefault(tuple(sorted(piece.weights)), {})[_name(piece)] = piece
    found = []
    for genres, members in groups.items():
        mine = list(members.values())
        weights = {g: float(np.mean([p.weights[g] for p in mine])) for g in genres}
        found.append(compare(" + ".join(genres), book.of(mine), weights, reference))
    return found


def _middle(
    pure: Sequence[EvaluatedPiece],
    mixed: Sequence[EvaluatedPiece],
    book: _Book,
    reference: Reference,
) -> MiddleAgainstPure | None:
    """Halves of two genres beside pure pieces of both, as many of each."""
    pairs: dict[tuple[str, ...], list[EvaluatedPiece]] = {}
    for piece in mixed:
        if len(piece.weights) == 2 and abs(piece.weights[piece.genres[0]] - 0.5) < 1e-6:
            pairs.setdefault(tuple(sorted(piece.weights)), []).append(piece)
    middle, alone, counts = [], [], []
    for genres, halves in pairs.items():
        sides = [list({_name(p): p for p in pure if p.genres == (g,)}.values()) for g in genres]
        count = min(len(halves), *(len(side) for side in sides))
        if count < 1:
            continue
        blend = dict.fromkeys(genres, 0.5)
        middle.append(compare("", book.of(halves[:count]), blend, reference).mean_area)
        alone += [
            compare("", book.of(side[:count]), {genre: 1.0}, reference).mean_area
            for genre, side in zip(genres, sides, strict=True)
        ]
        counts.append(count)
    if not middle:
        return None
    return MiddleAgainstPure(
        len(middle), min(counts), float(np.mean(middle)), float(np.mean(alone))
    )
