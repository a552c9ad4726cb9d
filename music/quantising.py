"""From sounding time to the plainest grid: where each note is written to begin and end.

Works in ticks of the grid (12 a quarter), beat by beat: quarters of a beat, thirds or
sixths, whichever moves the notes least. It knows no note values.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from music.meter import Meter
from music.piece import Piece
from music.units import TICKS_PER_BEAT

_STRAIGHT, _TRIPLET, _SIXTHS = (0, 3, 6, 9, 12), (0, 4, 8, 12), (0, 2, 4, 6, 8, 10, 12)
_SWUNG = 8
_LEAST_SWUNG_BEATS = 4
# Offbeats later than this, in ticks, are heard as long and short.
_HEARD_SWUNG = 7.2


def is_odd(meter: Meter) -> bool:
    """Compound and 7/8 bars, whose beats are not halved."""
    return meter.is_compound or meter.name == "7/8"


def is_swung(starts: Iterable[int], meter: Meter) -> bool:
    """Whether offbeats fall on the last third far more often than on the half."""
    if is_odd(meter):
        return False
    by_beat: dict[int, set[int]] = {}
    for start in starts:
        by_beat.setdefault(start // TICKS_PER_BEAT, set()).add(start % TICKS_PER_BEAT)
    kinds = Counter(frozenset(offsets - {0}) for offsets in by_beat.values())
    long_short = kinds[frozenset({_SWUNG})]
    return long_short >= _LEAST_SWUNG_BEATS and long_short > 3 * kinds[frozenset({6})]


def is_played_swung(written: Piece, played: Piece) -> bool:
    """Whether eighths that are written even are played long and short."""
    if is_odd(written.meter):
        return False
    late = []
    for track, performed in zip(written.tracks, played.tracks, strict=False):
        offbeats = {round(n.start_beats, 3) for n in track.notes if n.start_beats % 1 == 0.5}
        starts = sorted(note.start_beats for note in performed.notes)
        for beat in offbeats:
            near = starts[bisect_left(starts, beat - 0.1) :][:1]
            late += [(start - beat + 0.5) * TICKS_PER_BEAT for start in near if start < beat + 0.3]
    return len(late) >= _LEAST_SWUNG_BEATS and sum(late) / len(late) >= _HEARD_SWUNG


def written_edges(
    ticks: Iterable[int], meter: Meter, total: int, *, swings: bool
) -> dict[int, int]:
    """Where each beginning and end is written: the plainest grid that its beat allows."""
    places = sorted(set(ticks))
    if is_odd(meter):
        return {tick: min(total, 3 * round(tick / 3)) for tick in places}
    by_beat: dict[int, set[int]] = {}
    for tick in places:
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
