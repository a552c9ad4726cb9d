"""``fusebox run``: everything this machine can serve."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bot.cli.chatting import chat


def run() -> None:
    """Start Fusebox: the Discord bot when DISCORD_TOKEN is set, a chat here otherwise."""
    from bot.settings import load_settings

    console = Console(stderr=True)
    if load_settings().discord_token is not None:
        console.print(
            "DISCORD_TOKEN is set, but this version has no Discord bot yet: "
            "here is the chat in the terminal instead.",
            style="yellow",
        )
    else:
        console.print("No DISCORD_TOKEN is set: chatting here in the terminal.", style="dim")
    chat(Path("pieces"))
