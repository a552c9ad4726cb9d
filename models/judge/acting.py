"""Which weights must act so that the weights asked for are heard: a curve a pair.

Blends near the middle are heard S-shaped. Each pair's curve is fitted to pieces composed
with known acting weights and heard by the search judge:

    logit(heard) = shift + slope * logit(acting)

Knows nothing of how weights act. Pairs that were never measured are left as they are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from models.errors import WeightsError

FILE = "acting.json"
_NEAREST = 0.03  # shares closer to 0 or 1 are fitted as this far from them
_SLOPES = (0.5, 4.0)
_SHIFTS = (-2.0, 2.0)
_LEANING = 4.0  # pieces that "heard as it acts" counts as


@dataclass(frozen=True, slots=True)
class ActingCurve:
    """``shift`` is towards the first genre of the pair; slopes over 1 are S-shaped."""

    shift: float = 0.0
    slope: float = 1.0

    def acting(self, asked: float) -> float:
        """The acting weight, 0 to 1, for an asked one; rises with it, 0 and 1 stay."""
        if asked <= 0 or asked >= 1:
            return min(max(asked, 0.0), 1.0)
        return 1 / (1 + math.exp((self.shift - _logit(asked)) / self.slope))


@dataclass(frozen=True, slots=True)
class ActingTable:
    """Curves by pair, the names of a pair in alphabetical order."""

    curves: Mapping[tuple[str, str], ActingCurve] = field(default_factory=dict)

    def acting(self, asked: Mapping[str, float]) -> dict[str, float]:
        """The weights that must act, of the same genres; they sum to 1.

        Of several genres each pair's curve says what their odds should be, and the weights
        are those whose odds agree with all pairs best (geometric means).
        """
        names = [name for name, weight in asked.items() if weight > 0]
        strengths = dict.fromkeys(names, 0.0)
        for name in names:
            for other in names:
                if other != name:
                    share = asked[name] / (asked[name] + asked[other])
                    strengths[name] += self._log_odds(name, other, share) / len(names)
        top = max(strengths.values(), default=0.0)
        raw = {name: math.exp(value - top) for name, value in strengths.items()}
        total = sum(raw.values())
        return {name: raw[name] / total if name in raw else 0.0 for name in asked}

    def _log_odds(self, name: str, other: str, share: float) -> float:
        one, two = sorted((name, other))
        curve = self.curves.get((one, two), ActingCurve())
        acting = curve.acting(share if name == one else 1 - share)
        return _logit(acting) if name == one else -_logit(acting)

    def save(self, path: Path) -> None:
        """Write the curves as JSON, a row a pair."""
        rows = [
            {"pair": list(pair), "shift": round(c.shift, 4), "slope": round(c.slope, 4)}
            for pair, c in sorted(self.curves.items())
        ]
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def load_acting(path: Path) -> ActingTable:
    """The table of a file, an empty one where there is none. Raises WeightsError if damaged."""
    if not path.is_file():
        return ActingTable()
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return ActingTable(
            {
                (row["pair"][0], row["pair"][1]): ActingCurve(row["shift"], row["slope"])
                for row in rows
            }
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise WeightsError(
            f"the acting weights in {path} can't be read; install Fusebox again"
        ) from error


def fit_acting(acting: Sequence[float], heard: Sequence[float]) -> ActingCurve:
    """The curve of one pair from pieces: the first genre's acting weights and heard shares.

    Least squares on logits that lean on "heard as it acts" like four more pieces; pure pieces
    (acting 0 or 1) say nothing and are left out. Always rises.
    """
    inside = [(a, h) for a, h in zip(acting, heard, strict=True) if 0 < a < 1]
    if not inside:
        return ActingCurve()
    x = np.array([_logit(a, _NEAREST) for a, _ in inside])
    y = np.array([_logit(h, _NEAREST) for _, h in inside])
    spread = float((x**2).mean()) or 1.0
    square = np.array([[len(x) + _LEANING, x.sum()], [x.sum(), (x**2).sum() + _LEANING * spread]])
    shift, slope = np.linalg.solve(square, [y.sum(), x @ y + _LEANING * spread])
    return ActingCurve(
        float(np.clip(shift, *_SHIFTS)),
        float(np.clip(slope, *_SLOPES)),
    )


def fit_table(
    pieces: Sequence[tuple[Mapping[str, float], Mapping[str, float]]],
) -> ActingTable:
    """Curves of all pairs in (acting weights, heard shares) of pieces of two genres."""
    by_pair: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for acting, heard in pieces:
        names = sorted(name for name, weight in acting.items() if weight > 0)
        if len(names) == 2:
            share = heard[names[0]] / (heard[names[0]] + heard[names[1]])
            by_pair.setdefault((names[0], names[1]), []).append((acting[names[0]], share))
    return ActingTable(
        {
            pair: fit_acting([a for a, _ in some], [h for _, h in some])
            for pair, some in by_pair.items()
        }
    )


def _logit(share: float, nearest: float = 1e-6) -> float:
    inside = min(max(share, nearest), 1 - nearest)
    return math.log(inside / (1 - inside))
