"""The terminal over a memory: what is composed is remembered, also when it was killed over."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from bot.terminal import Terminal, is_alive
from engine.delivery import Delivery
from engine.errors import EngineError
from engine.hearing import Hearing
from engine.render.formats import DEFAULT_FORMATS
from engine.request import CompositionRequest
from music.genres import GENRES
from storage.memory import Memory


class FakeApp:
    """An engine that composes at once and writes five bytes; the memory is real."""

    def __init__(self, folder: Path) -> None:
        self.memory = Memory(folder)
        self.genres = GENRES
        self.troubles: tuple[str, ...] = ()
        self.engine = SimpleNamespace(start=lambda: None)
        self.settings = SimpleNamespace(cache_dir=folder.parent)
        self.broken = False
        self.asked_formats: list[tuple[str, ...]] = []

    def compose(self, request: CompositionRequest, progress: Callable[[str], None]) -> Future[Any]:
        done: Future[Any] = Future()
        if self.broken:
            done.set_exception(EngineError("the engine has a cold"))
            return done
        tune = SimpleNamespace(
            model_version="00000000", metrics={"overlap": 0.5}, provenance={"jazz": 1.0}, form="A"
        )
        recipe = f"FX-{request.seed:08d}{round(100 * request.temperature)}"
        done.set_result(
            SimpleNamespace(
                request=request,
                tune=tune,
                title="a tune",
                recipe=recipe,
                hearing=Hearing(),
                arrangement=SimpleNamespace(piece=SimpleNamespace(pickup_beats=0.0)),
            )
        )
        return done

    def deliver(
        self, composition: Any, folder: Path, *, formats: Sequence[str], **_: Any
    ) -> Delivery:
        self.asked_formats.append(tuple(formats))
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{composition.recipe}{ending}" for ending in (".mid", ".ogg")]
        for path in paths:
            path.write_bytes(b"sound" + path.suffix.encode())
        return Delivery(tuple(paths), ())


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FakeApp]:
    made = FakeApp(tmp_path / "memory")
    yield made
    made.memory.close()


def terminal(app: FakeApp, folder: Path, user: str = "local") -> tuple[Terminal, io.StringIO]:
    shown = io.StringIO()
    return Terminal(app, folder, Console(file=shown, width=200), user=user), shown  # type: ignore[arg-type]


def test_a_composed_piece_is_remembered_with_its_files(app: FakeApp, tmp_path: Path) -> None:
    chat, shown = terminal(app, tmp_path / "pieces")
    for line in ("jazz", "slower", "vote up", "piece", "history"):
        chat.answer(line)
    user = app.memory.people.meet_user("terminal", "local")
    newest, eldest = app.memory.pieces.latest(user)
    assert newest.parent == eldest.code
    assert newest.code in shown.getvalue()
    assert app.memory.files.read(newest.id, "piece.ogg", user, None) == b"sound.ogg"
    assert app.memory.jobs.unfinished("terminal") == []


def test_pieces_are_delivered_in_the_formats_that_the_user_prefers(
    app: FakeApp, tmp_path: Path
) -> None:
    chat, shown = terminal(app, tmp_path / "pieces")
    for line in ("jazz", "my formats are midi and mp3", "slower", "reset my formats", "faster"):
        chat.answer(line)
    assert app.asked_formats == [DEFAULT_FORMATS, ("midi", "mp3"), DEFAULT_FORMATS]
    assert "files midi and mp3" in shown.getvalue()


def test_a_battle_needs_sound_whatever_files_somebody_prefers(app: FakeApp, tmp_path: Path) -> None:
    chat, _ = terminal(app, tmp_path / "pieces")
    for line in ("my formats are pdf", "jazz", "battle safe against wild"):
        chat.answer(line)
    assert app.asked_formats == [("pdf",), DEFAULT_FORMATS, DEFAULT_FORMATS]


def test_versions_are_pieces_of_their_own(app: FakeApp, tmp_path: Path) -> None:
    chat, _ = terminal(app, tmp_path / "pieces")
    chat.answer("three versions of jazz")
    assert len(app.memory.pieces.latest(app.memory.people.meet_user("terminal", "local"))) == 3


def test_what_an_earlier_chat_was_killed_over_is_done_first(app: FakeApp, tmp_path: Path) -> None:
    chat, _ = terminal(app, tmp_path / "pieces")
    request = chat.session.say("jazz").request
    assert request is not None
    chat.session.order(request.composition(), {"process": 2**22 + 1})
    again, shown = terminal(app, tmp_path / "pieces")
    again._finish_old_work()
    assert "here it is" in shown.getvalue()
    assert app.memory.jobs.unfinished("terminal") == []
    user = app.memory.people.meet_user("terminal", "local")
    assert len(app.memory.pieces.latest(user)) == 1


def test_what_a_running_chat_is_busy_with_is_left_to_it(app: FakeApp, tmp_path: Path) -> None:
    import os

    chat, _ = terminal(app, tmp_path / "pieces")
    request = chat.session.say("jazz").request
    assert request is not None
    chat.session.order(request.composition(), {"process": os.getpid()})
    again, shown = terminal(app, tmp_path / "pieces")
    again._finish_old_work()
    assert shown.getvalue() == ""
    assert is_alive(os.getpid())
    assert not is_alive(None)


def test_a_failure_is_a_sentence_and_the_job_is_not_done_again(
    app: FakeApp, tmp_path: Path
) -> None:
    app.broken = True
    chat, shown = terminal(app, tmp_path / "pieces")
    chat.answer("jazz")
    assert "a cold" in shown.getvalue()
    assert app.memory.jobs.unfinished("terminal") == []


def test_a_battle_shows_sound_under_names_that_tell_nothing(app: FakeApp, tmp_path: Path) -> None:
    ann, _ = terminal(app, tmp_path / "pieces", "ann")
    bob, shown = terminal(app, tmp_path / "pieces", "bob")
    ann.answer("jazz")
    before = {path.name for path in (tmp_path / "pieces").iterdir()}
    ann.answer("battle safe against wild for 5 minutes")
    new = {path.name for path in (tmp_path / "pieces").iterdir()} - before
    assert {name.rsplit("-", 1)[1] for name in new} == {"left.ogg", "right.ogg"}
    bob.answer("left")
    assert "your vote" in shown.getvalue()
    bob.answer("battles")
    assert "temperature" not in shown.getvalue()


def test_erasing_everything_erases_the_typed_lines_too(app: FakeApp, tmp_path: Path) -> None:
    typed = tmp_path / "chat-history"
    typed.write_text("+delete my data")
    chat, _ = terminal(app, tmp_path / "pieces")
    chat.answer("delete my data")
    assert typed.exists()
    chat.answer("delete everything for good")
    assert not typed.exists()


def test_two_users_of_one_machine_have_memories_of_their_own(app: FakeApp, tmp_path: Path) -> None:
    ann, _ = terminal(app, tmp_path / "pieces", "ann")
    ann.answer("jazz")
    ann.answer("save this as tea time")
    bob, shown = terminal(app, tmp_path / "pieces", "bob")
    bob.answer("my presets")
    assert "tea time" not in shown.getvalue()
