"""Regular bars: a score's written bars laid on the grid of one known metre.

Knows pickups, bars split by a repeat, bars of odd length, and which written metres
stand for which of the metres Fusebox plays. Doesn't know pitches or keys.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.corpora.score import Bar
from music.meter import KNOWN_METERS, Meter

# written metre: (metre played, factor on all lengths)
_SAME = {(int(a), int(b)): (f"{a}/{b}", Fraction(1))
         for a, b in (name.split("/") for name in KNOWN_METERS)}  # fmt: skip
_METERS: dict[tuple[int, int], tuple[str, Fraction]] = _SAME | {
    (3, 8): ("6/8", Fraction(1)),  # two bars in one
    (4, 8): ("2/4", Fraction(1)),
    (8, 8): ("4/4", Fraction(1)),
    (8, 4): ("4/4", Fraction(1)),
    (1, 4): ("2/4", Fraction(1)),
    (2, 8): ("2/4", Fraction(1)),
    (1, 2): ("2/4", Fraction(1)),
    (1, 1): ("4/4", Fraction(1)),
    (4, 2): ("2/2", Fraction(1)),  # one bar in two
    (2, 1): ("2/2", Fraction(1)),
    (3, 2): ("3/4", Fraction(1, 2)),  # the same music written in longer notes
    (6, 4): ("6/8", Fraction(1, 2)),
    (9, 4): ("9/8", Fraction(1, 2)),
    (12, 4): ("12/8", Fraction(1, 2)),
    (3, 1): ("3/4", Fraction(1, 4)),
    (6, 2): ("6/8", Fraction(1, 4)),
    (6, 16): ("6/8", Fraction(2)),
    (3, 16): ("6/8", Fraction(2)),
    (9, 16): ("9/8", Fraction(2)),
    (12, 16): ("12/8", Fraction(2)),
    (6, 1): ("6/8", Fraction(1, 8)),
}
_SHORT_RUN = 4  # fewer bars than this in another metre or key are an irregularity
_SHORT_KEY_RUN = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of written bars in one metre and signature, on regular bars.

    ``placed`` gives each written bar's (first tick, last tick, new first tick);
    lengths are multiplied by ``factor``. ``sections`` are the bars that open one.
    """

    meter: Meter
    fifths: int | None
    mode: str | None
    factor: Fraction
    bars: int
    placed: tuple[tuple[int, int, int], ...]
    sections: tuple[int, ...]

    def place(self, tick: int) -> int:
        """Where a tick of the score lies in the stretch."""
        index = max(0, bisect_right(self.placed, tick, key=lambda row: row[0]) - 1)
        first, _, new = self.placed[index]
        top, bottom = self.factor.numerator, self.factor.denominator
        return new + (2 * (tick - first) * top + bottom) // (2 * bottom)


def regular_stretches(bars: Sequence[Bar]) -> Iterator[Stretch]:
    """The score cut where its metre or signature changes for good, each on regular bars."""
    known = [bar if bar.meter in _METERS else None for bar in bars]
    for run in _runs(known):
        yield _lay(run, *_METERS[run[0].meter])


def _runs(bars: Sequence[Bar | None]) -> list[list[Bar]]:
    """Runs of one metre and one signature; short ones join the run before."""
    runs: list[list[Bar]] = []
    broken = True
    for bar in bars:
        if bar is None:
            broken = True
            continue
        if not broken and runs and _METERS[runs[-1][0].meter] == _METERS[bar.meter]:
            runs[-1].append(bar)
        else:
            runs.append([bar])
        broken = False
    runs = _join_short(runs, _SHORT_RUN)
    split: list[list[Bar]] = []
    for run in runs:
        pieces: list[list[Bar]] = []
        for bar in run:
            if pieces and pieces[-1][0].fifths == bar.fifths:
                pieces[-1].append(bar)
            else:
                pieces.append([bar])
        split.extend(_join_short(pieces, _SHORT_KEY_RUN))
    return split


def _join_short(runs: list[list[Bar]], least: int) -> list[list[Bar]]:
    joined: list[list[Bar]] = []
    for run in runs:
        touches = bool(joined) and joined[-1][-1].start + joined[-1][-1].length == run[0].start
        if joined and touches and (len(run) < least or len(joined[-1]) < least):
            if len(joined[-1]) < least <= len(run):
                joined[-1] = _as(joined[-1], run[0]) + run
            else:
                joined[-1] = joined[-1] + _as(run, joined[-1][0])
        else:
            joined.append(run)
    return joined


def _as(run: list[Bar], model: Bar) -> list[Bar]:
    return [Bar(b.start, b.length, model.meter, model.fifths, model.mode, b.opens_section)
            for b in run]  # fmt: skip


def _lay(run: list[Bar], name: str, factor: Fraction) -> Stretch:
    meter = Meter(name)
    unit = _written_ticks(run[0].meter) * factor
    grid = meter.bar_ticks
    placed: list[tuple[int, int, int]] = []
    sections: list[int] = []
    now = Fraction(0)
    index = 0
    while index < len(run):
        bar = run[index]
        opened = int(now // grid)
        length = bar.length * factor
        if length < unit:
            after = run[index + 1] if index + 1 < len(run) else None
            rest = unit - length
            if after is not None and index > 0 and after.length * factor == rest:
                placed.append((bar.start, bar.start + bar.length, int(now)))
                placed.append((after.start, after.start + after.length, int(now + length)))
                now += unit
                index += 2
                if after.opens_section:  # its first notes are a pickup to the next bar
                    sections.append(int(now // grid))
                continue
            is_pickup = index == 0 or (bar.opens_section and after is not None)
            if index == 0 and grid > unit:
                now += grid - unit  # the first whole bar opens a played bar
            placed.append(
                (bar.start, bar.start + bar.length, int(now + rest if is_pickup else now))
            )
            now += unit
        else:
            placed.append((bar.start, bar.start + bar.length, int(now)))
            now += unit * -(-length // unit)
        if bar.opens_section:
            sections.append(opened)
        index += 1
    return Stretch(
        meter, run[0].fifths, run[0].mode, factor, max(1, int(-(-now // grid))), tuple(placed),
        tuple(sections),
    )  # fmt: skip


def _written_ticks(meter: tuple[int, int]) -> int:
    return meter[0] * 48 // meter[1]
