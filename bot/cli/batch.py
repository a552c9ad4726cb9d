"""Composing a file of requests: networks loaded once, a manifest beside the files."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.app import App
from bot.cli.asking import requests_of
from bot.errors import BadInput, BotError
from engine.composition import Composition
from engine.delivery import deliver_midi
from engine.errors import EngineError
from engine.render.files import write_atomically
from engine.request import CompositionRequest

_IN_FLIGHT = 8
_NAME = re.compile(r"^[\w][\w .-]{0,99}$")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    name: str
    request: CompositionRequest


def compose_batch(
    app: App, file: Path, out: Path, *, seed: int | None, formats: Sequence[str], console: Console
) -> None:
    """Compose every line of ``file`` into ``out`` and write ``manifest.jsonl``.

    Without any ``formats``, only the MIDI files are written.

    A line that can't be composed is named on the console and the others are still
    made; then BadInput says how many failed.
    """
    lines, wrong = _read(file, seed)
    rows: list[dict[str, object]] = []
    waiting: deque[tuple[_Line, Future[Composition]]] = deque()
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("composing", total=len(lines))
        todo = deque(lines)
        while todo or waiting:
            while todo and len(waiting) < _IN_FLIGHT:
                line = todo.popleft()
                waiting.append((line, app.compose(line.request)))
            line, job = waiting.popleft()
            try:
                rows.append(_written(app, line, job.result(), out, formats))
            except EngineError as error:
                wrong.append(f"line {line.number}: {error}")
            bar.advance(task)
    manifest = "".join(json.dumps(row) + "\n" for row in rows)
    write_atomically(out / "manifest.jsonl", manifest.encode())
    for sentence in wrong:
        console.print(sentence, style="red", markup=False, highlight=False)
    if wrong:
        raise BadInput(f"{len(wrong)} of {len(lines) + len(wrong)} requests could not be composed")


def _written(
    app: App, line: _Line, composition: Composition, out: Path, formats: Sequence[str]
) -> dict[str, object]:
    if formats:
        app.deliver(composition, out, stem=line.name, formats=formats)
    else:
        deliver_midi(composition, out / f"{line.name}.mid")
    return {
        "file": f"{line.name}.mid",
        "weights": dict(composition.request.weights),
        "temperature": composition.request.temperature,
        "seed": composition.request.seed,
        "seconds": round(composition.seconds, 4),
    }


def _read(file: Path, seed: int | None) -> tuple[list[_Line], list[str]]:
    """The usable lines, and a sentence for each other one."""
    try:
        texts = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} can't be read as a text file of requests") from error
    lines: list[_Line] = []
    wrong: list[str] = []
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            continue
        try:
            name, say, own_seed = _fields(text, number)
            requests = requests_of(
                say, own_seed if seed is None else seed, where=f"line {number}: "
            )
            for version, request in enumerate(requests, start=1):
                own = name if len(requests) == 1 else f"{name}-{version}"
                if any(line.name == own for line in lines):
                    raise BadInput(f"the name {own!r} stands twice; give every request its own")
                lines.append(_Line(number, own, request))
        except (BotError, EngineError) as error:
            wrong.append(f"line {number}: {error}")
    if not lines and not wrong:
        raise BadInput(f"{file} holds no requests; write one sentence a line")
    return lines, wrong


def _fields(text: str, number: int) -> tuple[str, str, int | None]:
    """(name, sentence, seed) of a line: a plain sentence or a JSON object."""
    if not text.lstrip().startswith("{"):
        return f"{number:04d}", text, None
    try:
        row = json.loads(text)
    except ValueError as error:
        raise BadInput(f"this is no JSON object ({error})") from error
    unknown = sorted(set(row) - {"name", "say", "seed"})
    if unknown:
        raise BadInput(f"unknown field {unknown[0]!r}; known: name, say, seed")
    name, say, seed = row.get("name", f"{number:04d}"), row.get("say"), row.get("seed")
    if not isinstance(name, str) or not _NAME.match(name):
        raise BadInput(f"{name!r} can't be a file name; use letters, digits, spaces, dots, dashes")
    if not isinstance(say, str):
        raise BadInput('the field "say" with the sentence is missing')
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool)):
        raise BadInput(f"the seed {seed!r} is not a whole number")
    return name, say, seed
