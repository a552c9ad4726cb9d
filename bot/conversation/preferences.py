"""What a user usually wants, and where that is kept.

`Preferences` is what a storage implements; `RememberedPreferences` lasts as long as
the process, for terminals and new users.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Usual:
    """A user's usual values; None where the genres and the defaults decide."""

    weights: Mapping[str, float] | None = None
    temperature: float | None = None
    bars: int | None = None
    tempo_bpm: int | None = None
    key: str | None = None
    meter: str | None = None
    instruments: tuple[str, ...] | None = None
    without: tuple[str, ...] | None = None
    count: int | None = None
    loop: bool | None = None
    intro: int | None = None
    pickup: bool | None = None
    formats: tuple[str, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Only what is set."""
        values = {name: value for name, value in asdict(self).items() if value is not None}
        return {n: list(v) if isinstance(v, tuple) else v for n, v in values.items()}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Usual:
        """The inverse of ``to_json``."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.items()
        }
        return cls(**values)


class Preferences(Protocol):
    """One user's preferences."""

    def usual(self) -> Usual:
        """What the user usually wants; an empty `Usual` for a new user."""
        ...

    def remember(self, usual: Usual) -> None:
        """Replace what is known."""
        ...


class RememberedPreferences:
    """Preferences in memory."""

    def __init__(self, usual: Usual | None = None) -> None:
        self._usual = usual or Usual()

    def usual(self) -> Usual:
        return self._usual

    def remember(self, usual: Usual) -> None:
        self._usual = usual
