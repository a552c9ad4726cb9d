"""``fusebox chat``: a conversation in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def chat(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the pieces.")] = Path(
        "pieces"
    ),
    user: Annotated[
        str, typer.Option("--as", help="Who is chatting: each name has a memory of its own.")
    ] = "local",
) -> None:
    """Chat in the terminal: say what to compose, then change it. 'help' shows how."""
    from bot.app import App
    from bot.settings import load_settings
    from bot.terminal import Terminal
    from engine.delivery import check_folder

    check_folder(out)
    with App(load_settings()) as app:
        Terminal(app, out, Console(), user=user).run()
