"""``fusebox doctor``: what works on this machine, and the one command that improves it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.installing import install_command
from engine.render.facts import Fact

if TYPE_CHECKING:
    from bot.settings import Settings


def doctor() -> None:
    """Say what works here: Python, weights, synth, soundfont, fonts, GPU, token.

    Exits with 1 where something that Fusebox can't do without is missing.
    """
    from bot.settings import load_settings
    from engine.render.doctor import synth_report

    settings = load_settings()
    rendering = synth_report(settings.soundfont)
    facts = [_python(), *_weights(settings), *rendering, _gpu(), _token(settings)]
    table = Table("", "what", "found", "to improve it", box=None, pad_edge=False)
    for fact in facts:
        mark = "[green]✓" if fact.is_good else "[yellow]–"
        table.add_row(mark, fact.name, escape(fact.finding), escape(fact.advice))
    Console().print(table)
    if not all(fact.is_good for fact in facts if fact.name in ("weights", "python")):
        raise typer.Exit(1)


def _python() -> Fact:
    version = ".".join(str(part) for part in sys.version_info[:3])
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Fact("python", ok, version, "" if ok else "use Python 3.11 to 3.13")


def _weights(settings: Settings) -> list[Fact]:
    from models import store
    from models.errors import WeightsError

    folder = settings.weights_dir or store.SHIPPED
    try:
        genres = store.stored_genres(folder)
        stems = [store.PHASE2, store.HARMONY]
        stems += [store.file_name(store.PHASE1, genre) for genre in genres]
        networks = [store.load_network(folder, stem) for stem in stems]
    except WeightsError as error:
        return [Fact("weights", False, str(error), "make setup")]
    size = sum((folder / f"{stem}.npz").stat().st_size for stem in stems) / 1e6
    if not genres:
        return [Fact("weights", False, f"no genres in {folder}", "make setup")]
    found = f"{len(networks)} networks, {size:.0f} MB, checksums right: {', '.join(genres)}"
    return [Fact("weights", True, found)]


def _gpu() -> Fact:
    """TensorFlow would take seconds to ask; the driver's own file answers at once."""
    here = Path("/proc/driver/nvidia/version").exists()
    if here:
        return Fact("gpu", True, "NVIDIA driver found", install_command("gpu"))
    return Fact("gpu", True, "none; a CPU is enough")


def _token(settings: Settings) -> Fact:
    if settings.discord_token is None:
        advice = "set DISCORD_TOKEN in .env to run the bot"
        return Fact("discord token", False, "none: 'fusebox run' serves the studio alone", advice)
    return Fact("discord token", True, "set")
