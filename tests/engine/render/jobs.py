"""Functions that a render process can import, each with its own way to end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from engine.errors import RenderError


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


def process_id() -> int:
    return os.getpid()
