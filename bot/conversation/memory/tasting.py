"""Orders about the learned taste: shown, corrected, frozen, forgotten; a place's too."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import wording as words
from bot.conversation import wording_taste as wording
from bot.conversation.memory.here import Here
from bot.conversation.memory.signs import point_of
from bot.conversation.memory.stored import own_opinions, place_opinions, titles
from bot.conversation.reading import Reading
from bot.conversation.request_words import weights_line
from bot.taste.model import learn
from music.genres import known_genres


def taste(here: Here, said: Mapping[str, str]) -> Reading:
    """What was learned of the asker, and from what."""
    opinions, liked = own_opinions(here.memory, here.user, here.genres)
    point = learn(liked, here.genres).favourite() if liked else None
    because = titles(opinions, liked, point)[:3] if point else []
    frozen = here.memory.opinions.is_frozen(here.user)
    return here.told("taste", *wording.taste(point, because, whose="your", frozen=frozen))


def place_taste(here: Here, said: Mapping[str, str]) -> Reading:
    """What people here like; no piece and nobody is named."""
    _, liked = place_opinions(here.memory, here.place, here.genres)
    point = learn(liked, here.genres).favourite() if liked else None
    return here.told("taste", *wording.taste(point, (), whose="this place's", frozen=False))


def tell_taste(here: Here, said: Mapping[str, str]) -> Reading:
    """Replace what the user said outright of their taste."""
    reading = here.understand(said["text"])
    genres = {genre.name: genre for genre in known_genres()}
    request = reading.request
    point = request and point_of(request.to_json(), genres)
    if reading.error is not None or request is None or point is None:
        return here.failed("taste", reading.error or words.hint(False))
    here.memory.opinions.tell(here.user, {"points": [point.to_json()]})
    blend = weights_line(request.weights)
    return here.told("taste", wording.taste_told(blend, request.temperature))


def freeze(here: Here, said: Mapping[str, str]) -> Reading:
    """Learn nothing more."""
    here.memory.opinions.freeze(here.user, True)
    return here.told("taste", wording.taste_frozen())


def thaw(here: Here, said: Mapping[str, str]) -> Reading:
    """Learn again."""
    here.memory.opinions.freeze(here.user, False)
    return here.told("taste", wording.taste_thawed())


def forget_taste(here: Here, said: Mapping[str, str]) -> Reading:
    """Forget all that was learned and told."""
    return here.told("taste", wording.taste_forgotten(here.memory.opinions.forget(here.user)))
