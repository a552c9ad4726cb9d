"""How much memory this process and its children hold at most, in megabytes.

Linux keeps each process' peak; elsewhere the present size is all that can be asked for. Pages that
processes share are counted in each, so that the sum errs upwards.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


def peak_rss_mb(process: int) -> float:
    """The peak resident size of a process; 0 where it is gone."""
    if sys.platform != "linux":
        return _present_mb(process)
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return peak_of_status(status)


def peak_of_status(status: str) -> float:
    """``VmHWM:  2048 kB`` in a ``/proc/PID/status`` is 2.097 MB."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def child_pids(name: str) -> list[int]:
    """This process' children whose name starts with ``name`` (``fusebox-engine``)."""
    children = multiprocessing.active_children()
    return [child.pid for child in children if child.name.startswith(name) and child.pid]


def tree_mb() -> dict[str, float]:
    """{what: peak MB} of this process, the engine's and the renderers', and their sum."""
    parts = {
        "bot": peak_rss_mb(os.getpid()),
        "engine": _sum(child_pids("fusebox-engine")),
        "renderers": _sum(child_pids("fusebox-render")),
    }
    return {name: round(mb, 1) for name, mb in {**parts, "all": sum(parts.values())}.items()}


def _sum(processes: Iterable[int]) -> float:
    return sum(peak_rss_mb(process) for process in processes)


def _present_mb(process: int) -> float:
    asked = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return int(asked.stdout.strip() or 0) * 1024 / 1e6
