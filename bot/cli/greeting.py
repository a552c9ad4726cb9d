"""What ``fusebox run`` says when the studio is up, and whether it opens a browser."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.studio.server import StudioServer


def greet(settings: Settings, server: StudioServer) -> None:
    """Print the address and what is off; open it where somebody sits before a screen."""
    console = Console(stderr=True)
    shown = server.plan.url or server.address
    console.print(f"Fusebox studio: {shown}", style="bold", highlight=False, soft_wrap=True)
    if settings.discord_token is None:
        console.print("No DISCORD_TOKEN is set: the Discord bot is off.", style="dim")
    console.print("Ctrl-C ends.", style="dim")
    if server.plan.is_loopback and has_screen(settings):
        webbrowser.open(server.address)


def has_screen(settings: Settings) -> bool:
    """Whether a browser may be opened here for somebody who has not said no."""
    if not settings.studio_browser or settings.ci or settings.ssh_connection:
        return False
    if not sys.stdin.isatty():
        return False
    return sys.platform in ("win32", "darwin") or settings.display is not None
