"""From sounding time to written values: bars of notes and rests as an engraver sets them.

Works in ticks of the grid (12 a quarter). Values are split and tied so that the
strong places of the metre stay visible; beats in threes become triplets. One voice is a
row of strikes that don't overlap, each a note or a chord. It knows no pitch names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from music.leadsheet import Note
from music.meter import Meter
from music.quantising import is_odd, is_swung, written_edges
from music.units import TICKS_PER_BEAT, to_ticks

# Written values by ticks: MusicXML's name and dots.
VALUES: dict[int, tuple[str, int]] = {
    72: ("whole", 1), 48: ("whole", 0), 36: ("half", 1), 24: ("half", 0), 18: ("quarter", 1),
    12: ("quarter", 0), 9: ("eighth", 1), 6: ("eighth", 0), 3: ("16th", 0),
}  # fmt: skip
TRIPLET_VALUES: dict[int, tuple[str, int]] = {
    16: ("half", 0), 8: ("quarter", 0), 6: ("eighth", 1), 4: ("eighth", 0), 2: ("16th", 0),
}  # fmt: skip
# Where a half note on the second beat is read at a glance.
_SYNCOPATED = ("4/4", "2/2")
# Half bars and the like, in ticks: places that a value crosses only from the bar's start.
_MIDDLES = {"4/4": (24,), "2/2": (24,), "5/4": (36,), "12/8": (36,)}


@dataclass(frozen=True, slots=True)
class Strike:
    """Pitches that sound together, in ticks from the piece's beginning."""

    start: int
    stop: int
    pitches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One written note, chord or rest; ``start`` and ``ticks`` count from its bar's beginning.

    ``pitches`` rise, and are empty in a rest; ``tuplet`` is ``start``, ``inside`` or
    ``stop`` within three in the time of two.
    """

    start: int
    ticks: int
    value: str
    dots: int
    pitches: tuple[int, ...] = ()
    tied_from: bool = False
    tied_to: bool = False
    tuplet: str | None = None

    @property
    def pitch(self) -> int | None:
        """The highest pitch, None in a rest."""
        return self.pitches[-1] if self.pitches else None


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one sound, or of silence, inside one bar."""

    start: int
    stop: int
    pitches: tuple[int, ...]
    tied_from: bool
    tied_to: bool


def write_bars(
    melody: Sequence[Note], meter: Meter, bars: int
) -> tuple[tuple[tuple[Symbol, ...], ...], bool]:
    """The written bars of a monophonic melody, and whether it is to be played swung."""
    strikes = [Strike(to_ticks(n.start_beats), to_ticks(n.end_beats), (n.pitch,)) for n in melody]
    swings = is_swung((strike.start for strike in strikes), meter)
    return write_voice(strikes, meter, bars, swings=swings), swings


def write_voice(
    strikes: Iterable[Strike],
    meter: Meter,
    bars: int,
    *,
    swings: bool = False,
    opening: int = 0,
) -> tuple[tuple[Symbol, ...], ...]:
    """The written bars of one voice; a strike that begins before the last ends is left out.

    With ``swings``, offbeats on the last third of a beat are written as plain eighths. The
    first bar begins at its tick ``opening``, where it is a pickup's.
    """
    row = list(strikes)
    total = bars * meter.bar_ticks
    ticks = (tick for strike in row for tick in (strike.start, strike.stop))
    edges = written_edges(ticks, meter, total, swings=swings)
    spans: list[list[_Span]] = [[] for _ in range(bars)]
    last = opening
    for strike in row:
        first, end = edges[strike.start], min(total, edges[strike.stop])
        if end <= first or first < last:
            continue
        _lay(spans, last, first, (), meter.bar_ticks)
        _lay(spans, first, end, strike.pitches, meter.bar_ticks)
        last = end
    _lay(spans, last, total, (), meter.bar_ticks)
    return tuple(_write_bar(bar, meter) for bar in spans)


def group_starts(meter: Meter) -> tuple[int, ...]:
    """Where the beats that beams follow begin in a bar, in ticks."""
    if meter.name == "7/8":
        return (0, 12, 24)
    return tuple(range(0, meter.bar_ticks, round(meter.pulse_beats * TICKS_PER_BEAT)))


def _lay(
    bars: list[list[_Span]], start: int, stop: int, pitches: tuple[int, ...], bar_ticks: int
) -> None:
    """Put a stretch into its bars, tied over bar lines if it sounds."""
    at = start
    while at < stop:
        bar = at // bar_ticks
        end = min(stop, (bar + 1) * bar_ticks)
        base = bar * bar_ticks
        sounds = bool(pitches)
        span = _Span(at - base, end - base, pitches, sounds and at > start, sounds and end < stop)
        bars[bar].append(span)
        at = end


def _write_bar(spans: list[_Span], meter: Meter) -> tuple[Symbol, ...]:
    if len(spans) == 1 and not (spans[0].pitches or spans[0].start):
        return (Symbol(0, meter.bar_ticks, "whole", 0),)
    triplets = () if is_odd(meter) else _triplet_stretches(spans, meter)
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
        sounds = bool(span.pitches)
        pieces.append(
            _Span(
                start,
                stop,
                span.pitches,
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
    if is_odd(meter) and crossed <= 2 and _level(span.stop, meter) > 2:
        return False
    if not span.pitches:
        # A rest is plain and begins where its own length does.
        fits = ticks in (3, 6, 12, 24) and span.start % ticks == 0 and start <= crossed
        return fits or (is_odd(meter) and ticks in (18, 36) and start <= min(2, crossed))
    if start <= crossed:
        return True
    if is_odd(meter) or start - crossed > 1 or _level(span.stop, meter) > start:
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


def _symbol(span: _Span, value: str, dots: int, tuplet: str | None = None) -> Symbol:
    return Symbol(
        start=span.start,
        ticks=span.stop - span.start,
        value=value,
        dots=dots,
        pitches=span.pitches,
        tied_from=span.tied_from,
        tied_to=span.tied_to,
        tuplet=tuplet,
    )
