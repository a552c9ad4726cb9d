"""``fusebox``: the list of commands, and the one place where errors become sentences."""

from __future__ import annotations

import logging
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from bot.cli import (
    benching,
    chatting,
    composing,
    corpus,
    doctor,
    evaluating,
    genres,
    parsing,
    running,
    samples,
    serving,
    training,
)
from bot.cli import memory as memory_commands
from bot.errors import BotError
from engine.errors import EngineError
from models.corpora.errors import CorpusError
from models.errors import ModelError
from music.errors import MusicError
from storage.errors import StorageError

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130
EXIT_BUG = 70

app = typer.Typer(
    name="fusebox",
    help="Fusion music from a sentence: say the genres and their weights, get a piece.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command("run")(running.run)
app.command("chat")(chatting.chat)
app.command("compose")(composing.compose)
app.command("parse")(parsing.parse)
app.command("doctor")(doctor.doctor)
app.command("samples")(samples.samples)
app.command("train")(training.train)
app.command("evaluate")(evaluating.evaluate)
app.command("bench")(benching.bench)
app.command("serve")(serving.serve)
app.command("genres")(genres.genres)
app.command("backup")(memory_commands.backup)
app.command("restore")(memory_commands.restore)
app.add_typer(memory_commands.app, name="db")
app.add_typer(corpus.app, name="corpus")


def main() -> None:
    """Entry point of the ``fusebox`` command."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        app()
    except BotError as error:
        _stop(str(error), error.exit_code)
    except (CorpusError, EngineError, ModelError, MusicError, StorageError) as error:
        _stop(str(error), EXIT_ERROR)
    except KeyboardInterrupt:
        _stop("stopped", EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_ERROR)
    except Exception:  # the outermost border: a person gets a sentence, a file the rest
        _stop(f"this is a fault of Fusebox; the details are in {_crash_report()}", EXIT_BUG)


def _stop(sentence: str, code: int) -> NoReturn:
    Console(stderr=True).print(
        f"fusebox: {sentence}", markup=False, highlight=False, style="red", soft_wrap=True
    )
    sys.exit(code)


def _crash_report() -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="fusebox-fault-", suffix=".txt", delete=False
    ) as report:
        traceback.print_exc(file=report)
    return Path(report.name)
