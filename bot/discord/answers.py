"""What is said to a message that asked for no piece: a table by intent, plain words otherwise."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.conversation.language import speaking
from bot.conversation.reading import Reading
from bot.conversation.wording import reply
from bot.discord.payload import Payload
from bot.discord.texts import text

# Answers about somebody's own things, which may speak of private pieces.
_PERSONAL = frozenset(
    {"history", "privacy", "show_prefs", "set_prefs", "list_presets", "taste", "piece"}
)

Answer = Callable[[Reading, str], Payload]
# Richer answers by intent; a module of commands adds its own rows when it is registered.
ANSWERS: dict[str, Answer] = {}


def is_personal(intent: str) -> bool:
    """Whether an answer is for its asker alone."""
    return intent in _PERSONAL


def reading_payload(reading: Reading, locale: str) -> Payload:
    """The answer to a reading; an error with what was noted before it."""
    with speaking(locale):
        return _payload(reading, locale)


def _payload(reading: Reading, locale: str) -> Payload:
    if reading.error is not None:
        said = "\n".join([*reading.notes, reading.error])
        return Payload(embed=discord.Embed(description=said, colour=discord.Colour.orange()))
    richer = ANSWERS.get(reading.intent)
    if richer is not None:
        return richer(reading, locale)
    said = reply(reading)
    return Payload(f"```\n{said}\n```" if "\n" in said else said or text("answer.done", locale))
