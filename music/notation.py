"""From sounding time to written values: bars of notes and rests as an engraver sets them.

Works in ticks of the grid (12 a quarter). Values are split and tied so that the
strong places of the metre stay visible; beats in threes become triplets; a tune that
swings throughout is written even, with the word for it. It knows no pitch names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from music.leadsheet import Note
from music.meter import Meter
from music.units import TICKS_PER_BEAT, to_ticks

# Written values by ticks: MusicXML's name and dots.
VALUES: dict[int, tuple[str, int]] = {
    72: ("whole", 1), 48: ("whole", 0), 36: ("half", 1), 24: ("half", 0), 18: ("quarter", 1),
    12: ("quarter", 0), 9: ("eighth", 1), 6: ("eighth", 0), 3: ("16th", 0),
}  # fmt: skip
TRIPLET_VALUES: dict[int, tuple[str, int]] = {
    16: ("half", 0), 8: ("quarter", 0), 6: ("eighth", 1), 4: ("eighth", 0), 2: ("16th", 0),
}  # fmt: skip
_STRAIGHT, _TRIPLET, _SIXTHS = (0, 3, 6, 9, 12), (0, 4, 8, 12), (0, 2, 4, 6, 8, 10, 12)
_SWUNG = 8
_LEAST_SWUNG_BEATS = 4
# Where a half note on the second beat is read at a glance.
_SYNCOPATED = ("4/4", "2/2")
# Half bars and the like, in ticks: places that a value crosses only from the bar's start.
_MIDDLES = {"4/4": (24,), "2/2": (24,), "5/4": (36,), "12/8": (36,)}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One written note or rest; ``start`` and ``ticks`` count from its bar's beginning.

    ``tuplet`` is ``start``, ``inside`` or ``stop`` within three in the time of two.
    """

    start: int
    ticks: int
    value: str
    dots: int
    pitch: int | None
    tied_from: bool = False
    tied_to: bool = False
    tuplet: str | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one pitch, or of silence, inside one bar."""

    start: int
    stop: int
    pitch: int | None
    tied_from: bool
    tied_to: bool


def write_bars(
    melody: Sequence[Note], meter: Meter, bars: int
) -> tuple[tuple[tuple[Symbol, ...], ...], bool]:
    """The written bars of a monophonic melody, and whether it is to be played swung."""
    sounding = [(to_ticks(n.start_beats), to_ticks(n.end_beats), n.pitch) for n in melody]
    swings = not _is_odd(meter) and _swings(sounding)
    total = bars * meter.bar_ticks
    edges = _written_edges(sounding, meter, total, swings=swings)
    spans: list[list[_Span]] = [[] for _ in range(bars)]
    last = 0
    for start, stop, pitch in sounding:
        first, end = edges[start], min(total, edges[stop])
        if end <= first or first < last:
            continue
        _lay(spans, last, first, None, meter.bar_ticks)
        _lay(spans, first, end, pitch, meter.bar_ticks)
        last = end
    _lay(spans, last, total, None, meter.bar_ticks)
    return tuple(_write_bar(bar, meter) for bar in spans), swings


def group_starts(meter: Meter) -> tuple[int, ...]:
    """Where the beats that beams follow begin in a bar, in ticks."""
    if meter.name == "7/8":
        return (0, 12, 24)
    return tuple(range(0, meter.bar_ticks, round(meter.pulse_beats * TICKS_PER_BEAT)))


def _swings(sounding: Sequence[tuple[int, int, int]]) -> bool:
    """Whether offbeats fall on the last third far more often than on the half."""
    by_beat: dict[int, set[int]] = {}
    for start, _, _ in sounding:
        by_beat.setdefault(start // TICKS_PER_BEAT, set()).add(start % TICKS_PER_BEAT)
    kinds = Counter(frozenset(offsets - {0}) for offsets in by_beat.values())
    long_short = kinds[frozenset({_SWUNG})]
    return long_short >= _LEAST_SWUNG_BEATS and long_short > 3 * kinds[frozenset({6})]


def _written_edges(
    sounding: Sequence[tuple[int, int, int]], meter: Meter, total: int, *, swings: bool
) -> dict[int, int]:
    """Where each beginning and end is written: the plainest grid that its beat allows."""
    ticks = sorted({tick for start, stop, _ in sounding for tick in (start, stop)})
    if _is_odd(meter):
        return {tick: min(total, 3 * round(tick / 3)) for tick in ticks}
    by_beat: dict[int, set[int]] = {}
    for tick in ticks:
        by_beat.setdefault(tick // TICKS_PER_BEAT, set()).add(tick % TICKS_PER_BEAT)
    edges: dict[int, int] = {}
    for beat, offsets in by_beat.items():
        grid = _grid_for(offsets)
        for offset in offsets:
            near = min(grid, key=lambda place: abs(place - offset))
            if swings and near == _SWUNG and not offsets & {4, 6}:
                near = 6
            edges[beat * TICKS_PER_BEAT + offset] = min(total, beat * TICKS_PER_BEAT + near)
    return edges


def _grid_for(offsets: set[int]) -> tuple[int, ...]:
    def strain(grid: tuple[int, ...]) -> float:
        places = [min(grid, key=lambda place: abs(place - offset)) for offset in offsets]
        moved = sum(abs(p - o) for p, o in zip(places, offsets, strict=True))
        merged = len(places) - len(set(places))
        return moved + 4 * merged + (0.5 if grid is _SIXTHS else 0)

    return min((_STRAIGHT, _TRIPLET, _SIXTHS), key=strain)


def _lay(bars: list[list[_Span]], start: int, stop: int, pitch: int | None, bar_ticks: int) -> None:
    """Put a stretch into its bars, tied over bar lines if it sounds."""
    at = start
    while at < stop:
        bar = at // bar_ticks
        end = min(stop, (bar + 1) * bar_ticks)
        base = bar * bar_ticks
        sounds = pitch is not None
        span = _Span(at - base, end - base, pitch, sounds and at > start, sounds and end < stop)
        bars[bar].append(span)
        at = end


def _write_bar(spans: list[_Span], meter: Meter) -> tuple[Symbol, ...]:
    if len(spans) == 1 and spans[0].pitch is None:
        return (Symbol(0, meter.bar_ticks, "whole", 0, None),)
    triplets = () if _is_odd(meter) else _triplet_stretches(spans, meter)
    symbols: list[Symbol] = []
    for span in spans:
        for piece in _cut(span, [edge for stretch in triplets for edge in stretch]):
            inside = next((t for t in triplets if t[0] <= piece.start < t[1]), None)
            if inside is None:
                symbols += _written(piece, meter)
            else:
                symbols += _written_in_three(piece)
    return tuple(_bracketed(symbols, triplets))


def _triplet_stretches(spans: list[_Span], meter: Meter) -> list[tuple[int, int]]:
    """The stretches of a bar that are written three in the time of two."""
    edges = {span.start for span in spans} | {span.stop for span in spans}
    stretches: list[tuple[int, int]] = []
    start = 0
    while start < meter.bar_ticks:
        wide = {edge - start for edge in edges if start < edge < start + 24}
        if start % 24 == 0 and wide == {8, 16} and start + 24 <= meter.bar_ticks:
            stretches.append((start, start + 24))
            start += 24
            continue
        if any(start < edge < start + 12 and edge % 3 for edge in edges):
            stretches.append((start, start + 12))
        start += 12
    return stretches


def _cut(span: _Span, places: Sequence[int]) -> list[_Span]:
    """A span cut at some places, the pieces of a sounding one tied together."""
    stops = [p for p in sorted(set(places)) if span.start < p < span.stop] + [span.stop]
    pieces: list[_Span] = []
    start = span.start
    for stop in stops:
        sounds = span.pitch is not None
        pieces.append(
            _Span(
                start,
                stop,
                span.pitch,
                span.tied_from if start == span.start else sounds,
                span.tied_to if stop == span.stop else sounds,
            )
        )
        start = stop
    return pieces


def _written_in_three(span: _Span) -> list[Symbol]:
    symbols: list[Symbol] = []
    ticks = span.stop - span.start
    if ticks == TICKS_PER_BEAT:
        ticks_left = [8, 4]
    elif ticks in TRIPLET_VALUES:
        ticks_left = [ticks]
    else:
        ticks_left = [8, 2] if ticks == 10 else [ticks // 2 * 2]
    stops = [span.start + sum(ticks_left[: i + 1]) for i in range(len(ticks_left))]
    for piece in _cut(span, stops):
        value, dots = TRIPLET_VALUES[piece.stop - piece.start]
        symbols.append(_symbol(piece, value, dots, tuplet="inside"))
    return symbols


def _bracketed(symbols: list[Symbol], stretches: Sequence[tuple[int, int]]) -> list[Symbol]:
    for start, stop in stretches:
        inside = [i for i, s in enumerate(symbols) if s.tuplet and start <= s.start < stop]
        symbols[inside[0]] = replace(symbols[inside[0]], tuplet="start")
        symbols[inside[-1]] = replace(symbols[inside[-1]], tuplet="stop")
    return symbols


def _written(span: _Span, meter: Meter) -> list[Symbol]:
    """A span in plain values, cut at the strongest places that it may not cross."""
    ticks = span.stop - span.start
    if ticks in VALUES and _may_stand(span, meter):
        value, dots = VALUES[ticks]
        return [_symbol(span, value, dots)]
    inner = range(span.start + 3, span.stop, 3)
    place = min(inner, key=lambda tick: (_level(tick, meter), -tick))
    first, second = _cut(span, [place])
    return _written(first, meter) + _written(second, meter)


def _may_stand(span: _Span, meter: Meter) -> bool:
    """Whether a value at this place leaves the metre readable."""
    ticks, start = span.stop - span.start, _level(span.start, meter)
    crossed = min((_level(t, meter) for t in range(span.start + 3, span.stop, 3)), default=9)
    if _is_odd(meter) and crossed <= 2 and _level(span.stop, meter) > 2:
        return False
    if span.pitch is None:
        # A rest is plain and begins where its own length does.
        fits = ticks in (3, 6, 12, 24) and span.start % ticks == 0 and start <= crossed
        return fits or (_is_odd(meter) and ticks in (18, 36) and start <= min(2, crossed))
    if start <= crossed:
        return True
    if _is_odd(meter) or start - crossed > 1 or _level(span.stop, meter) > start:
        return False
    return crossed > 1 or (ticks == 24 and meter.name in _SYNCOPATED)


def _level(tick: int, meter: Meter) -> int:
    """How weak a place is: 0 the bar line, 1 its middle, 2 a beat, 3 half a beat, 4 less."""
    at = tick % meter.bar_ticks
    if at == 0:
        return 0
    if at in _MIDDLES.get(meter.name, ()):
        return 1
    groups = group_starts(meter)
    if at in groups:
        return 2
    inside = at - groups[bisect_right(groups, at) - 1]
    return 3 if inside % 6 == 0 else 4


def _is_odd(meter: Meter) -> bool:
    """Compound and 7/8 bars, whose beats are not halved."""
    return meter.is_compound or meter.name == "7/8"


def _symbol(span: _Span, value: str, dots: int, tuplet: str | None = None) -> Symbol:
    return Symbol(
        start=span.start,
        ticks=span.stop - span.start,
        value=value,
        dots=dots,
        pitch=span.pitch,
        tied_from=span.tied_from,
        tied_to=span.tied_to,
        tuplet=tuplet,
    )
