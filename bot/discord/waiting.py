"""Lengths of time in words."""

from __future__ import annotations

import math

from bot.discord.texts import text


def seconds_in_words(seconds: float, locale: str) -> str:
    """``40 seconds`` or ``3 minutes``, rounded up so that nobody comes too early."""
    if seconds <= 90:
        return text("time.seconds", locale, count=max(1, math.ceil(seconds)))
    return text("time.minutes", locale, count=math.ceil(seconds / 60))
