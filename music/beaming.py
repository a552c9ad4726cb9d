"""Beams: which short notes hang together, and with how many beams.

Notes are joined within a beat; two beats of plain eighths in one half of a bar of
four join too. Rests end a beam.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from music.meter import Meter
from music.notation import Symbol, group_starts

_BEAMS = {"eighth": 1, "16th": 2, "32nd": 3}
_HALVES_JOIN = ("4/4", "2/2")
_HALF_BAR = 24


def beams(symbols: Sequence[Symbol], meter: Meter) -> list[tuple[str, ...]]:
    """Per symbol, the state of each of its beams in MusicXML's words, the first beam first."""
    states: list[tuple[str, ...]] = [()] * len(symbols)
    for run in _runs(symbols, meter):
        if len(run) < 2:
            continue
        depths = [_BEAMS[symbols[index].value] for index in run]
        for place, index in enumerate(run):
            states[index] = tuple(
                _state(depths, place, level) for level in range(1, depths[place] + 1)
            )
    return states


def _runs(symbols: Sequence[Symbol], meter: Meter) -> list[list[int]]:
    starts = group_starts(meter)
    runs: list[list[int]] = []
    last: tuple[int, int] | None = None
    for index, symbol in enumerate(symbols):
        if symbol.pitch is None or symbol.value not in _BEAMS:
            last = None
            continue
        group = bisect_right(starts, symbol.start) - 1
        if _joins_half(symbols, symbol, meter):
            group = -1 - symbol.start // _HALF_BAR
        if last == (index - 1, group):
            runs[-1].append(index)
        else:
            runs.append([index])
        last = (index, group)
    return runs


def _joins_half(symbols: Sequence[Symbol], symbol: Symbol, meter: Meter) -> bool:
    if meter.name not in _HALVES_JOIN:
        return False
    half = symbol.start // _HALF_BAR
    mates = [other for other in symbols if other.start // _HALF_BAR == half]
    return all(m.value == "eighth" and m.dots == 0 and m.tuplet is None for m in mates)


def _state(depths: Sequence[int], place: int, level: int) -> str:
    before = place > 0 and depths[place - 1] >= level
    after = place + 1 < len(depths) and depths[place + 1] >= level
    if before and after:
        return "continue"
    if after:
        return "begin"
    if before:
        return "end"
    return "backward hook" if place > 0 else "forward hook"
