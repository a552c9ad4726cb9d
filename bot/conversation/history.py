"""The requests of a conversation, undoable and redoable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from bot.conversation.request import ResolvedRequest
from engine.errors import EngineError
from music.errors import MusicError

_MOST_KEPT = 100


class History:
    """Requests in order with a place in them; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._done: list[ResolvedRequest] = []
        self._undone: list[ResolvedRequest] = []

    @property
    def present(self) -> ResolvedRequest | None:
        return self._done[-1] if self._done else None

    def all(self) -> tuple[ResolvedRequest, ...]:
        """What holds now and what was before it, oldest first."""
        return tuple(self._done)

    def push(self, request: ResolvedRequest) -> None:
        """A new present; what was undone is gone."""
        self._done.append(request)
        del self._done[:-_MOST_KEPT]
        self._undone.clear()

    def replace_present(self, request: ResolvedRequest) -> None:
        """The present under another description; nothing to undo."""
        if self._done:
            self._done[-1] = request
        else:
            self._done.append(request)

    def undo(self) -> bool:
        """The request before is present again; False where there is none."""
        if len(self._done) < 2:
            return False
        self._undone.append(self._done.pop())
        return True

    def redo(self) -> bool:
        """The request that was undone last is present again; False where there is none."""
        if not self._undone:
            return False
        self._done.append(self._undone.pop())
        return True

    def clear(self) -> None:
        """Nothing was ever said."""
        self._done.clear()
        self._undone.clear()

    def to_json(self) -> dict[str, Any]:
        """What a storage keeps."""
        return {
            "done": [request.to_record() for request in self._done],
            "undone": [request.to_record() for request in self._undone],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> History:
        """The inverse of ``to_json``; requests that this version can't read are left out."""
        history = cls()
        history._done = _readable(record.get("done", ()))
        history._undone = _readable(record.get("undone", ()))
        return history


def _readable(records: Iterable[Mapping[str, Any]]) -> list[ResolvedRequest]:
    found = []
    for record in records:
        with suppress(KeyError, ValueError, TypeError, MusicError, EngineError):
            found.append(ResolvedRequest.from_json(record))
    return found
