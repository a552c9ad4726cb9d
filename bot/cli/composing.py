"""``fusebox compose``: one sentence, or a file of them, to files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.errors import BadInput

if TYPE_CHECKING:
    from engine.composition import Composition
    from engine.delivery import Delivery


def compose(
    text: Annotated[
        str | None, typer.Argument(help='What to compose: "70% jazz 30% classical, slower".')
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the files.")] = Path(
        "pieces"
    ),
    seed: Annotated[
        int | None, typer.Option(help="The same seed and sentence give the same piece.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the piece's facts as JSON.")] = (
        False
    ),
    midi_only: Annotated[bool, typer.Option("--midi-only", help="No picture, no sound.")] = False,
    formats: Annotated[
        str,
        typer.Option(
            help="What to write, with commas: midi, musicxml, score, png, ogg, mp3, wav, sheet, "
            "pdf, score-pdf, stems, mp4, notes."
        ),
    ] = "midi,musicxml,png,ogg",
    max_mb: Annotated[
        float | None,
        typer.Option(min=0.1, help="No sound larger than this many MB: it is coded smaller."),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(help='One request a line: a sentence or {"name", "say", "seed"}.'),
    ] = None,
    loop: Annotated[bool, typer.Option("--loop", help="The end leads back to the start.")] = False,
    intro: Annotated[
        int, typer.Option(min=0, max=4, help="Bars that the band plays before the tune.")
    ] = 0,
    melody: Annotated[
        Path | None,
        typer.Option(help="Build on this tune of your own: a MIDI, MusicXML or ABC file."),
    ] = None,
    keep_melody: Annotated[
        bool, typer.Option("--keep-melody", help="Keep that tune note for note.")
    ] = False,
) -> None:
    """Compose a piece and write its MIDI, sound, picture and facts.

    Example: fusebox compose "70% jazz 30% classical, more adventurous" --seed 7 -o out
    """
    if (text is None) == (batch is None):
        raise BadInput("say what to compose, or give a file with --batch; one of the two")
    if batch is not None and (loop or intro):
        raise BadInput("--loop and --intro go with one sentence, not with --batch")
    if keep_melody and melody is None:
        raise BadInput("--keep-melody keeps the tune that --melody names; give both")
    if batch is not None and melody is not None:
        raise BadInput("--melody goes with one sentence, not with --batch")
    from bot.app import App
    from bot.cli.asking import requests_of
    from bot.cli.base_tune import on_base
    from bot.cli.batch import compose_batch
    from bot.settings import load_settings
    from engine.delivery import Delivery, check_folder, deliver_midi
    from engine.render.formats import read_formats

    wanted = read_formats(formats)
    max_bytes = None if max_mb is None else round(max_mb * 1e6)
    check_folder(out)
    console = Console(stderr=True)
    with App(load_settings()) as app:
        for sentence in app.troubles:
            console.print(sentence, style="yellow", markup=False, highlight=False)
        if batch is not None:
            compose_batch(
                app,
                batch,
                out,
                seed=seed,
                formats=() if midi_only else wanted,
                console=console,
            )
            return
        for asked in requests_of(text or "", seed):
            request = replace(asked, loop=loop or asked.loop, intro=intro or asked.intro)
            request = on_base(request, melody, keep=keep_melody)
            if melody is not None:
                told = f"on {melody.name}: {request.key}, {request.meter.name}"
                console.print(told, style="dim", markup=False, highlight=False)
            with console.status("warming up the networks") as status:
                composition = app.compose(request, lambda stage: status.update(stage)).result()
                if midi_only:
                    path = deliver_midi(composition, out / f"{composition.recipe}.mid")
                    delivery = Delivery((path,), ())
                else:
                    delivery = app.deliver(
                        composition,
                        out,
                        formats=wanted,
                        max_bytes=max_bytes,
                        progress=status.update,
                    )
            if text and text.strip().upper().startswith("FX-") and seed is None:
                _check_recipe(console, text, composition)
            _report(composition, delivery, as_json=as_json)


def _check_recipe(console: Console, code: str, composition: Composition) -> None:
    """Say so where a recipe was written by other weights than these."""
    from bot.conversation.wording_memory import other_version

    if code.strip().upper() != composition.recipe:
        console.print(other_version())


def _report(composition: Composition, delivery: Delivery, *, as_json: bool) -> None:
    from engine.delivery import caption_of

    if as_json:
        print(json.dumps(composition.to_json() | {"files": [str(p) for p in delivery.files]}))
    else:
        console = Console(highlight=False)
        console.print(composition.title, style="bold", markup=False)
        console.print(caption_of(composition), markup=False)
        for path in delivery.files:
            console.print(f"  {path}", style="dim", markup=False, soft_wrap=True)
    for trouble in delivery.troubles:
        Console(stderr=True).print(trouble, style="yellow", markup=False, highlight=False)
