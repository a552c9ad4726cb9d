"""Who has to wait, and how long that is in words."""

from __future__ import annotations

import math

from bot.discord.asked import Asked
from bot.discord.bot import Bot
from bot.discord.place_settings import PlaceSettings
from bot.discord.texts import text


def must_wait(bot: Bot, asked: Asked, settings: PlaceSettings, pieces: int) -> str | None:
    """Count pieces that somebody asks for; the sentence for who asked for too many, else None."""
    if pieces == 0:
        return None
    who = asked.who
    waits = bot.quotas.take(who.user, who.place, pieces, per_user=settings.per_user)
    if waits is None:
        return None
    kind, seconds = waits
    wait = seconds_in_words(seconds, asked.locale)
    return text(f"limit.{kind}", asked.locale, wait=wait)


def seconds_in_words(seconds: float, locale: str) -> str:
    """``40 seconds`` or ``3 minutes``, rounded up so that nobody comes too early."""
    if seconds <= 90:
        return text("time.seconds", locale, count=max(1, math.ceil(seconds)))
    return text("time.minutes", locale, count=math.ceil(seconds / 60))
