"""From what a user does to opinions: which sign is given when, and of which piece."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from bot.conversation.learned import Suggestion
from bot.conversation.memory.signs import SIGNS, point_of
from bot.conversation.reading import Reading
from bot.conversation.request import ResolvedRequest
from music.genres import Genre
from storage.errors import NotFound
from storage.memory import Memory
from storage.piece import Piece


def key_of(request: ResolvedRequest) -> str:
    """A short name for what a request composes; a preset's name makes no difference."""
    text = json.dumps(request.composition().to_json(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Learner:
    """Watches one user's readings and pieces. What the bot chose itself teaches nothing."""

    def __init__(self, memory: Memory, user: int, place: int, genres: Sequence[Genre]) -> None:
        self._memory, self._user, self._place = memory, user, place
        self._genres = {genre.name: genre for genre in genres}
        self._pending: tuple[str, float, ResolvedRequest] | None = None

    def said(
        self,
        reading: Reading,
        before: ResolvedRequest | None,
        offered: Suggestion | None,
        code: str | None = None,
    ) -> None:
        """Take the signs of a message; ``code`` names the piece of the request before."""
        sign = SIGNS.get(reading.intent)
        if sign is None:
            return
        after = reading.request
        self._pending = None
        if sign.after is not None and after is not None and not _is(after, offered):
            if reading.intent == "edit" and not self._moved(before, after):
                return
            self._pending = (sign.kind, sign.after, after)
        if sign.before is not None and before is not None:
            self._note(sign.kind, sign.before, before, self._number(code))

    def came_of_it(self, piece: Piece) -> None:
        """A piece was made of the last message: what was asked for is liked a little."""
        if self._pending is not None:
            kind, liking, request = self._pending
            self._pending = None
            self._note(kind, liking, request, piece.id)

    def _note(self, kind: str, liking: float, request: ResolvedRequest, piece: int | None) -> None:
        point = point_of(request.to_json(), self._genres)
        if point is not None:
            self._memory.opinions.add(
                self._user, kind, liking, point.to_json(), place=self._place, piece=piece
            )

    def _moved(self, before: ResolvedRequest | None, after: ResolvedRequest) -> bool:
        """Whether an edit changed anything that a taste is about."""
        if before is None:
            return True
        return point_of(before.to_json(), self._genres) != point_of(after.to_json(), self._genres)

    def _number(self, code: str | None) -> int | None:
        if code is None:
            return None
        try:
            return self._memory.pieces.find(code, self._user, self._place).id
        except NotFound:
            return None


def _is(request: ResolvedRequest, offered: Suggestion | None) -> bool:
    return offered is not None and dict(request.weights) == dict(offered.weights)
