"""``fusebox train --genre NAME --from FOLDER``: a genre of one's own, trained or forgotten."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.errors import BadInput

if TYPE_CHECKING:
    from bot.settings import Settings
    from models.own_genres import OwnGenre
    from models.training.own_genre import OwnSetup

_SAMPLES, _SAMPLE_BARS = 5, 16


def train_own(settings: Settings, name: str, folder: Path, *, epochs: int | None) -> None:
    """Train a genre from a folder of tunes, sample it, and say honestly what came of it."""
    name = _free_name(settings, name)
    if not folder.is_dir():
        raise BadInput(f"{folder} is not a folder; say where the tunes lie: --from FOLDER")
    _check_writable(settings.genres_dir)
    with _native_messages_in(settings.cache_dir / "train.log") as screen:
        _train(settings, name, folder, epochs, Console(file=screen))


def _train(
    settings: Settings, name: str, folder: Path, epochs: int | None, console: Console
) -> None:
    console.print(
        "Ctrl-C stops the training and harms nothing; the same command goes on where it was.",
        style="dim",
    )
    from models.training.own_genre import train_own_genre

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, known: int) -> None:
            bar.update(task, completed=done, total=known)
            if done == known:  # Keras draws a bar of its own from here on
                bar.stop()

        setup = _setup(settings, console, epochs, show)
        genre = train_own_genre(setup, name, folder)
    genre = _sampled(settings, genre, folder, console)
    _report(console, genre)


@contextmanager
def _native_messages_in(log: Path) -> Iterator[TextIO]:
    """What native libraries print goes to a file; the stream given is the error output."""
    log.parent.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    screen = os.dup(2)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(target, 2)
    os.close(target)
    try:
        with os.fdopen(os.dup(screen), "w") as stream:
            yield stream
    finally:
        os.dup2(screen, 2)
        os.close(screen)


def forget_own(settings: Settings, name: str) -> None:
    """Delete a genre of one's own."""
    from models.own_genres import forget_own_genre

    plain = " ".join(name.split()).lower()
    forget_own_genre(settings.genres_dir, plain)
    Console(stderr=True).print(f"forgot {plain!r}", markup=False, highlight=False)


def _free_name(settings: Settings, typed: str) -> str:
    from bot.conversation.genre_names import check_genre_name
    from bot.own_genres import install_genres_of
    from music.genres import added_genres

    install_genres_of(settings)
    plain = " ".join(typed.split()).lower()
    return check_genre_name(typed, [row for row in added_genres() if row.name != plain])


def _setup(
    settings: Settings,
    console: Console,
    epochs: int | None,
    progress: Callable[[int, int], None],
) -> OwnSetup:
    from models import store
    from models.training.own_genre import OwnSetup

    setup = OwnSetup(
        weights_dir=settings.weights_dir or store.SHIPPED,
        genres_dir=settings.genres_dir,
        runs_dir=settings.cache_dir / "own-genres",
        say=lambda sentence: console.print(sentence, markup=False, highlight=False),
        progress=progress,
    )
    return replace(setup, epochs=epochs) if epochs else setup


def _sampled(settings: Settings, genre: OwnGenre, folder: Path, console: Console) -> OwnGenre:
    """Compose with the new genre alone and put on its card how much that quotes its tunes."""
    from bot.app import App
    from engine.errors import EngineError
    from engine.request import CompositionRequest
    from models.training.own_genre import recorded
    from models.training.own_quotes import longest_quote, quotes_between
    from models.training.own_tunes import read_tunes
    from music.key import Key
    from music.meter import Meter

    console.print(f"composing {_SAMPLES} pieces to see how much they quote")
    tunes = read_tunes(folder, genre.name)
    learnt = [sheet for tune in tunes.side("train") for sheet in tune.sheets]
    held_out = [sheet for tune in tunes.side("valid") for sheet in tune.sheets]
    row = genre.row
    key = Key("A", "minor") if row.mode == "minor" else Key("C")
    requests = [
        CompositionRequest({row.name: 1.0}, bars=_SAMPLE_BARS, tempo_bpm=row.tempo_bpm, key=key,
                           meter=Meter(row.meter), seed=seed)
        for seed in range(_SAMPLES)
    ]  # fmt: skip
    try:
        with App(settings) as app:
            pieces = [job.result() for job in [app.compose(request) for request in requests]]
    except EngineError as error:
        console.print(f"the genre is trained, but could not be tried out: {error}", style="yellow")
        return genre
    notes = [longest_quote(piece.tune.sheet, learnt).notes for piece in pieces]
    between = quotes_between(held_out, learnt)
    return recorded(genre, quotes={"notes": notes, "between_tunes": between})


def _report(console: Console, genre: OwnGenre) -> None:
    from models.own_card import card_lines
    from models.own_genres import CARD

    row = genre.row
    console.print(
        f"{row.name}: {row.tempo_bpm} beats a minute, {row.meter}, {row.mode}", style="bold"
    )
    for line in card_lines(genre.card):
        console.print(f"  {line}", markup=False, highlight=False)
    console.print(f"  its card: {genre.folder / CARD}", style="dim", markup=False, soft_wrap=True)
    console.print(
        f'Try: fusebox compose "50% jazz 50% {row.name}". '
        "A chat or bot that is running knows it after a restart.",
        markup=False,
        highlight=False,
    )


def _check_writable(folder: Path) -> None:
    from engine.delivery import check_folder

    check_folder(folder)
