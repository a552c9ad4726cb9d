"""Autocompletion: genres, keys, presets and pieces, at most 25 that fit what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.discord import limits
from bot.discord.asked import of_interaction
from bot.discord.bot import Bot
from bot.discord.colours import sign
from music.genres import known_genres
from storage.errors import StorageError

Choice = app_commands.Choice[str]
_KEYS = tuple(
    f"{tonic} {mode}"
    for mode in ("major", "minor", "dorian", "mixolydian", "lydian", "phrygian")
    for tonic in ("C", "D", "E", "F", "G", "A", "B", "Bb", "Eb", "Ab", "F#", "C#")
)
_SHARES = ((70, 30), (50, 50), (85, 15))


def choices(rows: Iterable[tuple[str, str]]) -> list[Choice]:
    """(shown, value) as choices within Discord's limits; what is too long to be chosen is left."""
    fitting = [
        Choice(name=limits.shortened(name, limits.CHOICE_TEXT), value=value)
        for name, value in rows
        if name and len(value) <= limits.CHOICE_TEXT
    ]
    return fitting[: limits.CHOICES]


def genres(typed: str) -> list[Choice]:
    """Genres by name."""
    known = [genre.name for genre in known_genres()]
    return choices((f"{sign(name)} {name}", name) for name in _fitting(known, typed))


def blends(typed: str) -> list[Choice]:
    """What is typed, its last word completed to a genre, and blends with it."""
    head, _, last = typed.rstrip().rpartition(" ")
    known = [genre.name for genre in known_genres()]
    fits = _fitting(known, last)
    rows = [(typed.strip(), typed.strip())]
    rows += [(whole, whole) for name in fits if (whole := f"{head} {name}".strip())]
    if not head:
        for one in fits[:3]:
            others = [name for name in known if name != one][:4]
            for other, (more, less) in zip(others, (*_SHARES, (60, 40)), strict=False):
                rows.append((f"{more}% {one} {less}% {other}",) * 2)
    return choices(dict.fromkeys(rows))


def keys(typed: str) -> list[Choice]:
    """Keys by name."""
    return choices((key, key) for key in _fitting(_KEYS, typed))


async def presets(bot: Bot, interaction: discord.Interaction[Any], typed: str) -> list[Choice]:
    """One's own presets; none while the memory can't be read."""
    who = of_interaction(interaction, message=None).who
    try:
        names = await bot.desk.library.preset_names(who)
    except StorageError:
        return []
    return choices((name, name) for name in _fitting(names, typed))


async def pieces(bot: Bot, interaction: discord.Interaction[Any], typed: str) -> list[Choice]:
    """One's own latest pieces by code and title."""
    who = of_interaction(interaction, message=None).who
    try:
        latest = await bot.desk.library.latest(who, limits.CHOICES)
    except StorageError:
        return []
    rows = [(f"{piece.code} · {piece.title}", piece.code) for piece in latest]
    wanted = typed.strip().lower()
    return choices(row for row in rows if wanted in row[0].lower())


def _fitting(names: Iterable[str], typed: str) -> list[str]:
    """Names with what is typed in them, those that begin with it first."""
    wanted = typed.strip().lower()
    fits = [name for name in names if wanted in name.lower()]
    return sorted(fits, key=lambda name: not name.lower().startswith(wanted))
