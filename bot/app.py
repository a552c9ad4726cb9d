"""The composition root: settings, engine, renderers and conversation are joined here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.steps import step_sentence
from bot.errors import BadSettings
from bot.own_genres import install_genres_of
from bot.settings import Settings
from engine.composition import Composition
from engine.delivery import Begun, Delivery, begin_delivery, deliver
from engine.errors import EngineError
from engine.render.formats import DEFAULT_FORMATS
from engine.render.isolated import RenderPool
from engine.request import CompositionRequest
from engine.serving.interface import Engine
from engine.serving.local import LocalEngine
from engine.serving.messages import EngineConfig
from engine.serving.metrics import serve_metrics
from music.genres import known_genres

if TYPE_CHECKING:
    from storage.memory import Memory

Progress = Callable[[str], None]


class App:
    """What every front end is given: an engine, a render pool, the settings and the genres.

    Nothing starts before it is needed. Use as a context manager. ``genres`` are all that can
    be asked for; ``troubles`` say which of the user's own can't, and why. ``stays``: it will
    serve for long, so the engine readies itself for all usual pieces, not only the first.
    """

    def __init__(self, settings: Settings, *, stays: bool = False) -> None:
        self.settings = settings
        self.troubles = install_genres_of(settings)
        self.genres = known_genres()
        self.engine: Engine = _engine_of(settings, stays=stays)
        self._pool: RenderPool | None = None
        self._memory: Memory | None = None

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pool(self) -> RenderPool:
        """The render processes; at least two, so that picture and sound are made side by side."""
        if self._pool is None:
            self._pool = RenderPool(workers=max(2, (os.cpu_count() or 2) // 2))
        return self._pool

    @property
    def memory(self) -> Memory:
        """What is remembered, in the folder that the settings say. Raises StorageError."""
        from storage.memory import Memory  # half a second that composing needn't spend

        if self._memory is None:
            settings = self.settings
            self._memory = Memory(
                settings.memory_dir, files_budget_bytes=settings.memory_files_mb * 1_000_000
            )
            self._memory.retire(keep_days=settings.keep_days)
        return self._memory

    def model_version(self, patience_seconds: float) -> str | None:
        """The version of the networks that compose; None where they don't get ready in time."""
        try:
            return self.engine.start().result(patience_seconds).model_version
        except (EngineError, CancelledError, TimeoutError):
            return None

    def compose(
        self, request: CompositionRequest, progress: Progress = lambda _: None
    ) -> Future[Composition]:
        """Queue a request at the engine; ``progress`` is told each step in words."""
        return self.engine.submit(request, lambda step: progress(step_sentence(step))).future

    def deliver(
        self,
        composition: Composition,
        folder: Path,
        *,
        stem: str | None = None,
        formats: Sequence[str] = DEFAULT_FORMATS,
        max_bytes: int | None = None,
        progress: Progress = lambda _: None,
    ) -> Delivery:
        """Write a composition's files; ``engine.delivery.deliver`` says what may be asked."""
        return deliver(
            composition,
            folder,
            self.pool,
            stem=stem,
            formats=formats,
            max_bytes=max_bytes,
            soundfont=self.settings.soundfont,
            progress=progress,
        )

    def begin_delivery(
        self,
        composition: Composition,
        folder: Path,
        *,
        stem: str,
        formats: Sequence[str],
        max_bytes: int | None = None,
        progress: Progress = lambda _: None,
    ) -> Begun:
        """Have a composition's files begun, for those who can't wait in one place."""
        return begin_delivery(
            composition,
            folder,
            self.pool,
            stem=stem,
            formats=formats,
            max_bytes=max_bytes,
            soundfont=self.settings.soundfont,
            progress=progress,
        )

    def show_metrics(self, port: int) -> None:
        """Show the local engine's figures on this machine; a cluster shows its own.

        Raises BadSettings where the port is taken.
        """
        if not isinstance(self.engine, LocalEngine):
            return
        try:
            serve_metrics(self.engine.metrics, port)
        except OSError as error:
            raise BadSettings(
                f"FUSEBOX_METRICS_PORT is {port}, but that port is taken; choose another"
            ) from error

    def close(self) -> None:
        """End the engine and the renderers."""
        self.engine.close()
        if self._pool is not None:
            self._pool.close()
        if self._memory is not None:
            self._memory.close()


def _engine_of(settings: Settings, *, stays: bool) -> Engine:
    """The cluster that the settings name, or a process of this machine."""
    if settings.engine_url is not None:
        from engine.serving.ray_engine import RayEngine  # with aiohttp, which few commands need

        return RayEngine(settings.engine_url)
    return LocalEngine(
        EngineConfig(settings.weights_dir, settings.cache_dir, settings.genres_dir, warm_up=stays)
    )
