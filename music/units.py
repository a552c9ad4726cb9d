"""Time: beats inside, ticks for the networks and files, seconds at the edges.

A beat is always a quarter note. The grid has 12 ticks a beat, so that
sixteenths (3), triplets (4) and swing (8 + 4) are all exact.
"""

TICKS_PER_BEAT = 12


def to_ticks(beats: float) -> int:
    """The nearest grid tick: ``to_ticks(0.5) == 6``."""
    return round(beats * TICKS_PER_BEAT)


def to_beats(ticks: int) -> float:
    """Beats of a tick count: ``to_beats(6) == 0.5``."""
    return ticks / TICKS_PER_BEAT


def snap(beats: float) -> float:
    """Beats moved to the grid: ``snap(0.34) == 1/3``."""
    return to_beats(to_ticks(beats))


def beats_to_seconds(beats: float, quarter_bpm: float) -> float:
    """Seconds of a stretch at so many quarters a minute."""
    return beats * 60.0 / quarter_bpm
