"""``fusebox backup``, ``fusebox restore`` and ``fusebox db``: the operator's commands."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(help="Look after what is remembered.", no_args_is_help=True)


def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write (default: a new one, by the time).")
    ] = None,
) -> None:
    """Copy everything that is remembered into one file, also while Fusebox runs.

    Sound and pictures are left out: they are made again from the pieces' recipes.
    """
    from storage.upkeep import back_up

    path = _path()
    stamp = time.strftime("%Y%m%d-%H%M%S")
    written = back_up(path, file or path.parent / "backups" / f"fusebox-{stamp}.db")
    _say(f"backed up to {written} ({written.stat().st_size / 1e6:.1f} MB)")


def restore(file: Annotated[Path, typer.Argument(help="A file that 'backup' wrote.")]) -> None:
    """Bring a backup back. What somebody had deleted since then stays deleted."""
    from storage.memory import Memory
    from storage.upkeep import restore as bring_back

    path = _path()
    again = bring_back(file, path, now=time.time())
    with Memory(path.parent) as memory:
        lost = memory.files.drop_lost()
    _say(f"restored from {file}; {again} deletions applied again, {lost} sounds to be made anew")


@app.command("check")
def check() -> None:
    """Say whether the memory is whole; exit status 1 where it is not."""
    from storage.upkeep import check as look

    path = _path()
    found = look(path)
    for sentence in found:
        _say(sentence)
    if found:
        raise typer.Exit(1)
    _say(f"{path}: all is well")


def _path() -> Path:
    from bot.settings import load_settings
    from storage.memory import FILE_NAME

    return load_settings().memory_dir / FILE_NAME


def _say(text: str) -> None:
    Console().print(text, markup=False, highlight=False, soft_wrap=True)
