"""One finding about this machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding: ``advice`` is the one command that improves it, empty where none would."""

    name: str
    is_good: bool
    finding: str
    advice: str = ""
