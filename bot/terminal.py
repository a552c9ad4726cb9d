"""The terminal front end: a conversation line by line, pieces into a folder.

Knows how to ask and to show; what a line means is the conversation's business.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from bot.app import App
from bot.conversation import wording, wording_memory
from bot.conversation.memory.made import piece_of
from bot.conversation.memory.session import Session, Who
from bot.conversation.memory.wants import BattleWanted, Contestant, Forget
from bot.conversation.request import ResolvedRequest
from engine.composition import Composition
from engine.delivery import Delivery, caption_of
from engine.errors import EngineError
from engine.render.files import write_atomically
from engine.render.formats import DEFAULT_FORMATS
from engine.request import SEED_RANGE, CompositionRequest
from music.errors import MusicError
from storage.errors import StorageError

_LEAVING = {"quit", "exit", "bye", ":q", "/quit", "/exit"}
_WARM_SECONDS = 240.0  # what is composed next has to wait for the networks anyway
_COMPOSING = {"compose", "edit", "repeat", "use_preset"}


class Terminal:
    """One user's chat in a terminal (or piped in); pieces go to ``folder``."""

    def __init__(self, app: App, folder: Path, console: Console, *, user: str = "local") -> None:
        self.app = app
        self.folder = folder
        self.console = console
        who = Who("terminal", user, user, "here")
        self.session = Session(
            app.memory, who, folder=folder, genres=app.genres,
            model_version=lambda: app.model_version(_WARM_SECONDS),
        )  # fmt: skip

    def run(self) -> None:
        """Talk until the input ends or the user leaves."""
        self.app.engine.start()  # warms up while the first line is typed
        self._say(wording.greeting())
        for sentence in self.app.troubles:
            self.console.print(sentence, style="yellow", markup=False, highlight=False)
        self._finish_old_work()
        for line in self._lines():
            if line.strip().lower() in _LEAVING:
                break
            if line.strip():
                self.answer(line)
        self._say("Bye!")

    def answer(self, line: str) -> None:
        """Understand one line and do what it asks."""
        reading = self.session.say(line)
        if reading.error is not None:
            self._trouble("\n".join([*reading.notes, reading.error]))
            return
        told = wording.reply(reading)
        if told:
            self._say(told)
        if isinstance(reading.wants, BattleWanted):
            self._fight(reading.wants)
        elif isinstance(reading.wants, Forget):
            self._typed_lines.unlink(missing_ok=True)
        elif reading.intent in _COMPOSING and reading.request is not None:
            self._compose(reading.request.composition())

    def _compose(self, request: CompositionRequest) -> None:
        for number in range(request.count):
            seed = (request.seed + number) % (SEED_RANGE[1] + 1)
            try:
                self._make(replace(request, seed=seed, count=1))
            except (EngineError, StorageError) as error:
                self._trouble(str(error))
                return

    def _make(self, request: CompositionRequest) -> None:
        """Compose, show and remember; a job is noted before any of it."""
        job = self.session.order(request, {"process": os.getpid()})
        composition, delivery = self._composed(request, self.folder, job)
        self._show(composition, delivery)
        piece = self.session.made(piece_of(composition), delivery.files, job=job)
        self._say(wording_memory.remembered(piece))

    def _composed(
        self, request: CompositionRequest, folder: Path, job: int, *, chosen: bool = True
    ) -> tuple[Composition, Delivery]:
        """Compose and deliver: the files that the user prefers where they are ``chosen``."""
        try:
            with self.console.status("warming up the networks") as status:
                show: Callable[[str], None] = status.update
                composition = self.app.compose(request, show).result()
                formats = self.session.formats if chosen else None
                return composition, self.app.deliver(
                    composition, folder, formats=formats or DEFAULT_FORMATS, progress=show
                )
        except KeyboardInterrupt:
            self.session.gave_up(job)
            raise
        except EngineError as error:
            self.session.gave_up(job, str(error))
            raise

    def _show(self, composition: Composition, delivery: Delivery) -> None:
        self._say(caption_of(composition))
        for path in delivery.files:
            if path.suffix != ".json":
                self._say_path(path)
        for trouble in delivery.troubles:
            self.console.print(trouble, style="yellow", markup=False, highlight=False)

    def _finish_old_work(self) -> None:
        """Do what an earlier chat was killed over."""
        for job in self.session.unfinished():
            if is_alive(job.address.get("process")) or not self.app.memory.jobs.start(job.id):
                continue
            try:
                request = ResolvedRequest.from_json(job.request).composition()
                self._say(wording_memory.going_on())
                composition, delivery = self._composed(request, self.folder, job.id)
                self._show(composition, delivery)
                new = piece_of(composition)
                self.session.made(new, delivery.files, job=job.id, belongs=False)
            except (EngineError, StorageError, MusicError, KeyError, ValueError) as error:
                self.session.gave_up(job.id, str(error))
                self._trouble(str(error))

    def _fight(self, wanted: BattleWanted) -> None:
        """Make both sides' sound, show it without names, and open the battle."""
        try:
            codes = [self._contestant(side) for side in (wanted.left, wanted.right)]
            reading = self.session.open_battle(wanted, *codes)
            # Not a piece's code: that would lead to its name.
            stem = f"battle-{secrets.token_hex(3)}"
            for side, code in zip(("left", "right"), codes, strict=True):
                self._say_path(self._blind_sound(code, f"{stem}-{side}"))
            self._say(wording.reply(reading))
        except (EngineError, StorageError) as error:
            self._trouble(str(error))

    def _contestant(self, side: Contestant) -> str:
        if side.piece is not None:
            return side.piece
        assert side.request is not None
        request = replace(side.request.composition(), count=1)
        job = self.session.order(request, {"process": os.getpid()})
        with tempfile.TemporaryDirectory() as folder:
            composition, delivery = self._composed(request, Path(folder), job, chosen=False)
            new = piece_of(composition)
            return self.session.made(new, delivery.files, job=job, belongs=False).code

    def _blind_sound(self, code: str, stem: str) -> Path:
        """A piece's sound, or its MIDI where there is none, under a name that tells nothing."""
        name, content = self.session.sound_of(code)
        path = self.folder / f"{stem}{Path(name).suffix}"
        write_atomically(path, content)
        return path

    def _say(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False)

    def _say_path(self, path: Path) -> None:
        self.console.print(f"  {path}", markup=False, highlight=False, soft_wrap=True)

    def _trouble(self, text: str) -> None:
        self.console.print(text, style="red", markup=False, highlight=False)

    def _lines(self) -> Iterator[str]:
        if not sys.stdin.isatty():
            yield from (line.rstrip("\n") for line in sys.stdin)
            return
        session: PromptSession[str] = PromptSession(history=self._history())
        while True:
            try:
                yield session.prompt("fusebox> ")
            except KeyboardInterrupt:
                continue
            except EOFError:
                return

    @property
    def _typed_lines(self) -> Path:
        """Where the prompt keeps what was typed, for its arrow keys."""
        return self.app.settings.cache_dir / "chat-history"

    def _history(self) -> History:
        try:
            self._typed_lines.parent.mkdir(parents=True, exist_ok=True)
            return FileHistory(str(self._typed_lines))
        except OSError:
            return InMemoryHistory()


def is_alive(process: object) -> bool:
    """Whether a process of this machine runs still; where that can't be asked, no."""
    if sys.platform == "win32" or not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
