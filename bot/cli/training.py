"""``fusebox train``: from the built corpus to weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.errors import BadInput
from music.genres import GENRE_NAMES

if TYPE_CHECKING:
    from bot.settings import Settings

# Usual minutes on two cores; the stages after the networks are those of FINISHING.
_NETWORKS = {"chords": 6, "shared": 50, "phase1": 25, "phase2": 45}
_FINISHING = {"originality": 2, "judges": 8, "examples": 1, "acting": 2, "reference": 3}
_MINUTES = {**_NETWORKS, **_FINISHING}


def train(
    stages: Annotated[
        list[str] | None,
        typer.Argument(help=f"Stages to run, in order: {', '.join(_MINUTES)}. All if none."),
    ] = None,
    genre: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this genre in stages phase1 and carry; may be repeated. With --from or "
            "--forget: the name of a genre of your own."
        ),
    ] = None,
    tunes: Annotated[
        Path | None,
        typer.Option(
            "--from", help="Learn a genre of your own from this folder of MIDI, MusicXML or ABC."
        ),
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete the genre of your own that --genre names.")
    ] = False,
    cache: Annotated[
        Path | None, typer.Option(help="The folder of 'fusebox corpus build'.")
    ] = None,
    runs: Annotated[
        Path, typer.Option(help="Checkpoints, curves and TensorBoard logs; a stopped run resumes.")
    ] = Path("runs"),
    out: Annotated[
        Path | None, typer.Option(help="Where the weights go (default: the shipped ones).")
    ] = None,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Stages shared and phase2 go on from the weights there.")
    ] = False,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Epochs for each stage, instead of the usual.")
    ] = None,
) -> None:
    """Train the networks on the built corpus: about two and a half hours on two cores.

    A run that was stopped goes on where it was; delete its folder under RUNS to begin anew.

    Or train a genre of your own from a folder of tunes, in minutes:
    fusebox train --genre klezmer --from my-tunes
    """
    from bot.settings import load_settings

    console = Console(stderr=True)
    settings = load_settings()
    if tunes is not None or forget:
        _own(settings, stages, genre, tunes, epochs, forget=forget)
        return
    for name in genre or ():
        if name not in GENRE_NAMES:
            raise BadInput(
                f"no genre {name!r}; known: {', '.join(GENRE_NAMES)}. A genre of your own is "
                f'trained from its tunes: fusebox train --genre "{name}" --from FOLDER'
            )
    chosen = list(stages or _MINUTES)
    unknown = [stage for stage in chosen if stage not in (*_MINUTES, "carry")]
    if unknown:
        raise BadInput(f"no training stage {unknown[0]!r}; known: {', '.join(_MINUTES)}")
    minutes = sum(_MINUTES.get(stage, 2) for stage in chosen)
    console.print(f"{', '.join(chosen)}: about {minutes} minutes on two cores", style="dim")

    from bot.cli.training_finish import FINISHING
    from models import store
    from models.training.setup import Setup, default_epochs
    from models.training.stages import train as run_stages

    setup = Setup(
        cache_dir=cache or settings.cache_dir / "corpus",
        runs_dir=runs,
        weights_dir=out or settings.weights_dir or store.SHIPPED,
        slots={name: slot for slot, name in enumerate(GENRE_NAMES, start=1)},
        epochs=dict.fromkeys(_NETWORKS, epochs) if epochs else default_epochs(),
        go_on=go_on,
        say=lambda sentence: console.print(sentence, markup=False, highlight=False),
    )
    networks = [stage for stage in chosen if stage in (*_NETWORKS, "carry")]
    if networks:
        run_stages(setup, networks, genre or ())
    for stage, finish in FINISHING.items():
        if stage in chosen:
            console.print(stage, style="bold")
            finish(setup.cache_dir, setup.weights_dir, setup.say)


def _own(
    settings: Settings,
    stages: list[str] | None,
    genre: list[str] | None,
    tunes: Path | None,
    epochs: int | None,
    *,
    forget: bool,
) -> None:
    """A genre of one's own. Raises BadInput where the options don't fit together."""
    from bot.cli.own_training import forget_own, train_own

    if stages:
        raise BadInput(f"a genre of your own has no stages; leave {stages[0]!r} out")
    if genre is None or len(genre) != 1:
        raise BadInput("say which genre, once: --genre NAME")
    if forget and tunes is not None:
        raise BadInput("--from trains a genre and --forget deletes it; give one of the two")
    if tunes is None:
        forget_own(settings, genre[0])
    else:
        train_own(settings, genre[0], tunes, epochs=epochs)
