"""A reading: what one message meant, as every front end gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.quoting import quoted
from bot.conversation.request import ResolvedRequest


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message meant; ``error`` is a sentence for a person, or None.

    ``wants`` is what only a front end can do about it: a row of `memory.wants`.
    """

    intent: str
    request: ResolvedRequest | None
    notes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    error: str | None = None
    wants: object | None = None

    @property
    def unexplained(self) -> tuple[str, ...]:
        """What was ignored and no note tells of: what a page shows beside the notes."""
        return tuple(
            word for word in self.ignored if not any(quoted(word) in note for note in self.notes)
        )

    def to_json(self) -> dict[str, Any]:
        """The contract's object, fields in its order."""
        return {
            "intent": self.intent,
            "request": None if self.request is None else self.request.to_json(),
            "notes": list(self.notes),
            "ignored": list(self.ignored),
            "error": self.error,
        }
