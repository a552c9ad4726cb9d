"""The terminal front end: a conversation line by line, pieces into a folder.

Knows how to ask and to show; what a line means is the conversation's business.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from bot.app import App
from bot.conversation import wording
from bot.conversation.dialogue import Dialogue, Reading
from engine.delivery import caption_of
from engine.errors import EngineError
from engine.request import SEED_RANGE, CompositionRequest

_LEAVING = {"quit", "exit", "bye", ":q", "/quit", "/exit"}
_COMPOSING = {"compose", "edit", "repeat"}


class Terminal:
    """One user's chat in a terminal (or piped in); pieces go to ``folder``."""

    def __init__(self, app: App, folder: Path, console: Console) -> None:
        self.app = app
        self.folder = folder
        self.console = console
        self.dialogue = Dialogue(genres=app.genres)

    def run(self) -> None:
        """Talk until the input ends or the user leaves."""
        self.app.engine.start()  # warms up while the first line is typed
        self._say(wording.greeting())
        for sentence in self.app.troubles:
            self.console.print(sentence, style="yellow", markup=False, highlight=False)
        for line in self._lines():
            if line.strip().lower() in _LEAVING:
                break
            if line.strip():
                self.answer(line)
        self._say("Bye!")

    def answer(self, line: str) -> None:
        """Understand one line and do what it asks."""
        reading = self.dialogue.say(line)
        if reading.error is not None:
            self.console.print(reading.error, style="red", markup=False, highlight=False)
            return
        self._say(wording.reply(reading))
        if self._asks_for_music(reading) and reading.request is not None:
            self._compose(reading.request.composition())

    @staticmethod
    def _asks_for_music(reading: Reading) -> bool:
        return reading.intent in _COMPOSING or reading.intent == "use_preset"

    def _compose(self, request: CompositionRequest) -> None:
        for number in range(request.count):
            seed = (request.seed + number) % (SEED_RANGE[1] + 1)
            try:
                self._compose_one(replace(request, seed=seed, count=1))
            except EngineError as error:
                self.console.print(str(error), style="red", markup=False, highlight=False)
                return

    def _compose_one(self, request: CompositionRequest) -> None:
        with self.console.status("warming up the networks") as status:
            show: Callable[[str], None] = status.update
            composition = self.app.compose(request, show).result()
            delivery = self.app.deliver(composition, self.folder, progress=show)
        self._say(caption_of(composition))
        for path in delivery.files:
            if path.suffix != ".json":
                self.console.print(f"  {path}", markup=False, highlight=False, soft_wrap=True)
        for trouble in delivery.troubles:
            self.console.print(trouble, style="yellow", markup=False, highlight=False)

    def _say(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False)

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

    def _history(self) -> History:
        try:
            self.app.settings.cache_dir.mkdir(parents=True, exist_ok=True)
            return FileHistory(str(self.app.settings.cache_dir / "chat-history"))
        except OSError:
            return InMemoryHistory()
