"""The dialogue's presets, preferences and taste, kept by the storage.

Each belongs to one user, and through the storage sees nothing of others but what they
shared in this place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np

from bot.conversation.learned import Suggestion
from bot.conversation.preferences import Usual
from bot.conversation.presets import TooManyPresets
from bot.conversation.request import ResolvedRequest
from bot.taste.features import Point
from bot.taste.model import Liked, learn, reasons
from engine.errors import EngineError
from music.errors import MusicError
from storage.errors import LimitReached
from storage.memory import Memory
from storage.opinions import Opinion
from storage.presets import Preset

# Opinions, recent ones counted whole, before a taste may speak.
_ENOUGH_FOR_BLEND = 3.0
_ENOUGH_FOR_REST = 6.0
_ENOUGH_OF_PLACE = 8.0


class StoredPresets:
    """One's own presets, and below them those that others share in this place."""

    def __init__(self, memory: Memory, user: int, place: int) -> None:
        self._memory, self._user, self._place = memory, user, place

    def names(self) -> Sequence[str]:
        return [one.name for one in self._memory.presets.all(self._user)]

    def find(self, name: str) -> ResolvedRequest | None:
        own = self._memory.presets.find(self._user, name)
        if own is not None:
            return request_of(own)
        shared = self._memory.presets.shared(self._place, name=name, limit=1)
        return request_of(shared[0]) if shared else None

    def save(self, name: str, request: ResolvedRequest) -> None:
        try:
            self._memory.presets.save(self._user, name, request.to_record())
        except LimitReached as error:
            raise TooManyPresets from error

    def delete(self, name: str) -> bool:
        return self._memory.presets.delete(self._user, name)


def request_of(preset: Preset) -> ResolvedRequest | None:
    """The request of a preset under its name; None where this version can't read it."""
    with suppress(KeyError, ValueError, TypeError, MusicError, EngineError):
        return ResolvedRequest.from_json({**preset.request, "preset": preset.name})
    return None


class StoredPreferences:
    """One user's usual values."""

    def __init__(self, memory: Memory, user: int) -> None:
        self._memory, self._user = memory, user

    def usual(self) -> Usual:
        with suppress(TypeError):
            return Usual.from_json(self._memory.preferences.get(self._user))
        return Usual()

    def remember(self, usual: Usual) -> None:
        self._memory.preferences.set(self._user, usual.to_json())


class StoredTaste:
    """One user's learned taste, and below it that of their place."""

    def __init__(
        self,
        memory: Memory,
        user: int,
        place: int,
        genres: Sequence[str],
        rng: np.random.Generator,
    ) -> None:
        self._memory, self._user, self._place = memory, user, place
        self._genres, self._rng = tuple(genres), rng
        self.offered: Suggestion | None = None

    def suggest(self, *, surprising: bool) -> Suggestion | None:
        self.offered = self._suggestion(surprising=surprising)
        return self.offered

    def _suggestion(self, *, surprising: bool) -> Suggestion | None:
        opinions, liked = own_opinions(self._memory, self._user, self._genres)
        taste = learn(liked, self._genres)
        if surprising:
            point = taste.drawn(self._rng)
            because = _because(opinions, liked, point)
            return Suggestion(point.weights, point.adventure, point.pace, because, "surprise")
        if taste.weight_of_evidence >= _ENOUGH_FOR_BLEND:
            point = taste.favourite()
            because = _because(opinions, liked, point)
            if taste.weight_of_evidence < _ENOUGH_FOR_REST:
                return Suggestion(point.weights, None, None, because)
            return Suggestion(point.weights, point.adventure, point.pace, because)
        set_here = self._set_here()
        if set_here is not None:
            return Suggestion(set_here, kind="usual_here")
        opinions, liked = place_opinions(self._memory, self._place, self._genres)
        taste = learn(liked, self._genres)
        if taste.weight_of_evidence < _ENOUGH_OF_PLACE:
            return None
        return Suggestion(taste.favourite().weights, kind="learned_here")

    def _set_here(self) -> Mapping[str, float] | None:
        """The blend that those who run the place have set, where all its genres are there."""
        weights = self._memory.settings.all(self._place).get("weights")
        return weights if weights and set(weights) <= set(self._genres) else None


def own_opinions(
    memory: Memory, user: int, genres: Sequence[str]
) -> tuple[list[Opinion | None], list[Liked]]:
    """A user's opinions, and as the model takes them; first what they said outright."""
    told = memory.opinions.told(user).get("points", ())
    said = [Liked(Point.from_json(point), 1.0, told=True) for point in told]
    known = memory.opinions.of_user(user)
    return [*[None] * len(said), *known], [*said, *_liked(known)]


def place_opinions(
    memory: Memory, place: int, genres: Sequence[str]
) -> tuple[list[Opinion | None], list[Liked]]:
    """The opinions that were shown in a place."""
    known = memory.opinions.of_place(place)
    return list(known), _liked(known)


def titles(opinions: Sequence[Opinion | None], liked: Sequence[Liked], point: Point) -> list[str]:
    """What speaks most for a point, each named once: a piece, or what was asked for."""
    named = []
    for index in reasons(liked, point, most=8):
        opinion = opinions[index]
        named.append(_name(liked[index].point, opinion))
    return list(dict.fromkeys(named))


def _because(
    opinions: Sequence[Opinion | None], liked: Sequence[Liked], point: Point
) -> tuple[str, ...]:
    return tuple(titles(opinions, liked, point)[:2])


def _name(point: Point, opinion: Opinion | None) -> str:
    if opinion is not None and opinion.title:
        return opinion.title
    shares = sorted(point.weights.items(), key=lambda pair: -pair[1])
    return " ".join(f"{share:.0%} {genre}" for genre, share in shares)


def _liked(opinions: Sequence[Opinion]) -> list[Liked]:
    return [Liked(Point.from_json(one.features), one.liking) for one in opinions]
