"""How much processor time this process and its children have used, whatever the clock says.

A busy machine makes everything late, but what a piece costs stays what it is. Linux only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.bench.memory import child_pids

PARTS = {"engine": "fusebox-engine", "renderers": "fusebox-render"}


def spent_seconds() -> dict[str, float]:
    """{part: seconds so far}: the bot's process, the engine, the renderers. Empty elsewhere."""
    if sys.platform != "linux":
        return {}
    own = os.times()
    parts = {"bot": own.user + own.system}
    for part, name in PARTS.items():
        parts[part] = sum(_seconds(process) for process in child_pids(name))
    return parts


def per_piece_ms(
    before: Mapping[str, float], after: Mapping[str, float], pieces: int
) -> dict[str, float]:
    """Milliseconds of processor time that each of ``pieces`` cost between two moments."""
    return {part: round(1000 * (after[part] - before[part]) / pieces, 1) for part in after}


def seconds_of_stat(stat: str, ticks_per_second: int) -> float:
    """User and system time from a ``/proc/PID/stat``, whose second field may hold anything."""
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / ticks_per_second


def _seconds(process: int) -> float:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0.0
    return seconds_of_stat(stat, os.sysconf("SC_CLK_TCK"))
