"""Who has to wait, for a piece or for its files, and how long that is in words."""

from __future__ import annotations

import math

from bot.discord.asked import Asked
from bot.discord.bot import Bot
from bot.discord.errors import MustWait
from bot.discord.place_settings import PlaceSettings
from bot.discord.texts import text


def must_wait(bot: Bot, asked: Asked, settings: PlaceSettings, pieces: int) -> str | None:
    """Count pieces that somebody asks for; the sentence for who asked for too many, else None."""
    if pieces == 0:
        return None
    who = asked.who
    waits = bot.quotas.take(who.user, who.place, pieces, per_user=settings.per_user)
    return None if waits is None else _sentence(*waits, asked.locale)


async def files_of(bot: Bot, asked: Asked, code: str, wished: str) -> dict[str, bytes]:
    """A piece's files of a format by name; those that must be made again count.

    Raises MustWait, NotFound, and EngineError where they can't be made any more.
    """
    kept = await bot.desk.library.kept(asked.who, code, wished)
    if kept:
        return kept
    waits = bot.file_quotas.take(asked.who.user, asked.who.place)
    if waits is not None:
        raise MustWait(_sentence(*waits, asked.locale))
    return await bot.desk.library.files(asked.who, code, wished)


def _sentence(kind: str, seconds: float, locale: str) -> str:
    return text(f"limit.{kind}", locale, wait=seconds_in_words(seconds, locale))


def seconds_in_words(seconds: float, locale: str) -> str:
    """``40 seconds`` or ``3 minutes``, rounded up so that nobody comes too early."""
    if seconds <= 90:
        return text("time.seconds", locale, count=max(1, math.ceil(seconds)))
    return text("time.minutes", locale, count=math.ceil(seconds / 60))
