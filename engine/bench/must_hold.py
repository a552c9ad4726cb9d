"""What must hold of the figures, as rows of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """One row: what it is, the bound, and where the figure stands. ``at_least`` turns it round."""

    what: str
    bound: float
    unit: str
    figure: Callable[[Figures], float]
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target with its figure."""

    target: Target
    measured: float

    @property
    def is_met(self) -> bool:
        target = self.target
        return self.measured >= target.bound if target.at_least else self.measured <= target.bound

    def to_json(self) -> dict[str, Any]:
        target = self.target
        return {
            "what": target.what,
            "bound": target.bound,
            "at_least": target.at_least,
            "unit": target.unit,
            "measured": round(self.measured, 3),
            "met": self.is_met,
        }


TARGETS: tuple[Target, ...] = (
    Target("both phases / NumPy's products on one thread", 1.0, "×",
           lambda f: f["ratio_to_numpy_matmul"]),
    Target("textbook way / both phases", 1000, "×", lambda f: f["ratio_to_textbook"], True),
    Target("batched eager calls / both phases", 50, "×",
           lambda f: f["ratio_to_batched_eager"], True),
    Target("text to MIDI and piano roll", 1000, "ms", lambda f: f["text_to_roll_ms"]),
    Target("text to audio, 60 s of music", 4000, "ms", lambda f: f["text_to_audio_ms"]),
    Target("32 at once / 32 × one", 0.25, "×", lambda f: f["share_of_one_by_one"]),
    Target("event loop late, worst", 50, "ms", lambda f: f["loop"]["worst_ms"]),
    Target("acknowledgement, worst", 500, "ms", lambda f: f["loop"]["acknowledged_worst_ms"]),
)  # fmt: skip


def verdicts_of(figures: Figures) -> tuple[Verdict, ...]:
    """Every target with what was measured."""
    return tuple(Verdict(target, float(target.figure(figures))) for target in TARGETS)
