"""Upbeats counted: how many works of a metre begin with a pickup, and how long theirs are.

Starts without NumPy: a user's own genre holds its count. What is made of it is the composing's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from music.leadsheet import LeadSheet
from music.meter import Meter
from music.units import to_ticks

_RAREST = 0.03  # of a metre's pickups; what is rarer is a slip of the pen
_GRID = 3  # ticks: a sixteenth


@dataclass(frozen=True, slots=True)
class Upbeats:
    """Works in one metre: how many, and how many have a pickup of so many ticks."""

    works: int = 0
    lengths: Mapping[int, int] = field(default_factory=dict)

    @property
    def pickups(self) -> int:
        return sum(self.lengths.values())


def count_upbeats(works: Iterable[LeadSheet]) -> dict[str, Upbeats]:
    """{metre: works and the ticks of their pickups}; works without a melody don't count."""
    counts: Counter[str] = Counter()
    lengths: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for sheet in works:
        if not sheet.melody:
            continue
        counts[sheet.meter.name] += 1
        ticks = to_ticks(sheet.pickup_beats)
        if ticks and ticks % _GRID == 0:
            lengths[sheet.meter.name][ticks] += 1
    return {meter: Upbeats(n, _usual(lengths[meter])) for meter, n in sorted(counts.items())}


def upbeats_to_json(table: Mapping[str, Upbeats]) -> dict[str, Any]:
    """The table as plain data."""
    return {m: {"works": u.works, "upbeats": dict(u.lengths)} for m, u in table.items()}


def upbeats_from_json(stored: Mapping[str, Any]) -> dict[str, Upbeats]:
    """What ``upbeats_to_json`` made. Raises ValueError, LookupError or TypeError for other data."""
    table = {}
    for meter, row in stored.items():
        longest = Meter(meter).bar_ticks / 2
        lengths = {int(ticks): int(times) for ticks, times in row["upbeats"].items()}
        found = Upbeats(int(row["works"]), lengths)
        fits = all(0 < ticks <= longest and times > 0 for ticks, times in lengths.items())
        if not fits or found.pickups > found.works:
            raise ValueError(f"no such pickups can be in {meter}")
        table[meter] = found
    return table


def _usual(lengths: Mapping[int, int]) -> dict[int, int]:
    least = _RAREST * sum(lengths.values())
    return {ticks: times for ticks, times in sorted(lengths.items()) if times > least}
