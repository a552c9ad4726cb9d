"""Functions that a render process can import, each with its own way to end."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine.errors import RenderError
from engine.render.info import Made
from engine.render.jobs import film, print_pages
from engine.render.work import Work


def double(value: int) -> int:
    return 2 * value


def report(on_progress: Callable[[float], None]) -> str:
    on_progress(0.5)
    on_progress(1.0)
    return "done"


def refuse() -> None:
    raise RenderError("the folder can't be written")


def stumble() -> None:
    raise KeyError("inner")


def die() -> None:
    os._exit(11)


def die_once(mark: Path) -> str:
    """Crash the first time, when ``mark`` doesn't exist yet."""
    if not mark.exists():
        mark.touch()
        os._exit(11)
    return "second try"


def hang() -> None:
    time.sleep(300)


def report_and_hang(on_progress: Callable[[float], None]) -> None:
    on_progress(0.0)
    hang()


def process_id() -> int:
    return os.getpid()


def echo(value: Any) -> Any:
    return value


def die_at_work(work: Work, paths: Mapping[str, Path], *, on_progress: Any = None) -> Made:
    os._exit(9)


def hang_at_work(work: Work, paths: Mapping[str, Path], *, on_progress: Any = None) -> Made:
    time.sleep(300)
    return Made()


def starve_at_work(work: Work, paths: Mapping[str, Path], *, on_progress: Any = None) -> Made:
    raise MemoryError


def fill_the_disk(work: Work, paths: Mapping[str, Path]) -> Made:
    raise OSError(errno.ENOSPC, "No space left on device")


def film_without_ffmpeg(work: Work, paths: Mapping[str, Path], *, on_progress: Any = None) -> Made:
    sys.modules["imageio_ffmpeg"] = None  # type: ignore[assignment]
    return film(work, paths)


def print_without_fonts(work: Work, paths: Mapping[str, Path]) -> Made:
    from engine.render import engraving

    kept = engraving.font_files
    engraving.font_files = lambda: ()
    try:
        return print_pages(work, paths)
    finally:
        engraving.font_files = kept
