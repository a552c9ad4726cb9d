"""What a renderer tells of its work; starts without any of its libraries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What was written: its length, who played it, and how loud it is before coding."""

    seconds: float
    synth: str
    loudness_lufs: float
    peak_dbtp: float
    size_bytes: int
