"""The commands: a module a group, each with ``register(tree, bot)``. A new group is a row here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord import app_commands

from bot.discord.bot import Bot
from bot.discord.commands import (
    community,
    composing,
    genres,
    helping,
    listening,
    menus,
    operating,
    presets,
    remembered,
    settings,
)

Register = Callable[[app_commands.CommandTree[Any], Bot], None]
GROUPS: tuple[Register, ...] = (
    composing.register, menus.register, helping.register, genres.register, presets.register,
    remembered.register, community.register, operating.register, settings.register,
    listening.register,
)  # fmt: skip


def register(tree: app_commands.CommandTree[Any], bot: Bot) -> None:
    """Add every command to a tree."""
    for add in GROUPS:
        add(tree, bot)
