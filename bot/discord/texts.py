"""Every sentence of the Discord front end by its key, in the reader's language.

One table a language (``translations/``); English is complete, and a key that another language
lacks is said in English. What the conversation itself answers has tables of its own
(``bot/conversation/german.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands

from bot.discord.translations import (
    english,
    english_commands,
    english_memory,
    german,
    german_commands,
    german_memory,
)

ENGLISH: Mapping[str, str] = {
    **english.SENTENCES, **english_commands.SENTENCES, **english_memory.SENTENCES,
}  # fmt: skip
GERMAN: Mapping[str, str] = {
    **german.SENTENCES, **german_commands.SENTENCES, **german_memory.SENTENCES,
}  # fmt: skip
_TABLES: Mapping[str, Mapping[str, str]] = {"de": GERMAN}


def text(key: str, locale: str, **words: object) -> str:
    """The sentence under a key; ``words`` fill its places. Raises KeyError for an unknown key."""
    table = _TABLES.get(locale, ENGLISH)
    return table.get(key, ENGLISH[key]).format(**words)


def named(key: str) -> app_commands.locale_str:
    """A command's or option's name or description, which Discord shows in the reader's language."""
    return app_commands.locale_str(ENGLISH[key], key=key)


class Translations(app_commands.Translator):
    """Names and descriptions of commands, from the same tables."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words in a language, or None where it has none of its own."""
        key = string.extras.get("key")
        return None if key is None else _TABLES.get(locale.value, {}).get(key)
