"""Named requests, and where they are kept.

`PresetStore` is what a storage implements; `RememberedPresets` lasts as long as the
process. Names compare without case and are shown as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from bot.conversation.request import ResolvedRequest

NAME_LENGTH = (1, 40)
_NAME = re.compile(r"[^\W_][\w '\-]*", re.UNICODE)
_MOST_REMEMBERED = 200


class TooManyPresets(Exception):
    """One more preset than a store keeps for one user."""


class PresetStore(Protocol):
    """One user's presets."""

    def names(self) -> Sequence[str]:
        """All names, as they were typed."""
        ...

    def find(self, name: str) -> ResolvedRequest | None:
        """The request under a name, whatever its case."""
        ...

    def save(self, name: str, request: ResolvedRequest) -> None:
        """Keep a request under a name, replacing one of the same name.

        Raises TooManyPresets where the store is full.
        """
        ...

    def delete(self, name: str) -> bool:
        """Forget a preset; False where there was none."""
        ...


class RememberedPresets:
    """Presets in memory; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, ResolvedRequest]] = {}

    def names(self) -> Sequence[str]:
        return [name for name, _ in self._kept.values()]

    def find(self, name: str) -> ResolvedRequest | None:
        kept = self._kept.get(name.casefold())
        return kept[1] if kept else None

    def save(self, name: str, request: ResolvedRequest) -> None:
        self._kept[name.casefold()] = (name, request)
        if len(self._kept) > _MOST_REMEMBERED:
            self._kept.pop(next(iter(self._kept)))

    def delete(self, name: str) -> bool:
        return self._kept.pop(name.casefold(), None) is not None


def is_well_formed(name: str) -> bool:
    """1 to 40 letters, digits, blanks and ``-_'``."""
    low, high = NAME_LENGTH
    return low <= len(name) <= high and _NAME.fullmatch(name) is not None


_COMMAND_TEXT = """
again another reroll undo redo help genres history privacy presets preferences settings reset
save use delete more less slower faster longer shorter safer wilder repeat next one more
"""
_COMMAND_WORDS = frozenset(_COMMAND_TEXT.split())


def is_command_word(name: str) -> bool:
    """Whether a name is a word that the chat itself uses."""
    return name.casefold() in _COMMAND_WORDS or name.casefold() == "one more"
