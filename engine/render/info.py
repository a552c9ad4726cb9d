"""What a renderer tells of its work; starts without any of its libraries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What was written: its length, who played it, and how loud it is before coding.

    ``levels_db`` has each player's level in the mix, in the file's order of tracks;
    ``troubles`` a sentence for every format that could not be written.
    """

    seconds: float
    synth: str
    loudness_lufs: float
    peak_dbtp: float
    size_bytes: int
    levels_db: tuple[float, ...] = ()
    files: tuple[Path, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The files that a job made, a sentence for each that it could not, and how it sounds."""

    files: tuple[Path, ...] = ()
    troubles: tuple[str, ...] = ()
    audio: AudioInfo | None = None
