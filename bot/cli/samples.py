"""``fusebox samples``: the pieces that the documentation shows, made again from a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.errors import BadInput

# All samples together, so that a clone of the repository stays small.
MOST_BYTES = 3_000_000
_MOST_SOUND_BYTES = 420_000
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_INTRO = """# Samples

As Fusebox made them, nothing touched up. `fusebox samples` makes them again.

"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One row: the file's name, what is asked for, the seed, and whether it is heard."""

    name: str
    say: str
    seed: int
    has_sound: bool = True


SAMPLES: tuple[Sample, ...] = (
    Sample("jazz-classical", "70% jazz 30% classical, more adventurous", 7),
    Sample("celtic-game", "50% celtic 50% game, 16 bars", 4),
    Sample("ragtime-hymn", "60% ragtime 40% hymn", 3),
    Sample("classical-to-jazz", "start classical, end jazz, 24 bars", 9, has_sound=False),
)


def samples(
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the samples.")] = Path(
        "docs/samples"
    ),
) -> None:
    """Compose the documentation's samples again and bring their table up to date.

    Example: fusebox samples -o docs/samples
    """
    from bot.app import App
    from bot.cli.asking import requests_of
    from bot.settings import load_settings
    from engine.delivery import check_folder

    check_folder(out)
    console = Console(stderr=True)
    with App(load_settings()) as app:
        for sample in SAMPLES:
            with console.status(sample.name):
                composition = app.compose(requests_of(sample.say, sample.seed)[0]).result()
                delivery = app.deliver(
                    composition,
                    out,
                    stem=sample.name,
                    formats=("midi", "png", "score-pdf", *(("ogg",) if sample.has_sound else ())),
                    max_bytes=_MOST_SOUND_BYTES,
                )
            (out / f"{sample.name}.json").unlink(missing_ok=True)
            for trouble in delivery.troubles:
                console.print(trouble, style="yellow", markup=False, highlight=False)
    _write_table(out / "README.md")
    size = sum(path.stat().st_size for path in out.iterdir() if path.is_file())
    if size > MOST_BYTES:
        raise BadInput(f"the samples take {size:,} bytes, over {MOST_BYTES:,}; shorten one")
    console.print(f"{len(SAMPLES)} samples, {size / 1e6:.1f} MB, in {out}", highlight=False)


def _write_table(path: Path) -> None:
    """Put the table where one stands already, else after a short introduction."""
    from engine.render.files import write_atomically

    rows = ["| say | hear and read | notes |", "|---|---|---|", *map(_row, SAMPLES)]
    table = "\n".join(rows) + "\n"
    text = path.read_text(encoding="utf-8") if path.is_file() else _INTRO
    found = _TABLE.search(text)
    new = text + table if found is None else text[: found.start()] + table + text[found.end() :]
    write_atomically(path, new.encode())


def _row(sample: Sample) -> str:
    files = [("ogg", ".ogg")] if sample.has_sound else []
    files += [("mid", ".mid"), ("score", ".score.pdf")]
    links = " · ".join(f"[{word}]({sample.name}{ending})" for word, ending in files)
    return f"| `{sample.say}` `--seed {sample.seed}` | {links} | ![roll]({sample.name}.png) |"
