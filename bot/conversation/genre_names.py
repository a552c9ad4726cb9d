"""Names for a user's own genres: which can be given, so that chat understands them.

A name must be plain, free, and read back as that genre in the sentences people say. The
last is tried out on a conversation of its own, because only the whole understanding knows
which words already mean something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.dialogue import Dialogue
from bot.conversation.lexicon import lexicon_of, plain_phrase
from bot.conversation.presets import is_command_word
from bot.conversation.vocabulary import pattern_words
from bot.conversation.words_english import FILLER, HESITATION, PROSE
from bot.errors import BadInput
from models.own_genres import LONGEST_NAME
from music.genres import GENRES, Genre

LENGTH = (2, LONGEST_NAME)
_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_ORDINARY = FILLER | HESITATION | PROSE
_TRIED = (
    "50% jazz 50% {name}",
    "{name}",
    "more {name}",
    "70/30 {name}/hymn",
    "mostly {name} with a touch of blues",
)


def check_genre_name(typed: str, others: Sequence[Genre] = ()) -> str:
    """The name as it is kept: lower case, single spaces.

    ``others`` are the user's own genres beside the one that is named. Raises BadInput in a
    sentence that says what is wrong and what to do.
    """
    name = " ".join(typed.split()).lower()
    low, high = LENGTH
    if (
        not low <= len(name) <= high
        or not _PLAIN.fullmatch(name)
        or not re.search(r"[^\W\d]", name)
    ):
        raise BadInput(
            f"{typed[:60]!r} can't be a genre's name: use {low} to {high} letters, digits and "
            "spaces"
        )
    found = lexicon_of(GENRES).longest(plain_phrase(name).split())
    if found is not None and found[1] == len(plain_phrase(name).split()):
        entry, _ = found
        if entry.kind == "genre":
            raise BadInput(_taken(name, str(entry.value)))
        if entry.kind != "foreign":
            raise BadInput(_unclear(name))
    for other in others:
        if plain_phrase(other.name) == plain_phrase(name) and other.name != name:
            raise BadInput(_taken(name, other.name))
    if _is_ordinary(name) or not _is_understood(name, others):
        raise BadInput(_unclear(name))
    return name


def _taken(name: str, genre: str) -> str:
    told = "comes with Fusebox" if name == genre else f"already means {genre} in chat"
    return f"{name!r} {told}; give your genre another name"


def _unclear(name: str) -> str:
    return f"{name!r} would be misunderstood in chat; give your genre another name"


def _is_ordinary(name: str) -> bool:
    """Whether people say these words of other things, or they already change the music."""
    words = set(plain_phrase(name).split())
    if is_command_word(name) or words <= _ORDINARY | pattern_words():
        return True
    dialogue = Dialogue(genres=GENRES, new_seed=lambda: 1)
    before = dialogue.say("50% hymn 50% game").request
    reading = dialogue.say(name)
    return reading.request != before and not reading.ignored


def _is_understood(name: str, others: Sequence[Genre]) -> bool:
    """Whether all the usual sentences read the name as this genre."""
    row = Genre(name, (), 100, "4/4", "major", "#808080", "")
    dialogue = Dialogue(genres=(*GENRES, *others, row), new_seed=lambda: 1)
    for sentence in _TRIED:
        reading = dialogue.say(sentence.format(name=name))
        if reading.error is not None or reading.request is None:
            return False
        if name not in reading.request.weights or reading.ignored:
            return False
    return True
