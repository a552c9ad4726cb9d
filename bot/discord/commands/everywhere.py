"""Where commands are offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

T = TypeVar("T", bound=Callable[..., Any])

# The same for groups, which take it when they are made.
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)


def everywhere(command: T) -> T:
    """In servers, in direct messages, and wherever its user is who installed it for themselves."""
    offered = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    return app_commands.allowed_installs(guilds=True, users=True)(offered)
