"""How much the local engine takes on, and how long it is patient."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of jobs, and seconds.

    at_once: jobs in the engine's process, whose melodies are written side by side; capacity:
    jobs that may be queued besides; deadline: from the asking, for those who name none;
    silence: without a sign of life before the process is taken for hung, ``start`` before
    its first; grace: between giving a running job up and the process letting go of it.
    """

    at_once: int = 8
    capacity: int = 256
    deadline: float = 300.0
    silence: float = 30.0
    start: float = 240.0
    grace: float = 30.0


@dataclass(slots=True)
class Backoff:
    """How long to wait before the next start, after deaths without a finished job between.

    The first restart is at once, then 1, 2, 4 ... seconds; after ``most`` deaths in a row
    the engine counts as broken for ``pause`` seconds.
    """

    most: int = 5
    pause: float = 60.0
    deaths: int = 0

    def died(self) -> float:
        """Count a death; seconds to wait before the next start."""
        self.deaths += 1
        return self.pause if self.is_broken else float(self.deaths > 1) * 2 ** (self.deaths - 2)

    def lived(self) -> None:
        """A job was finished: all is well again."""
        self.deaths = 0

    @property
    def is_broken(self) -> bool:
        return self.deaths >= self.most
