"""Who speaks where: what every order of the community is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.conversation.lexicon import Lexicon
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from storage.memory import Memory


@dataclass(frozen=True, slots=True)
class Here:
    """One user in one place, and what their conversation is about just now.

    ``piece`` is the code of the piece talked about, ``understand`` reads a wish as a new
    user's, ``folder`` is where things to hand over are written.
    """

    memory: Memory
    user: int
    place: int
    front: str
    request: ResolvedRequest | None
    piece: str | None
    lexicon: Lexicon
    genres: tuple[str, ...]
    rng: np.random.Generator
    folder: Path
    understand: Callable[[str], Reading]

    def told(self, intent: str, *notes: str) -> Reading:
        """An answer in words."""
        return Reading(intent, self.request, notes)

    def failed(self, intent: str, error: str) -> Reading:
        """An answer that says why not."""
        return Reading(intent, self.request, error=error)
