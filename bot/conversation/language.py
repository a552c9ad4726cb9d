"""In which language sentences are said: one table of sentences a language, by the English one.

English needs no table: a sentence is its own key. Examples in quotation marks stay English
in every language, because that is what is understood. What the depths say of a fault
(the engine, the memory, the file readers) is English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from bot.conversation.german import GERMAN

# By the first part of a locale: "de" also serves "de-AT".
TABLES: Mapping[str, Mapping[str, str]] = {"de": GERMAN}
_NONE: Mapping[str, str] = {}
_spoken: ContextVar[Mapping[str, str]] = ContextVar("spoken", default=_NONE)


def say(template: str, /, **values: object) -> str:
    """The sentence in the language that is spoken just now, its places filled.

    ``say("saved as {name}", name='"tea"') == 'saved as "tea"'``
    """
    return _spoken.get().get(template, template).format(**values)


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Speak a language for a while; English where there is no table for it."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    token = _spoken.set(TABLES.get(language, _NONE))
    try:
        yield
    finally:
        _spoken.reset(token)
