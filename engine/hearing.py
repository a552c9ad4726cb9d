"""What the independent judge hears in a composed tune; it took no part in composing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.judge.judging import Judge
from music.leadsheet import LeadSheet


@dataclass(frozen=True, slots=True)
class Hearing:
    """``shares`` of the genres asked for, which sum to 1, and ``among_all`` genres known.

    Both are None where nothing was judged: there is no judge, the tune is somebody's own, or
    ``unlearnt`` names genres that the judge has not learnt.
    """

    shares: Mapping[str, float] | None = None
    among_all: Mapping[str, float] | None = None
    unlearnt: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """``heard`` and ``heard_among_all`` for a composition's ``.json``."""
        return {"heard": _rounded(self.shares), "heard_among_all": _rounded(self.among_all)}


def hear(sheet: LeadSheet, genres: Sequence[str], judge: Judge | None) -> Hearing:
    """What a judge hears of these genres in a tune."""
    if judge is None:
        return Hearing()
    unlearnt = tuple(genre for genre in genres if not judge.knows([genre]))
    if unlearnt:
        return Hearing(unlearnt=unlearnt)
    return Hearing(judge.heard(sheet, genres), judge.posterior(sheet))


def _rounded(shares: Mapping[str, float] | None) -> dict[str, float] | None:
    if shares is None:
        return None
    return {name: round(share, 4) for name, share in shares.items()}
